const unitNames: Readonly<Record<string, Unit>> = Object.fromEntries(
  (
    [
      ['s', 'sec', 'secs', 'second', 'seconds'],
      ['m', 'min', 'mins', 'minute', 'minutes'],
      ['h', 'hr', 'hrs', 'hour', 'hours'],
      ['d', 'day', 'days'],
      ['w', 'week', 'weeks'],
      ['mon', 'month', 'months'],
      ['q', 'qtr', 'qtrs', 'quarter', 'quarters'],
      ['y', 'yr', 'yrs', 'year', 'years'],
    ] as const
  ).flatMap(([unit, ...others]) => [unit, ...others].map((name) => [name, unit])),
);

type Unit = 's' | 'm' | 'h' | 'd' | 'w' | 'mon' | 'q' | 'y';

const fixedSeconds: Readonly<Partial<Record<Unit, number>>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const months: Readonly<Partial<Record<Unit, number>>> = { mon: 1, q: 3, y: 12 };

/**
 * Epoch seconds of a Splunk time modifier, in UTC.
 *
 * Understands `now`, epoch seconds, `-90d`, `-1h@h`, `@w1`, `-1d@d+3h`, `+1mon`, ISO 8601 (UTC without an offset) and
 * `%m/%d/%Y:%H:%M:%S`.
 *
 * @param text - The modifier as sent.
 * @param now - Epoch seconds that relative times count from.
 * @returns Epoch seconds, or undefined for what Splunk would call an invalid time.
 * @example
 * parseTimeModifier('-1h@h', 7290); // => 3600
 */
export function parseTimeModifier(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  if (trimmed === 'now' || trimmed === 'now()') return now;
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  return relativeTime(trimmed, now) ?? absoluteTime(trimmed);
}

function relativeTime(text: string, now: number): number | undefined {
  const steps = /^(?:now)?((?:[+-]\d*[a-z]+|@[a-z]+\d?)+)$/i
    .exec(text)?.[1]
    ?.match(/[+-]\d*[a-z]+|@[a-z]+\d?/gi);
  if (steps === undefined || steps === null) return undefined;
  let time: number | undefined = now;
  for (const step of steps) {
    if (time === undefined) return undefined;
    time = step.startsWith('@') ? snap(time, step.slice(1).toLowerCase()) : shift(time, step);
  }
  return time;
}

function shift(time: number, step: string): number | undefined {
  const [, sign, digits, name] = /^([+-])(\d*)([a-z]+)$/i.exec(step)!;
  const unit = unitNames[name!.toLowerCase()];
  if (unit === undefined) return undefined;
  const amount = Number(digits === '' ? 1 : digits) * (sign === '-' ? -1 : 1);
  const seconds = fixedSeconds[unit];
  if (seconds !== undefined) return time + amount * seconds;
  const date = new Date(time * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount * months[unit]!);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() / 1000;
}

function snap(time: number, name: string): number | undefined {
  const weekday = /^w([0-7])$/.exec(name)?.[1];
  if (weekday !== undefined || unitNames[name] === 'w') return snapToWeekday(time, Number(weekday ?? 0) % 7);
  const unit = unitNames[name];
  if (unit === undefined) return undefined;
  const seconds = fixedSeconds[unit];
  if (seconds !== undefined) return Math.floor(time / seconds) * seconds;
  const date = new Date(time * 1000);
  const month = Math.floor(date.getUTCMonth() / months[unit]!) * months[unit]!;
  return Date.UTC(date.getUTCFullYear(), month, 1) / 1000;
}

/** Midnight of the latest such weekday, 0 for Sunday. */
function snapToWeekday(time: number, weekday: number): number {
  const midnight = Math.floor(time / 86_400) * 86_400;
  const today = new Date(midnight * 1000).getUTCDay();
  return midnight - ((today - weekday + 7) % 7) * 86_400;
}

function absoluteTime(text: string): number | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (american !== null) {
    const [month, day, year, hour, minute, second] = american.slice(1).map(Number) as Six;
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  }
  const iso = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (iso === null) return undefined;
  const time = Date.parse(iso[1] === undefined && text.length > 10 ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time / 1000;
}

type Six = [number, number, number, number, number, number];
