import { setImmediate } from 'node:timers/promises';
import type { EventKind } from '@sidecar/events';
import { createBlockWriter } from './block-writer.ts';
import { allocateBlock, blockMemory, bytesOf, PIECE_EVENTS } from './event-block.ts';
import { compareMarks, type EventRun, markAt } from './event-run.ts';
import { createKindOrder } from './kind-order.ts';
import { createKindTable, type KindTable } from './kind-table.ts';
import { mergeRuns } from './merge-runs.ts';
import { openBlockSpool } from './open-block-spool.ts';
import { sortBlock } from './sort-block.ts';
import { type EventSequence, type StoredEvents, storedEvents } from './stored-events.ts';

/** Takes events in any order and gives them back in theirs. */
export interface EventStore {
  /** How many events were added. */
  readonly size: number;
  readonly kinds: KindTable;
  /** @param time - Epoch ms, finite. */
  add(kind: EventKind, time: number): void;
  /** @param id - Number of its kind in `kinds`. */
  addById(id: number, time: number): void;
  /**
   * All events in order, once; nothing can be added after it. The store is no longer needed then, but the events must be removed.
   *
   * @throws The signal's reason if that stopped it; the store must be removed then.
   */
  finish(signal?: AbortSignal): Promise<StoredEvents>;
  /** Lets go of the events, and of their file. May be called more than once. */
  remove(): Promise<void>;
}

export interface EventStoreOptions {
  /** So many bytes of events stay in memory, from 0; an event takes 16. @default 16 MiB */
  readonly memoryBytes?: number;
  /** So many events are sorted at once, from 2. @default 131_072 */
  readonly sortedAtOnce?: number;
}

/**
 * A store of any number of events in a bounded amount of memory: what does not fit goes to a temporary file. Only kinds of events
 * stay in memory, each once.
 *
 * Events are sorted in parts, and the parts merged: O(n log n) for events in any order, O(n) for those in order of time.
 * `add` throws IoError if the file cannot be written, and `finish` as well.
 *
 * @example
 * const store = createEventStore();
 * for (const { time, ...kind } of events) store.add(kind, time);
 * const stored = await store.finish();
 * for (const { times, kinds } of stored.blocks()) times.forEach((time, i) => learn(stored.kindAt(kinds[i]!), time));
 * await stored.remove();
 */
export function createEventStore({
  memoryBytes = 16 * 1024 * 1024,
  sortedAtOnce = 131_072,
}: EventStoreOptions = {}): EventStore {
  const kinds = createKindTable();
  const kindOrder = createKindOrder(kinds);
  let spool = openBlockSpool({ memoryBytes });
  const runs: EventRun[] = [];
  const memory = blockMemory();
  let open = allocateBlock(Math.min(sortedAtOnce, PIECE_EVENTS));
  let held = 0;
  let size = 0;

  function addById(id: number, time: number): void {
    if (held === open.times.length) makeRoom();
    open.times[held] = time;
    open.kinds[held] = id;
    open.added[held] = size;
    held += 1;
    size += 1;
  }

  function makeRoom(): void {
    if (held < sortedAtOnce) {
      const larger = allocateBlock(Math.min(held * 2, sortedAtOnce));
      for (const name of ['times', 'kinds', 'added'] as const) larger[name].set(open[name]);
      open = larger;
      return;
    }
    sortBlock(open, held, kindOrder);
    let end = held;
    while (end > 0 && open.times[end - 1] === open.times[held - 1]) end -= 1;
    // More events of the last instant may follow. But waiting for them must not fill the room.
    write(end < held / 2 ? held : end);
  }

  /** Writes the first events of the open block, which are in order. */
  function write(end: number): void {
    if (end === 0) return;
    const first = markAt(open, 0);
    let run = runs.at(-1);
    if (run === undefined || compareMarks(run.last, first, kindOrder) > 0) {
      run = { places: [], first, last: first };
      runs.push(run);
    }
    for (let from = 0; from < end; from += PIECE_EVENTS) {
      const to = Math.min(from + PIECE_EVENTS, end);
      run.places.push(spool.append(bytesOf(open, from, to, memory)));
    }
    run.last = markAt(open, end - 1);
    for (const column of [open.times, open.kinds, open.added]) column.copyWithin(0, end, held);
    held -= end;
  }

  async function merge(signal: AbortSignal | undefined): Promise<EventSequence> {
    const merged = openBlockSpool({ memoryBytes });
    const writer = createBlockWriter(merged);
    try {
      for (const _ of mergeRuns(runs, spool, { kindOrder, writer })) {
        await setImmediate();
        signal?.throwIfAborted();
      }
      const sequence = writer.finish();
      await spool.remove();
      spool = merged;
      return sequence;
    } catch (error) {
      await merged.remove();
      throw error;
    }
  }

  return {
    get size() {
      return size;
    },
    kinds,
    add: (kind, time) => addById(kinds.idOf(kind), time),
    addById,
    finish: async (signal) => {
      sortBlock(open, held, kindOrder);
      write(held);
      open = allocateBlock(0);
      const [run] = runs;
      const sequence =
        runs.length > 1
          ? await merge(signal)
          : { places: run?.places ?? [], size, firstTime: run?.first.time, lastTime: run?.last.time };
      return storedEvents(sequence, spool, kinds);
    },
    remove: () => spool.remove(),
  };
}
