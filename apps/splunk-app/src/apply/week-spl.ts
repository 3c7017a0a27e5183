import { createWeekClock } from '@sidecar/features';
import { decimal } from './decimal.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 1440 * MINUTE_MS;
const WEEK_MINUTES = 7 * 1440;

export interface WeekSplOptions {
  /** IANA name. */
  readonly timeZone: string;
  /** Epoch ms; before and after it, the first and the last offset stand. */
  readonly from: number;
  readonly until: number;
}

/**
 * Expression for the local hour of the week of `_time`, 0 (Monday 00:00) to 167, as `createWeekClock` of `@sidecar/features` tells
 * it. The zone's offsets, daylight saving included, stand in it with the times at which they change.
 *
 * @throws RangeError for an unknown zone.
 */
export function hourOfWeek(options: WeekSplOptions): string {
  return `(floor((_time+${offsetSpl(options)})/3600)+72)%168`;
}

function offsetSpl({ timeZone, from, until }: WeekSplOptions): string {
  const offsets = offsetsOf(timeZone, from, until);
  if (offsets.length === 1) return decimal(offsets[0]!.seconds);
  const cases = offsets
    .slice(1)
    .toReversed()
    .map(({ since, seconds }) => `_time>=${decimal(since / 1000)}, ${decimal(seconds)}`);
  return `case(${cases.join(', ')}, true(), ${decimal(offsets[0]!.seconds)})`;
}

/** Offsets and since when they hold, ascending. */
function offsetsOf(timeZone: string, from: number, until: number): { since: number; seconds: number }[] {
  const offsetAt = offsetsIn(timeZone);
  const start = Math.floor(from / DAY_MS) * DAY_MS;
  const offsets = [{ since: start, seconds: offsetAt(start) }];
  for (let day = start; day < until; day += DAY_MS) {
    if (offsetAt(day + DAY_MS) === offsets.at(-1)!.seconds) continue;
    let [low, high] = [day, day + DAY_MS];
    while (high - low > QUARTER_MS) {
      const middle = low + Math.floor((high - low) / 2 / QUARTER_MS) * QUARTER_MS;
      if (offsetAt(middle) === offsets.at(-1)!.seconds) low = middle;
      else high = middle;
    }
    offsets.push({ since: high, seconds: offsetAt(high) });
  }
  return offsets;
}

/** East of UTC, in seconds. */
function offsetsIn(timeZone: string): (time: number) => number {
  const [local, utc] = [createWeekClock(timeZone), createWeekClock('UTC')];
  const minute = (clock: typeof utc, time: number): number =>
    Math.floor(clock.slotOf(time) / 24) * 1440 + clock.minuteOfDay(time);
  return (time) => {
    const east = minute(local, time) - minute(utc, time);
    // A zone is less than a day away: half a week up or down is the other end of the week.
    const inWeek = (((east + WEEK_MINUTES / 2) % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
    return Math.round((inWeek - WEEK_MINUTES / 2) * 60);
  };
}
