const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/** Hours in a week; slot 0 is Monday 00:00 to 01:00 of the local time zone. */
export const SLOTS_PER_WEEK = 168;

/** Tells the local hour of the week of an instant. */
export interface WeekClock {
  readonly timeZone: string;
  /** Hour of the local week, 0 (Monday 00:00) to 167 (Sunday 23:00). */
  slotOf(time: number): number;
  /** Minutes since local midnight, with fraction, in [0, 1440). */
  minuteOfDay(time: number): number;
}

/**
 * A clock for one IANA time zone, daylight saving included. Offsets are asked of `Intl` once per quarter of an
 * hour of event time and remembered, so a lookup is cheap: since 2012 every zone but Antarctica/Casey changes on a quarter.
 *
 * @throws RangeError for an unknown zone.
 * @example
 * createWeekClock('Europe/Berlin').slotOf(Date.UTC(2026, 5, 1, 6, 30)); // => 8
 */
export function createWeekClock(timeZone: string): WeekClock {
  const offsets = timeZone === 'UTC' ? null : offsetTable(timeZone);
  const local = (time: number): number => (offsets === null ? time : time + offsets(time));
  return {
    timeZone,
    slotOf: (time) => {
      const hours = Math.floor(local(time) / HOUR_MS);
      // 1970-01-01 was a Thursday: 72 hours after Monday 00:00.
      return (((hours + 72) % SLOTS_PER_WEEK) + SLOTS_PER_WEEK) % SLOTS_PER_WEEK;
    },
    minuteOfDay: (time) => {
      const minutes = (local(time) / 60_000) % 1440;
      return minutes < 0 ? minutes + 1440 : minutes;
    },
  };
}

function offsetTable(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  let lastQuarter = Number.NaN;
  let lastOffset = 0;
  return (time) => {
    const quarter = Math.floor(time / QUARTER_MS);
    if (quarter === lastQuarter) return lastOffset;
    let offset = known.get(quarter);
    if (offset === undefined) {
      offset = offsetOf(format, quarter * QUARTER_MS);
      known.set(quarter, offset);
    }
    lastQuarter = quarter;
    lastOffset = offset;
    return offset;
  };
}

function offsetOf(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name);
  if (match?.[1] === undefined) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === '-' ? -seconds : seconds) * 1000;
}
