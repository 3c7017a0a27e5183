/** Entries of one key: times ascending, with the value each came with. Plain data. */
export type SlidingWindowState = readonly (readonly [
  key: string,
  times: readonly number[],
  values: readonly string[],
])[];

/** Counts what happened per key within the last `spanMs` of event time. */
export interface SlidingWindow {
  add(key: string, value: string, time: number): void;
  /** Entries of `key` in `(time - spanMs, time]`. */
  count(key: string, time: number): number;
  /** Distinct values of `key` in the same window. */
  distinct(key: string, time: number): number;
  /** What can still count after the latest entry. */
  state(): SlidingWindowState;
}

interface Entries {
  times: number[];
  values: string[];
  /** Index of the oldest entry that still counts; what lies before it is dropped now and then. */
  head: number;
  readonly tally: Map<string, number>;
}

const MOST_ENTRIES = 512;
/** Entries that no longer count are dropped this many at a time, and when they are half of all: most keys have few. */
const LEAST_DROPPED = 16;

/**
 * A window over events in time order with bounded state: `maxKeys` keys, the least recently added going first, and
 * 512 entries a key, after which the oldest entry makes room: counts and distinct values saturate there.
 */
export function createSlidingWindow(options: {
  readonly spanMs: number;
  readonly maxKeys: number;
  readonly from?: SlidingWindowState | undefined;
}): SlidingWindow {
  const { spanMs, maxKeys, from = [] } = options;
  const keys = new Map<string, Entries>();
  let latest = Number.NEGATIVE_INFINITY;
  for (const [key, times, values] of from) {
    times.forEach((time, i) => add(key, values[i]!, time));
  }
  return {
    add,
    count: (key, time) => {
      const entries = current(key, time);
      return entries === undefined ? 0 : entries.times.length - entries.head;
    },
    distinct: (key, time) => current(key, time)?.tally.size ?? 0,
    state,
  };

  function add(key: string, value: string, time: number): void {
    const entries: Entries = keys.get(key) ?? { times: [], values: [], head: 0, tally: new Map() };
    keys.delete(key);
    keys.set(key, entries);
    if (keys.size > maxKeys) keys.delete(keys.keys().next().value!);
    latest = Math.max(latest, time);
    entries.times.push(time);
    entries.values.push(value);
    entries.tally.set(value, (entries.tally.get(value) ?? 0) + 1);
    if (entries.times.length - entries.head > MOST_ENTRIES) dropOldest(entries);
  }

  function current(key: string, time: number): Entries | undefined {
    const entries = keys.get(key);
    if (entries === undefined) return undefined;
    while (entries.head < entries.times.length && entries.times[entries.head]! <= time - spanMs)
      dropOldest(entries);
    return entries;
  }

  function state(): SlidingWindowState {
    for (const key of keys.keys()) current(key, latest);
    return [...keys]
      .filter(([, { times, head }]) => head < times.length)
      .map(([key, { times, values, head }]) => [key, times.slice(head), values.slice(head)]);
  }
}

function dropOldest(entries: Entries): void {
  const value = entries.values[entries.head]!;
  const left = entries.tally.get(value)! - 1;
  if (left === 0) entries.tally.delete(value);
  else entries.tally.set(value, left);
  entries.head += 1;
  if (entries.head >= LEAST_DROPPED && 2 * entries.head >= entries.times.length) {
    entries.times.splice(0, entries.head);
    entries.values.splice(0, entries.head);
    entries.head = 0;
  }
}
