import type { EventBlock } from './event-block.ts';
import type { KindOrder } from './kind-order.ts';

/** Longer sequences than this are not sorted by inserting. */
const SHORT = 16;

/**
 * Puts the first `size` events of a block into order, in place: by time, within an instant by `kindOrder`, and of equal events by the number under
 * which they were added. What is in order already is only looked at.
 */
export function sortBlock(block: EventBlock, size: number, kindOrder: KindOrder): void {
  const { times, kinds } = block;
  const byTime = (a: number, b: number): number => times[a]! - times[b]!;
  if (!isInOrder(0, size, byTime)) rearrange(block, 0, size, byTime);
  // Equal events stay as they were added, as every sort here is stable.
  const inInstant = (a: number, b: number): number => kindOrder(kinds[a]!, kinds[b]!);
  for (let start = 0, end = 1; start < size; start = end++) {
    while (end < size && times[end] === times[start]) end += 1;
    if (end - start <= SHORT) insertEach(block, start, end, inInstant);
    else if (!isInOrder(start, end, inInstant)) rearrange(block, start, end, inInstant);
  }
}

type Compare = (a: number, b: number) => number;

function isInOrder(start: number, end: number, compare: Compare): boolean {
  for (let i = start + 1; i < end; i++) if (compare(i - 1, i) > 0) return false;
  return true;
}

/** Sorts events of one time: each is moved before those that it must precede. */
function insertEach({ kinds, added }: EventBlock, start: number, end: number, compare: Compare): void {
  for (let next = start + 1; next < end; next++) {
    for (let i = next; i > start && compare(i - 1, i) > 0; i--) {
      [kinds[i - 1], kinds[i]] = [kinds[i]!, kinds[i - 1]!];
      [added[i - 1], added[i]] = [added[i]!, added[i - 1]!];
    }
  }
}

function rearrange({ times, kinds, added }: EventBlock, start: number, end: number, compare: Compare): void {
  const order = Uint32Array.from({ length: end - start }, (_, i) => start + i).sort(compare);
  for (const column of [times, kinds, added]) {
    const before = column.slice(start, end);
    for (let i = 0; i < order.length; i++) column[start + i] = before[order[i]! - start]!;
  }
}
