import { createBlockReader } from './block-reader.ts';
import type { EventBlock } from './event-block.ts';
import type { KindOrder } from './kind-order.ts';
import type { BlockSpool, Place } from './open-block-spool.ts';

/** Where an event stands in the order of events. */
export interface EventMark {
  readonly time: number;
  readonly kind: number;
  readonly added: number;
}

/** A sequence of events that are in order, in blocks of a spool. */
export interface EventRun {
  readonly places: Place[];
  readonly first: EventMark;
  last: EventMark;
}

export function markAt({ times, kinds, added }: EventBlock, i: number): EventMark {
  return { time: times[i]!, kind: kinds[i]!, added: added[i]! };
}

/** By time, within an instant by `kindOrder`, and of equal events by the number under which they were added. */
export function compareMarks(a: EventMark, b: EventMark, kindOrder: KindOrder): number {
  return a.time - b.time || kindOrder(a.kind, b.kind) || a.added - b.added;
}

/** The place of the next event while a run is gone through. A block is in memory only from its first event to its last. */
export interface RunCursor extends EventMark {
  /** Goes on to the next event; false at the end. */
  next(): boolean;
}

/** @param isHeld - Of the events after the first, those for which it does not hold are passed over. */
export function createRunCursor(
  { places, first }: EventRun,
  spool: BlockSpool,
  isHeld: (event: EventMark) => boolean,
): RunCursor {
  const read = createBlockReader(spool);
  let block: EventBlock | null = null;
  let i = 0;
  let piece = 0;
  const cursor = {
    ...first,
    next: () => {
      while (step()) if (isHeld(cursor)) return true;
      return false;
    },
  };
  return cursor;

  function step(): boolean {
    block ??= read(places[piece]!);
    i += 1;
    if (i === block.times.length) {
      piece += 1;
      i = 0;
      block = piece === places.length ? null : read(places[piece]!);
      if (block === null) return false;
    }
    cursor.time = block.times[i]!;
    cursor.kind = block.kinds[i]!;
    cursor.added = block.added[i]!;
    return true;
  }
}
