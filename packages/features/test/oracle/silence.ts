/*
 * Silence in its plain form, by names in maps and lists: what the quick form must agree with, to the byte.
 */
import { rateBin } from '../../src/rate-names.ts';

const HOUR_MS = 3_600_000;
const REMEMBERED_MS = 24 * HOUR_MS;
const RETURN_MS = 8 * HOUR_MS;

/** When accounts were last seen, and the longest silence that ended within the last day. Plain data. */
export type SilenceState = readonly (readonly [
  user: string,
  last: number,
  gapHours: number,
  gapEnd: number,
])[];

/** How long an account was silent. */
export interface Silence {
  /** Bin of the longest silence that ended within the last 24 hours, this event included; weeks: see `silenceBin`. */
  readonly bin: number;
  /** Bin of the silence that this event ends if it is a return after at least 8 hours, or the first event; otherwise null. */
  readonly returnBin: number | null;
}

export interface SilenceTracker {
  observe(user: string, time: number): Silence;
  state(): SilenceState;
}

interface Seen {
  last: number;
  gapHours: number;
  gapEnd: number;
}

/**
 * Follows the silence of accounts. Everything an account does on the day of its return is judged by that silence, but the
 * silence counts once, at the return: otherwise a busy day after a holiday would make holidays look common.
 *
 * @param maxKeys - Accounts to remember; the least recently seen go first.
 */
export function createSilenceTracker({
  from = [],
  maxKeys,
}: {
  readonly from?: SilenceState | undefined;
  readonly maxKeys: number;
}): SilenceTracker {
  const users = new Map<string, Seen>(
    from.map(([user, last, gapHours, gapEnd]) => [user, { last, gapHours, gapEnd }]),
  );
  return {
    observe: (user, time) => {
      const seen = users.get(user);
      const gapHours = seen === undefined ? 0 : Math.max(0, Math.floor((time - seen.last) / HOUR_MS));
      const returned = seen === undefined || time - seen.last >= RETURN_MS;
      const now = seen ?? { last: time, gapHours: 0, gapEnd: time };
      // A silence long enough for a bin cannot end within a day of another, so none is overlooked.
      if (time - now.gapEnd >= REMEMBERED_MS) {
        now.gapHours = gapHours;
        now.gapEnd = time;
      }
      now.last = time;
      users.delete(user);
      users.set(user, now);
      if (users.size > maxKeys) users.delete(users.keys().next().value!);
      return { bin: silenceBin(now.gapHours), returnBin: returned ? silenceBin(gapHours) : null };
    },
    state: () => [...users].map(([user, { last, gapHours, gapEnd }]) => [user, last, gapHours, gapEnd]),
  };
}

/** 0 below a week, then one bin per doubling: 1 for up to 10 days (255 hours), 2 for up to 21, 3 for up to 42 and so on. */
export function silenceBin(hours: number): number {
  return hours < 168 ? 0 : rateBin(hours) - 7;
}
