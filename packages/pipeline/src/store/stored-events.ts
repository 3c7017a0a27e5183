import type { EventKind } from '@sidecar/events';
import { createBlockReader } from './block-reader.ts';
import type { EventBlock } from './event-block.ts';
import type { KindTable } from './kind-table.ts';
import type { BlockSpool, Place } from './open-block-spool.ts';

/**
 * Events in an order that depends on them alone: by time, within an instant by what the model sees of them, and then by every other
 * field; of equal events the one that was added first comes first.
 */
export interface StoredEvents {
  readonly size: number;
  /** Epoch ms of the first event; NaN without one. */
  readonly firstTime: number;
  /** Epoch ms of the last event; NaN without one. */
  readonly lastTime: number;
  /** All events in order, some thousands at a time; a block is good until the next one comes. May be gone through more than once. */
  blocks(): Iterable<EventBlock>;
  /** The kind with a number that stands in a block. The same object as before while it is remembered. */
  kindAt(id: number): EventKind;
  /** All kinds of the store that they come from: some may have no event here. Tells as well what that store forgot, which is not here. */
  readonly kinds: KindTable;
  /** Lets go of the events, and of their file. */
  remove(): Promise<void>;
}

/** Where events stand in a spool, in order. */
export interface EventSequence {
  readonly places: readonly Place[];
  readonly size: number;
  /** Epoch ms; undefined without an event. */
  readonly firstTime: number | undefined;
  readonly lastTime: number | undefined;
}

export function storedEvents(
  { places, size, firstTime = Number.NaN, lastTime = Number.NaN }: EventSequence,
  spool: BlockSpool,
  kinds: KindTable,
): StoredEvents {
  return {
    size,
    firstTime,
    lastTime,
    *blocks() {
      const read = createBlockReader(spool);
      for (const place of places) yield read(place);
    },
    kindAt: kinds.at,
    kinds,
    remove: spool.remove,
  };
}
