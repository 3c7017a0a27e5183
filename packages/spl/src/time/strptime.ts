import { civilTime, dayNames, midnightOf, monthNames } from './civil-time.ts';

/** What a text says of a time, as far as it was read. */
interface Reading {
  year: number | undefined;
  month: number | undefined;
  day: number | undefined;
  dayOfYear: number | undefined;
  hour: number;
  minute: number;
  second: number;
  fraction: number;
  isAfternoon: boolean | undefined;
  /** Seconds east of UTC. */
  offset: number;
  epoch: number | undefined;
}

/** Longer readings stand before shorter ones in a pattern, as the first that fits is taken. */
interface Field {
  readonly pattern: string;
  readonly read: (text: string, reading: Reading) => void;
}

/**
 * Compiles a format to a reader of times, which gives epoch seconds or undefined for a text of another form.
 *
 * Reads what `strftime` prints: `%Y %y %m %d %e %j %b %B %h %a %A %H %k %I %l %M %S %p %s %N %Q %f %3N %z %:z %Z %F %T %R %D
 * %n %t %%`. A blank in the format stands for any blanks, and text that follows the format is let pass. Without a zone it
 * is UTC; without a date it is the day of `now`, without a year that of `now`; a year or a month without a day is no time.
 *
 * @param now - Epoch seconds that give the date where the format does not.
 * @see Splunk Search Reference, Date and time functions, strptime.
 * @example
 * compileStrptime('%Y-%m-%dT%H:%M:%S.%Q%z', { now: 0 })('2015-06-01T19:50:55.500+0100'); // => 1433184655.5
 */
export function compileStrptime(
  format: string,
  { now }: { readonly now: number },
): (text: string) => number | undefined {
  const { expression, reads } = readerOf(format);
  return (text) => {
    const match = expression.exec(text);
    if (match === null) return undefined;
    const reading: Reading = {
      year: undefined,
      month: undefined,
      day: undefined,
      dayOfYear: undefined,
      hour: 0,
      minute: 0,
      second: 0,
      fraction: 0,
      isAfternoon: undefined,
      offset: 0,
      epoch: undefined,
    };
    for (let i = 0; i < reads.length; i++) reads[i]!(match[i + 1]!, reading);
    return epochOf(reading, now);
  };
}

function epochOf(reading: Reading, now: number): number | undefined {
  const { epoch, fraction, isAfternoon, minute, second, offset } = reading;
  if (epoch !== undefined) return epoch + fraction;
  const midnight = midnightIn(reading, now);
  if (midnight === undefined) return undefined;
  const hour = isAfternoon === undefined ? reading.hour : (reading.hour % 12) + (isAfternoon ? 12 : 0);
  return midnight + hour * 3600 + minute * 60 + second + fraction - offset;
}

function midnightIn({ year, month, day, dayOfYear }: Reading, now: number): number | undefined {
  const today = civilTime(now);
  if (today === undefined) return undefined;
  if (dayOfYear !== undefined) return midnightOf(year ?? today.year, 1, 1)! + (dayOfYear - 1) * 86_400;
  if (day === undefined && (year !== undefined || month !== undefined)) return undefined;
  return midnightOf(year ?? today.year, month ?? today.month, day ?? today.day);
}

interface Reader {
  readonly expression: RegExp;
  readonly reads: readonly Field['read'][];
}

function readerOf(format: string): Reader {
  const reads: Field['read'][] = [];
  const spelled = format.replace(/%([FTRDxXr])/g, (_, letter: string) => composed[letter]!);
  const source = (spelled.match(/%(?:\d?[NQf]|:{0,2}z|[-_0]?[A-Za-z%])|\s+|[^%\s]+|%/g) ?? []).map(
    (piece) => {
      if (/^\s/.test(piece) || piece === '%n' || piece === '%t') return '\\s*';
      const letter = /^%[-_0\d]?(.+)$/.exec(piece)?.[1];
      if (letter === undefined || letter === '%')
        return (letter ?? piece).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      const field = fields[letter];
      if (field === undefined) return piece;
      reads.push(field.read);
      const digits = /^%(\d)[NQf]$/.exec(piece)?.[1];
      return `(${digits === undefined ? field.pattern : `\\d{1,${digits}}`})`;
    },
  );
  return { expression: new RegExp(`^\\s*${source.join('')}`, 'i'), reads };
}

const composed: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  x: '%m/%d/%y',
};

const number = (
  pattern: string,
  name: 'year' | 'month' | 'day' | 'dayOfYear' | 'hour' | 'minute' | 'second' | 'epoch',
): Field => ({
  pattern,
  read: (text, reading) => void (reading[name] = Number(text)),
});
const ignored = (pattern: string): Field => ({ pattern, read: () => {} });
const fraction: Field = {
  pattern: String.raw`\d+`,
  read: (text, reading) => void (reading.fraction = Number(`0.${text}`)),
};
const month: Field = {
  pattern: monthNames.map((name) => `${name}|${name.slice(0, 3)}`).join('|'),
  read: (text, reading) => {
    const start = text.slice(0, 3).toLowerCase();
    reading.month = monthNames.findIndex((name) => name.toLowerCase().startsWith(start)) + 1;
  },
};
const weekday = ignored(dayNames.map((name) => `${name}|${name.slice(0, 3)}`).join('|'));
const hour24 = number(String.raw`\s?(?:2[0-4]|[01]?\d)`, 'hour');
const hour12 = number(String.raw`\s?(?:1[0-2]|0?[1-9])`, 'hour');
const half: Field = {
  pattern: '[ap]\\.?m\\.?',
  read: (text, reading) => void (reading.isAfternoon = text.toLowerCase().startsWith('p')),
};
const zone: Field = {
  pattern: String.raw`Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?`,
  read: (text, reading) => {
    const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?/.exec(text) ?? ['', '+', '0'];
    reading.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  },
};

const fields: Readonly<Record<string, Field>> = {
  A: weekday,
  a: weekday,
  B: month,
  b: month,
  h: month,
  d: number(String.raw`\s?(?:3[01]|[12]\d|0?[1-9])`, 'day'),
  e: number(String.raw`\s?(?:3[01]|[12]\d|0?[1-9])`, 'day'),
  f: fraction,
  H: hour24,
  I: hour12,
  j: number(String.raw`36[0-6]|3[0-5]\d|[0-2]?\d?\d`, 'dayOfYear'),
  k: hour24,
  l: hour12,
  M: number(String.raw`[0-5]?\d`, 'minute'),
  m: number(String.raw`\s?(?:1[0-2]|0?[1-9])`, 'month'),
  N: fraction,
  P: half,
  p: half,
  Q: fraction,
  S: number(String.raw`60|[0-5]?\d`, 'second'),
  s: number(String.raw`-?\d+`, 'epoch'),
  u: ignored('[1-7]'),
  w: ignored('[0-6]'),
  Y: number(String.raw`-?\d{4}`, 'year'),
  y: {
    pattern: String.raw`\d{2}`,
    read: (text, reading) => void (reading.year = Number(text) + (Number(text) < 69 ? 2000 : 1900)),
  },
  Z: zone,
  z: zone,
  ':z': zone,
  '::z': zone,
};
