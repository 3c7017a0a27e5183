import type { BlockWriter } from './block-writer.ts';
import { compareMarks, createRunCursor, type EventMark, type EventRun, type RunCursor } from './event-run.ts';
import type { KindOrder } from './kind-order.ts';
import type { BlockSpool } from './open-block-spool.ts';

export interface MergeOptions {
  readonly kindOrder: KindOrder;
  /** Events for which it does not hold are left out. */
  readonly isHeld: (event: EventMark) => boolean;
  readonly writer: BlockWriter;
}

/**
 * Merges runs into one, which `writer` takes: O(events · log runs), and O(events) where runs do not overlap. Only one block of each run that has
 * been begun is in memory.
 *
 * Yields after every block that was written, so that others can have a turn.
 */
export function* mergeRuns(
  runs: readonly EventRun[],
  spool: BlockSpool,
  { kindOrder, isHeld, writer }: MergeOptions,
): Generator<void, void, undefined> {
  const isBefore = (a: RunCursor, b: RunCursor): boolean => compareMarks(a, b, kindOrder) < 0;
  const heap = runs
    .map((run) => createRunCursor(run, spool, isHeld))
    .filter((cursor) => isHeld(cursor) || cursor.next())
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  while (heap.length > 0) {
    const least = heap[0]!;
    const rival = leastOfTwo(heap[1], heap[2], isBefore);
    const isNext = rival === undefined ? () => true : () => isBefore(least, rival);
    let isLeft = true;
    for (let goesOn = true; goesOn; goesOn = isLeft && isNext()) {
      if (writer.push(least.time, least.kind, least.added)) yield;
      isLeft = least.next();
    }
    if (!isLeft) {
      const moved = heap.pop()!;
      if (heap.length === 0) return;
      heap[0] = moved;
    }
    sink(heap, isBefore);
  }
}

function leastOfTwo<T>(a: T | undefined, b: T | undefined, isBefore: (a: T, b: T) => boolean): T | undefined {
  if (a === undefined || b === undefined) return a;
  return isBefore(b, a) ? b : a;
}

/** Moves the first of a binary heap down to where it belongs. */
function sink<T>(heap: T[], isBefore: (a: T, b: T) => boolean): void {
  const moving = heap[0]!;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, moving)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = moving;
}
