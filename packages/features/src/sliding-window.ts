import { createEntryChains } from './rates/entry-chains.ts';
import { Key, State } from './rates/key-block.ts';
import type { NamePool } from './rates/name-pool.ts';
import { createPairTally } from './rates/pair-tally.ts';
import { clearRing, linkNewest, ringOf, touch, unlink } from './rates/recency-ring.ts';

/** Entries of one key: times ascending, with the value each came with. Plain data. */
export type SlidingWindowState = readonly (readonly [
  key: string,
  times: readonly number[],
  values: readonly string[],
])[];

/** Counts what happened per key within the last `spanMs` of event time. Keys and values are numbers of their pools. */
export interface SlidingWindow {
  /** Adds an entry and tells the distinct values then; whoever calls holds both names. */
  add(key: number, value: number, time: number): number;
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
  /** Pool of the keys' names, of which the window takes a block. It holds the names that it remembers. */
  readonly keys: NamePool;
  /** Pool of the values' names, held likewise. */
  readonly values: NamePool;
  /** State to go on from. */
  readonly from?: SlidingWindowState | undefined;
}

const MOST_ENTRIES = 512;
/** A key with more entries tallies its values, and one with few searches through them. */
const MOST_SEARCHED = 12;
const FEWEST_TALLIED = 6;

/**
 * A window over events in time order with bounded state: `maxKeys` keys, the least recently added going first, and
 * 512 entries a key, after which the oldest entry makes room: counts and distinct values saturate there.
 *
 * An entry comes and goes in constant time, and without taking memory once the arrays are as long as it takes.
 */
export function createSlidingWindow(options: SlidingWindowOptions): SlidingWindow {
  const { spanMs, maxKeys, keys, values, from = [] } = options;
  const { width } = keys;
  // The block of row 0 closes the ring of all others.
  const ends = keys.takeBlock();
  clearRing(keys.rows, ends);
  const chains = createEntryChains();
  const tally = createPairTally();
  let size = 0;
  let forgotten = 0;
  let latest = Number.NEGATIVE_INFINITY;
  for (const held of from) load(...held);
  return {
    add,
    // Most keys have no entries in most windows: small enough to be inlined, these ask no further then.
    count: (key, time) => {
      const at = width * key + ends;
      return keys.rows[at + Key.COUNT] === 0 ? 0 : numberAt(at, Key.COUNT, time);
    },
    distinct: (key, time) => {
      const at = width * key + ends;
      return keys.rows[at + Key.COUNT] === 0 ? 0 : numberAt(at, Key.DISTINCT, time);
    },
    forgotten: () => forgotten,
    state,
  };

  function add(key: number, value: number, time: number): number {
    const { rows } = keys;
    const at = width * key + ends;
    if (rows[at + Key.STATE] === State.ABSENT) enter(key, at);
    else touch(rows, ends, at);
    if (time > latest) latest = time;
    const isNew =
      rows[at + Key.STATE] === State.TALLIED ? tally.add(at, value) === 1 : !chains.has(rows, at, value);
    if (isNew) rows[at + Key.DISTINCT]! += 1;
    chains.append(rows, at, value, time);
    values.holdAgain(value);
    if (rows[at + Key.COUNT]! > MOST_SEARCHED) hasMany(at);
    return numberAt(at, Key.DISTINCT, time);
  }

  function numberAt(at: number, which: number, time: number): number {
    const { rows } = keys;
    const from = time - spanMs;
    while (chains.beginsBy(rows, at, from)) dropOldest(at);
    return rows[at + which]!;
  }

  /** Makes room for a new key. */
  function enter(key: number, at: number): void {
    const { rows } = keys;
    rows[at + Key.STATE] = State.PRESENT;
    linkNewest(rows, ends, at);
    keys.holdAgain(key);
    size += 1;
    if (size > maxKeys) forgetOldest();
  }

  function forgetOldest(): void {
    const { rows } = keys;
    const at = rows[ends + Key.NEWER]!;
    while (rows[at + Key.COUNT]! > 0) dropOldest(at);
    unlink(rows, at);
    rows[at + Key.STATE] = State.ABSENT;
    keys.release((at - ends) / width);
    size -= 1;
    forgotten += 1;
  }

  function hasMany(at: number): void {
    const { rows } = keys;
    if (rows[at + Key.STATE] === State.PRESENT) {
      rows[at + Key.STATE] = State.TALLIED;
      chains.forEach(rows, at, (value) => tally.add(at, value));
    }
    if (rows[at + Key.COUNT]! > MOST_ENTRIES) dropOldest(at);
  }

  function hasFew(at: number): void {
    const { rows } = keys;
    rows[at + Key.STATE] = State.PRESENT;
    chains.forEach(rows, at, (value) => tally.subtract(at, value));
  }

  function dropOldest(at: number): void {
    const { rows } = keys;
    const value = chains.shift(rows, at);
    const isTallied = rows[at + Key.STATE] === State.TALLIED;
    const isGone = isTallied ? tally.subtract(at, value) === 0 : !chains.has(rows, at, value);
    if (isGone) rows[at + Key.DISTINCT]! -= 1;
    values.release(value);
    if (isTallied && rows[at + Key.COUNT]! < FEWEST_TALLIED) hasFew(at);
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
    const places = ringOf(keys.rows, ends);
    for (const at of places) numberAt(at, Key.COUNT, latest);
    return places
      .filter((at) => keys.rows[at + Key.COUNT]! > 0)
      .map((at) => [keys.nameOf((at - ends) / width), ...entriesOf(at)]);
  }

  function entriesOf(at: number): [times: number[], values: string[]] {
    const held: [number[], string[]] = [[], []];
    chains.forEach(keys.rows, at, (value, time) => {
      held[0].push(time);
      held[1].push(values.nameOf(value));
    });
    return held;
  }
}
