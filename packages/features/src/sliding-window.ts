import { grownFloat64, grownInt32 } from './rates/grown.ts';
import type { NamePool } from './rates/name-pool.ts';
import { createPairTally } from './rates/pair-tally.ts';
import { createRecencyList } from './rates/recency-list.ts';

/** Entries of one key: times ascending, with the value each came with. Plain data. */
export type SlidingWindowState = readonly (readonly [
  key: string,
  times: readonly number[],
  values: readonly string[],
])[];

/** Counts what happened per key within the last `spanMs` of event time. Keys and values are numbers of their pools. */
export interface SlidingWindow {
  /** Adds an entry; whoever calls holds both names. */
  add(key: number, value: number, time: number): void;
  /** Entries of `key` in `(time - spanMs, time]`. */
  count(key: number, time: number): number;
  /** Distinct values of `key` in the same window. */
  distinct(key: number, time: number): number;
  /** Keys that had to make room for others. */
  forgotten(): number;
  /** What can still count after the latest entry. */
  state(): SlidingWindowState;
}

export interface SlidingWindowOptions {
  /** Width in ms, above 0. */
  readonly spanMs: number;
  /** Keys to remember, from 1. */
  readonly maxKeys: number;
  /** Pools of the names of keys and of values, which the window holds as long as it remembers them. */
  readonly keys: NamePool;
  readonly values: NamePool;
  /** State to go on from. */
  readonly from?: SlidingWindowState | undefined;
}

const MOST_ENTRIES = 512;
/** Numbers kept of each key, and where: its oldest and newest entry, how many there are, and with how many values. */
const KEY_WIDTH = 4;
const OLDEST = 0;
const NEWEST = 1;
const COUNT = 2;
const DISTINCT = 3;
/** Numbers kept of each entry beside its time: the pair of its key and value, and the next newer entry or the next free one. */
const ENTRY_WIDTH = 2;
const PAIR = 0;
const NEXT = 1;

/**
 * A window over events in time order with bounded state: `maxKeys` keys, the least recently added going first, and
 * 512 entries a key, after which the oldest entry makes room: counts and distinct values saturate there.
 *
 * All in plain arrays: per key a chain of entries, oldest first, in places that are used again; adding and letting
 * go of an entry takes constant time, and no memory once the arrays are as long as it takes.
 */
export function createSlidingWindow(options: SlidingWindowOptions): SlidingWindow {
  const { spanMs, maxKeys, keys, values, from = [] } = options;
  const recency = createRecencyList();
  const pairs = createPairTally();
  let ofKeys: Int32Array = new Int32Array(0);
  let times: Float64Array = new Float64Array(0);
  let entries: Int32Array = new Int32Array(0);
  let made = 0;
  let free = 0;
  let forgotten = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const held of from) load(...held);
  return {
    add,
    count: (key, time) => numberOf(key, COUNT, time),
    distinct: (key, time) => numberOf(key, DISTINCT, time),
    forgotten: () => forgotten,
    state,
  };

  function add(key: number, value: number, time: number): void {
    if (recency.touch(key)) enter(key);
    if (time > latest) latest = time;
    const entry = newEntry();
    const row = ofKeys;
    const links = entries;
    const at = KEY_WIDTH * key;
    const newest = row[at + NEWEST]!;
    row[at + NEWEST] = entry;
    if (newest === 0) row[at + OLDEST] = entry;
    else links[ENTRY_WIDTH * newest + NEXT] = entry;
    times[entry] = time;
    links[ENTRY_WIDTH * entry + NEXT] = 0;
    // The same as before is most common.
    const before = newest === 0 ? 0 : links[ENTRY_WIDTH * newest + PAIR]!;
    const pair = before !== 0 && pairs.addIf(before, value) ? before : pairs.add(key, value);
    links[ENTRY_WIDTH * entry + PAIR] = pair;
    if (pair !== before && pairs.countOf(pair) === 1) {
      values.holdAgain(value);
      row[at + DISTINCT]! += 1;
    }
    const count = row[at + COUNT]! + 1;
    row[at + COUNT] = count;
    if (count > MOST_ENTRIES) dropOldest(key);
  }

  /** Makes room for a new key. */
  function enter(key: number): void {
    keys.holdAgain(key);
    ofKeys = grownInt32(ofKeys, KEY_WIDTH * key + KEY_WIDTH);
    if (recency.size() <= maxKeys) return;
    const gone = recency.oldest();
    while (ofKeys[KEY_WIDTH * gone + OLDEST] !== 0) dropOldest(gone);
    recency.remove(gone);
    keys.release(gone);
    forgotten += 1;
  }

  function newEntry(): number {
    const entry = free;
    if (entry !== 0) {
      free = entries[ENTRY_WIDTH * entry + NEXT]!;
      return entry;
    }
    made += 1;
    times = grownFloat64(times, made);
    entries = grownInt32(entries, ENTRY_WIDTH * made + ENTRY_WIDTH);
    return made;
  }

  /** One of the numbers kept of a key, once what no longer counts is gone. */
  function numberOf(key: number, which: number, time: number): number {
    const at = KEY_WIDTH * key;
    const row = ofKeys;
    if (at >= row.length) return 0;
    const from = time - spanMs;
    for (let entry = row[at + OLDEST]!; entry !== 0 && times[entry]! <= from; entry = row[at + OLDEST]!)
      dropOldest(key);
    return row[at + which]!;
  }

  function dropOldest(key: number): void {
    const row = ofKeys;
    const links = entries;
    const at = KEY_WIDTH * key;
    const entry = row[at + OLDEST]!;
    const pair = links[ENTRY_WIDTH * entry + PAIR]!;
    const next = links[ENTRY_WIDTH * entry + NEXT]!;
    links[ENTRY_WIDTH * entry + NEXT] = free;
    free = entry;
    row[at + OLDEST] = next;
    if (next === 0) row[at + NEWEST] = 0;
    row[at + COUNT]! -= 1;
    if (pairs.subtract(pair) > 0) return;
    row[at + DISTINCT]! -= 1;
    values.release(pairs.valueOf(pair));
  }

  function load(keyName: string, itsTimes: readonly number[], itsValues: readonly string[]): void {
    itsTimes.forEach((time, i) => {
      const key = keys.hold(keyName);
      const value = values.hold(itsValues[i]!);
      add(key, value, time);
      keys.release(key);
      values.release(value);
    });
  }

  function state(): SlidingWindowState {
    for (const key of recency.ids()) numberOf(key, COUNT, latest);
    return recency
      .ids()
      .filter((key) => ofKeys[KEY_WIDTH * key + OLDEST] !== 0)
      .map((key) => [keys.nameOf(key), ...entriesOf(key)]);
  }

  function entriesOf(key: number): [times: number[], values: string[]] {
    const held: [number[], string[]] = [[], []];
    for (
      let entry = ofKeys[KEY_WIDTH * key + OLDEST]!;
      entry !== 0;
      entry = entries[ENTRY_WIDTH * entry + NEXT]!
    ) {
      held[0].push(times[entry]!);
      held[1].push(values.nameOf(pairs.valueOf(entries[ENTRY_WIDTH * entry + PAIR]!)));
    }
    return held;
  }
}
