import { rateBin } from './rate-names.ts';
import { grownFloat64 } from './rates/grown.ts';
import { Key, State } from './rates/key-block.ts';
import type { NamePool } from './rates/name-pool.ts';
import { clearRing, linkNewest, ringOf, touch, unlink } from './rates/recency-ring.ts';

const HOUR_MS = 3_600_000;
const REMEMBERED_MS = 24 * HOUR_MS;
const RETURN_MS = 8 * HOUR_MS;
/** Places of the numbers kept of each account, as in `SilenceState`. */
enum Seen {
  LAST,
  GAP_HOURS,
  GAP_END,
  WIDTH,
}

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
  /** Pool of the accounts' names, of which the tracker takes a block. It holds the names that it remembers. */
  readonly users: NamePool;
}

/**
 * Follows the silence of accounts. Everything an account does on the day of its return is judged by that silence, but the
 * silence counts once, at the return: otherwise a busy day after a holiday would make holidays look common.
 */
export function createSilenceTracker({ from = [], maxKeys, users }: SilenceTrackerOptions): SilenceTracker {
  const { width } = users;
  const ends = users.takeBlock();
  clearRing(users.rows, ends);
  let seen: Float64Array = new Float64Array(0);
  let size = 0;
  let forgotten = 0;
  const silence: { bin: number; returnBin: number | null } = { bin: 0, returnBin: null };
  for (const entry of from) load(...entry);
  return {
    observe: (user, time) => {
      const isNew = enter(user, time);
      const at = Seen.WIDTH * user;
      const pause = time - seen[at + Seen.LAST]!;
      const gap = Math.max(0, Math.floor(pause / HOUR_MS));
      // A silence long enough for a bin cannot end within a day of another, so none is overlooked.
      if (time - seen[at + Seen.GAP_END]! >= REMEMBERED_MS) {
        seen[at + Seen.GAP_HOURS] = gap;
        seen[at + Seen.GAP_END] = time;
      }
      seen[at + Seen.LAST] = time;
      if (size > maxKeys) forgetOldest();
      silence.bin = silenceBin(seen[at + Seen.GAP_HOURS]!);
      silence.returnBin = isNew || pause >= RETURN_MS ? silenceBin(gap) : null;
      return silence;
    },
    forgotten: () => forgotten,
    state: () =>
      ringOf(users.rows, ends).map((place) => {
        const user = (place - ends) / width;
        const at = Seen.WIDTH * user;
        return [
          users.nameOf(user),
          seen[at + Seen.LAST]!,
          seen[at + Seen.GAP_HOURS]!,
          seen[at + Seen.GAP_END]!,
        ];
      }),
  };

  /** Makes an account the newest; true if it was not known, and is now as if last seen at `time`. */
  function enter(user: number, time: number): boolean {
    const { rows } = users;
    const place = width * user + ends;
    if (rows[place + Key.STATE] === State.PRESENT) {
      touch(rows, ends, place);
      return false;
    }
    rows[place + Key.STATE] = State.PRESENT;
    linkNewest(rows, ends, place);
    users.holdAgain(user);
    size += 1;
    seen = grownFloat64(seen, Seen.WIDTH * user + Seen.WIDTH);
    remember(user, time, 0, time);
    return true;
  }

  function remember(user: number, last: number, gapHours: number, gapEnd: number): void {
    seen[Seen.WIDTH * user + Seen.LAST] = last;
    seen[Seen.WIDTH * user + Seen.GAP_HOURS] = gapHours;
    seen[Seen.WIDTH * user + Seen.GAP_END] = gapEnd;
  }

  function forgetOldest(): void {
    const { rows } = users;
    const place = rows[ends + Key.NEWER]!;
    unlink(rows, place);
    rows[place + Key.STATE] = State.ABSENT;
    users.release((place - ends) / width);
    size -= 1;
    forgotten += 1;
  }

  function load(name: string, last: number, gapHours: number, gapEnd: number): void {
    const user = users.hold(name);
    enter(user, last);
    remember(user, last, gapHours, gapEnd);
    users.release(user);
  }
}

/** 0 below a week, then one bin per doubling: 1 for up to 10 days (255 hours), 2 for up to 21, 3 for up to 42 and so on. */
export function silenceBin(hours: number): number {
  return hours < 168 ? 0 : rateBin(hours) - 7;
}
