import { setImmediate } from 'node:timers/promises';
import type { EventKind } from '@sidecar/events';
import { createBlockWriter } from './block-writer.ts';
import { allocateBlock, blockMemory, blockOf, bytesOf, PIECE_EVENTS } from './event-block.ts';
import { compareMarks, type EventMark, type EventRun, markAt } from './event-run.ts';
import { createKindOrder } from './kind-order.ts';
import { createKindTable, type KindTable } from './kind-table.ts';
import { mergeRuns } from './merge-runs.ts';
import { openBlockSpool } from './open-block-spool.ts';
import type { OrderFollower } from './order-follower.ts';
import { sortBlock } from './sort-block.ts';
import { type EventSequence, type StoredEvents, storedEvents } from './stored-events.ts';

/** Takes events in any order and gives them back in theirs. */
export interface EventStore {
  /** How many events were added, those that were forgotten among them. */
  readonly size: number;
  /** Tells as well what was forgotten. */
  readonly kinds: KindTable;
  /** @param time - Epoch ms, finite. */
  add(kind: EventKind, time: number): void;
  /** @param id - Number of its kind in `kinds`, which may be another's after the next `add`. */
  addById(id: number, time: number): void;
  /** Shows events to `follower` while others are still being added, as long as they come in order. @throws RangeError if any was added before. */
  follow(follower: OrderFollower): void;
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
  /** There is room for so many kinds of events, from 2; Infinity for any number. @default 2_000_000 */
  readonly mostKinds?: number;
  /** So many bytes of events stay in memory, from 0; an event takes 16. @default 16 MiB */
  readonly memoryBytes?: number;
  /** So many events are sorted at once, from 2. @default 131_072 */
  readonly sortedAtOnce?: number;
}

/**
 * A store of any number of events in a bounded amount of memory: what does not fit goes to a temporary file. Only kinds of events
 * stay in memory, each once.
 *
 * Where there are more than `mostKinds` of them, those with the fewest events are forgotten, and their events with them: so strangers
 * without end do not fill the memory, and what happens often stays. Of `n` events no kind loses more than `2n / mostKinds`, all in all.
 * What is forgotten then depends on the order in which events were added; the numbers under which they were added have gaps.
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
  mostKinds = 2_000_000,
  memoryBytes = 16 * 1024 * 1024,
  sortedAtOnce = 131_072,
}: EventStoreOptions = {}): EventStore {
  const kinds = createKindTable({ mostKinds, onForget });
  let kindOrder = createKindOrder(kinds);
  let spool = openBlockSpool({ memoryBytes });
  const runs: EventRun[] = [];
  let follower: OrderFollower | undefined;
  const memory = blockMemory();
  let open = allocateBlock(Math.min(sortedAtOnce, PIECE_EVENTS));
  let held = 0;

  function addById(id: number, time: number): void {
    if (held === open.times.length) makeRoom();
    open.times[held] = time;
    open.kinds[held] = id;
    open.added[held] = kinds.count(id);
    held += 1;
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

  /** Numbers of kinds stand for others from now on, so what is remembered of them and events that are gone must not meet the new ones. */
  function onForget(): void {
    lose();
    kindOrder = createKindOrder(kinds);
    let kept = 0;
    for (let i = 0; i < held; i++) {
      if (!isHeld(markAt(open, i))) continue;
      for (const column of [open.times, open.kinds, open.added]) column[kept] = column[i]!;
      kept += 1;
    }
    held = kept;
  }

  function lose(): void {
    follower?.lose();
    follower = undefined;
  }

  function isHeld({ kind, added }: EventMark): boolean {
    return kinds.holds(kind, added);
  }

  /** Whether an event may come next after another one, whose kind may be gone. */
  function canFollow(last: EventMark, next: EventMark): boolean {
    return isHeld(last) ? compareMarks(last, next, kindOrder) <= 0 : last.time < next.time;
  }

  /** Writes the first events of the open block, which are in order. */
  function write(end: number): void {
    if (end === 0) return;
    const first = markAt(open, 0);
    let run = runs.at(-1);
    if (run === undefined || !canFollow(run.last, first)) {
      run = { places: [], first, last: first };
      if (runs.push(run) > 1) lose();
    }
    for (let from = 0; from < end; from += PIECE_EVENTS) {
      const to = Math.min(from + PIECE_EVENTS, end);
      const bytes = bytesOf(open, from, to, memory);
      run.places.push(spool.append(bytes));
      follower?.follow(blockOf(bytes));
    }
    run.last = markAt(open, end - 1);
    for (const column of [open.times, open.kinds, open.added]) column.copyWithin(0, end, held);
    held -= end;
  }

  async function merge(signal: AbortSignal | undefined): Promise<EventSequence> {
    const merged = openBlockSpool({ memoryBytes });
    const writer = createBlockWriter(merged);
    try {
      for (const _ of mergeRuns(runs, spool, { kindOrder, isHeld, writer })) {
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
      return kinds.events;
    },
    kinds,
    add: (kind, time) => addById(kinds.idOf(kind), time),
    addById,
    follow: (given) => {
      if (kinds.events > 0) throw new RangeError(`${kinds.events} events were added before, expected none`);
      follower = given;
    },
    finish: async (signal) => {
      sortBlock(open, held, kindOrder);
      write(held);
      open = allocateBlock(0);
      const [run] = runs;
      const sequence =
        runs.length > 1 || kinds.forgotten.kinds > 0
          ? await merge(signal)
          : {
              places: run?.places ?? [],
              size: kinds.events,
              firstTime: run?.first.time,
              lastTime: run?.last.time,
            };
      return storedEvents(sequence, spool, kinds);
    },
    remove: () => spool.remove(),
  };
}
