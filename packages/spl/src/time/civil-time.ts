/** A moment as calendars write it, in UTC. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Of a second, 0 to 999999. */
  readonly microsecond: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
}

const DAY = 86_400;

/** Calendar time of epoch seconds, rounded to microseconds; any year that `Date` can hold. */
export function civilTime(time: number): CivilTime | undefined {
  const micros = Math.round((time - Math.floor(time)) * 1e6);
  const seconds = Math.floor(time) + Math.floor(micros / 1e6);
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const year = date.getUTCFullYear();
  const startOfYear = new Date(0);
  startOfYear.setUTCFullYear(year, 0, 1);
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: micros % 1e6,
    weekday: date.getUTCDay(),
    dayOfYear: Math.floor((seconds - startOfYear.getTime() / 1000) / DAY) + 1,
  };
}

/** Epoch seconds of a day's midnight; undefined for a day that no calendar has. */
export function midnightOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1000 : undefined;
}

/** Year and number of the week by ISO 8601: weeks begin on Monday, and the first has the year's first Thursday. */
export function isoWeek({ year, dayOfYear, weekday }: CivilTime): {
  readonly year: number;
  readonly week: number;
} {
  const week = Math.floor((dayOfYear - (weekday === 0 ? 7 : weekday) + 10) / 7);
  if (week < 1) return { year: year - 1, week: weeksIn(year - 1) };
  return week > weeksIn(year) ? { year: year + 1, week: 1 } : { year, week };
}

function weeksIn(year: number): number {
  const firstDay = new Date(midnightOf(year, 1, 1)! * 1000).getUTCDay();
  const isLeap = midnightOf(year, 2, 29) !== undefined;
  return firstDay === 4 || (isLeap && firstDay === 3) ? 53 : 52;
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
