import { type Arrival, shortHash } from './plan-arrivals.ts';

/** What a window of index time must have come to. */
export interface ExpectedWindow {
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly rejected: number;
  /** Of its records: equal events of one window are told apart by a number. */
  readonly keys: readonly { readonly key: string; readonly time: number }[];
}

export interface WindowOptions {
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly windowSeconds: number;
  readonly lateHours: number;
}

/** What says that it happens later than this after it was indexed is not looked for. */
const AHEAD_SECONDS = 86_400;

/** Windows of index time, by nothing but the arrivals. */
export function expectedWindows(
  arrivals: readonly Arrival[],
  { from, to, windowSeconds, lateHours }: WindowOptions,
): ExpectedWindow[] {
  const byWindow = new Map<number, Arrival[]>();
  for (const arrival of arrivals) {
    const start = Math.floor(arrival.at / 1000 / windowSeconds) * windowSeconds;
    const [oldest, newest] = [start - lateHours * 3600, start + windowSeconds + AHEAD_SECONDS];
    const isFound = arrival.time >= oldest * 1000 && arrival.time < newest * 1000;
    if (!isFound || start < from || start >= to) continue;
    byWindow.set(start, [...(byWindow.get(start) ?? []), arrival]);
  }
  const windows: ExpectedWindow[] = [];
  for (let start = from; start < to; start += windowSeconds) {
    const found = byWindow.get(start) ?? [];
    const keys = keysOf(found);
    windows.push({
      from: start,
      to: start + windowSeconds,
      events: keys.length,
      rejected: found.length - keys.length,
      keys,
    });
  }
  return windows;
}

function keysOf(arrivals: readonly Arrival[]): { key: string; time: number }[] {
  const seen = new Map<string, number>();
  return arrivals.flatMap(({ identity, time }) => {
    if (identity === null) return [];
    const occurrence = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, occurrence);
    return [{ key: occurrence === 1 ? identity : shortHash(`${identity}#${occurrence}`), time }];
  });
}

/** A removal of what is old: when what was scored by then and happened before `before` went. */
export interface Trim {
  /** Epoch ms. */
  readonly before: number;
  /** Epoch seconds. */
  readonly scoredTo: number;
}

/** Keys of the records that must be there: of all windows, but for those that happened too long ago when they were last looked at. */
export function expectedKeys(windows: readonly ExpectedWindow[], trims: readonly Trim[]): string[] {
  const last = new Map<string, { readonly to: number; readonly time: number }>();
  for (const { to, keys } of windows) for (const { key, time } of keys) last.set(key, { to, time });
  const isGone = ({ to, time }: { readonly to: number; readonly time: number }): boolean =>
    trims.some(({ before, scoredTo }) => to <= scoredTo && time < before);
  return [...last].flatMap(([key, record]) => (isGone(record) ? [] : [key])).sort();
}
