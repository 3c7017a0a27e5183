import { type CivilTime, civilTime, dayNames, isoWeek, monthNames } from './civil-time.ts';

type Print = (time: CivilTime, seconds: number) => string;

/**
 * Prints a time by a format, in UTC.
 *
 * Years and days `%Y %y %C %G %g %m %d %e %j %F %D %x`, names `%A %a %B %b %h`, weeks `%u %w %U %W %V`, clock
 * `%H %I %k %l %M %S %p %P %T %R %r %X %c %+`, zone `%z %:z %::z %Z`, epoch seconds `%s`, fractions `%N %Q %f` with the
 * number of digits before the letter (`%3N`; nine for `%N`, three for `%Q`, six for `%f`), `%n %t %%`. `%v` and `%E…`
 * follow BSD. Any other letter stays as it is written.
 *
 * @param time - Epoch seconds.
 * @returns Undefined for a time that no calendar has.
 * @see Splunk Search Reference, Date and time format variables.
 * @example
 * strftime(1433188255.5, '%Y-%m-%dT%H:%M:%S.%Q'); // => '2015-06-01T19:50:55.500'
 */
export function strftime(time: number, format: string): string | undefined {
  return compileStrftime(format)(time);
}

/** The same, for many times: the format is read once. */
export function compileStrftime(format: string): (time: number) => string | undefined {
  const prints = piecesOf(format);
  return (seconds) => {
    const time = civilTime(seconds);
    if (time === undefined) return undefined;
    let text = '';
    for (const print of prints) text += typeof print === 'string' ? print : print(time, seconds);
    return text;
  };
}

function piecesOf(format: string): readonly (string | Print)[] {
  const found = format.match(/%(?:\d?[NQf]|:{0,2}z|[-_0]?[A-Za-z+%])|[^%]+|%/g) ?? [];
  return found.flatMap((piece): readonly (string | Print)[] => {
    if (!piece.startsWith('%') || piece === '%') return [piece];
    const fraction = /^%(\d?)([NQf])$/.exec(piece);
    if (fraction !== null) return [fractionOf(Number(fraction[1] || defaultDigits[fraction[2]!]))];
    const whole = composed[piece];
    if (whole !== undefined) return piecesOf(whole);
    const [, flag, letter] = /^%([-_0]?)(.+)$/.exec(piece)!;
    const print = fields[letter!];
    return [print === undefined ? piece : flag === '' ? print : repadded(print, flag!)];
  });
}

const defaultDigits: Readonly<Record<string, number>> = { N: 9, Q: 3, f: 6 };

function fractionOf(digits: number): Print {
  return ({ microsecond }) => `${String(microsecond).padStart(6, '0')}000`.slice(0, digits);
}

/** `%-d` without padding, `%_d` with blanks, `%0e` with zeros. */
function repadded(print: Print, flag: string): Print {
  return (time, seconds) => {
    const text = print(time, seconds);
    const bare = text.replace(/^[ 0]+(?=\d)/, '');
    return flag === '-' ? bare : bare.padStart(text.length, flag === '_' ? ' ' : '0');
  };
}

const composed: Readonly<Record<string, string>> = {
  '%+': '%a %b %e %H:%M:%S %Z %Y',
  '%c': '%a %b %e %H:%M:%S %Y',
  '%D': '%m/%d/%y',
  '%F': '%Y-%m-%d',
  '%r': '%I:%M:%S %p',
  '%R': '%H:%M',
  '%T': '%H:%M:%S',
  '%v': '%e-%b-%Y',
  '%x': '%m/%d/%y',
  '%X': '%H:%M:%S',
};

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const blank = (value: number): string => (value < 10 ? ` ${value}` : String(value));
const four = (year: number): string => `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
const century = (year: number): number => ((year % 100) + 100) % 100;
const twelve = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

const fields: Readonly<Record<string, Print>> = {
  A: ({ weekday }) => dayNames[weekday]!,
  a: ({ weekday }) => dayNames[weekday]!.slice(0, 3),
  B: ({ month }) => monthNames[month - 1]!,
  b: ({ month }) => monthNames[month - 1]!.slice(0, 3),
  h: ({ month }) => monthNames[month - 1]!.slice(0, 3),
  C: ({ year }) => two(Math.floor(year / 100)),
  d: ({ day }) => two(day),
  e: ({ day }) => blank(day),
  G: (time) => four(isoWeek(time).year),
  g: (time) => two(century(isoWeek(time).year)),
  H: ({ hour }) => two(hour),
  I: ({ hour }) => two(twelve(hour)),
  j: ({ dayOfYear }) => String(dayOfYear).padStart(3, '0'),
  k: ({ hour }) => blank(hour),
  l: ({ hour }) => blank(twelve(hour)),
  M: ({ minute }) => two(minute),
  m: ({ month }) => two(month),
  n: () => '\n',
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  S: ({ second }) => two(second),
  s: (_, seconds) => String(Math.floor(seconds)),
  t: () => '\t',
  U: ({ dayOfYear, weekday }) => two(Math.floor((dayOfYear + 6 - weekday) / 7)),
  u: ({ weekday }) => String(weekday === 0 ? 7 : weekday),
  V: (time) => two(isoWeek(time).week),
  W: ({ dayOfYear, weekday }) => two(Math.floor((dayOfYear + 6 - ((weekday + 6) % 7)) / 7)),
  w: ({ weekday }) => String(weekday),
  Y: ({ year }) => four(year),
  y: ({ year }) => two(century(year)),
  Z: () => 'UTC',
  z: () => '+0000',
  ':z': () => '+00:00',
  '::z': () => '+00:00:00',
  '%': () => '%',
};
