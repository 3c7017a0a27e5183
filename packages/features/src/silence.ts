import { rateBin } from './rate-names.ts';
import { grownFloat64 } from './rates/grown.ts';
import type { NamePool } from './rates/name-pool.ts';
import { createRecencyList } from './rates/recency-list.ts';

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
  /**
   * @param user - Its number in the pool; whoever calls holds it.
   * @returns An object that the next call writes anew.
   */
  observe(user: number, time: number): Silence;
  /** Accounts that had to make room for others. */
  forgotten(): number;
  state(): SilenceState;
}

export interface SilenceTrackerOptions {
  readonly from?: SilenceState | undefined;
  /** Accounts to remember, from 1; the least recently seen go first. */
  readonly maxKeys: number;
  /** Pool of the accounts' names, which the tracker holds as long as it remembers them. */
  readonly users: NamePool;
}

/**
 * Follows the silence of accounts. Everything an account does on the day of its return is judged by that silence, but the
 * silence counts once, at the return: otherwise a busy day after a holiday would make holidays look common.
 */
export function createSilenceTracker({ from = [], maxKeys, users }: SilenceTrackerOptions): SilenceTracker {
  const recency = createRecencyList();
  let last: Float64Array = new Float64Array(0);
  let gapHours: Float64Array = new Float64Array(0);
  let gapEnd: Float64Array = new Float64Array(0);
  let forgotten = 0;
  const silence: { bin: number; returnBin: number | null } = { bin: 0, returnBin: null };
  for (const entry of from) load(...entry);
  return {
    observe: (user, time) => {
      const isNew = enter(user, time);
      const gap = Math.max(0, Math.floor((time - last[user]!) / HOUR_MS));
      const returned = isNew || time - last[user]! >= RETURN_MS;
      // A silence long enough for a bin cannot end within a day of another, so none is overlooked.
      if (time - gapEnd[user]! >= REMEMBERED_MS) {
        gapHours[user] = gap;
        gapEnd[user] = time;
      }
      last[user] = time;
      if (recency.size() > maxKeys) forgetOldest();
      silence.bin = silenceBin(gapHours[user]!);
      silence.returnBin = returned ? silenceBin(gap) : null;
      return silence;
    },
    forgotten: () => forgotten,
    state: () =>
      recency.ids().map((user) => [users.nameOf(user), last[user]!, gapHours[user]!, gapEnd[user]!]),
  };

  /** Makes an account the newest; true if it was not known, and is now as if last seen at `time`. */
  function enter(user: number, time: number): boolean {
    if (!recency.touch(user)) return false;
    users.holdAgain(user);
    last = grownFloat64(last, user);
    gapHours = grownFloat64(gapHours, user);
    gapEnd = grownFloat64(gapEnd, user);
    last[user] = time;
    gapHours[user] = 0;
    gapEnd[user] = time;
    return true;
  }

  function forgetOldest(): void {
    const gone = recency.oldest();
    recency.remove(gone);
    users.release(gone);
    forgotten += 1;
  }

  function load(name: string, lastTime: number, hours: number, end: number): void {
    const user = users.hold(name);
    enter(user, lastTime);
    gapHours[user] = hours;
    gapEnd[user] = end;
    users.release(user);
  }
}

/** 0 below a week, then one bin per doubling: 1 for up to 10 days (255 hours), 2 for up to 21, 3 for up to 42 and so on. */
export function silenceBin(hours: number): number {
  return hours < 168 ? 0 : rateBin(hours) - 7;
}
