import { z } from 'zod';
import { createSecret, type Secret } from './secret.ts';

// The kinds of value a key can have. Each takes text as YAML and the environment give it, and carries its
// description and `expected`: the words by which a fault, the commented file and the reference name it.

const timeUnit = '(?:s|sec|second|m|min|minute|h|hr|hour|d|day|w|week|mon|month|q|qtr|quarter|y|yr|year)s?';
const timeOffset = `[+-]?\\d*${timeUnit}`;
const timePattern = new RegExp(
  `^(?:now|-?\\d+(?:\\.\\d+)?|(?:[+-]\\d*${timeUnit})+(?:@${timeUnit}\\d?)?(?:${timeOffset})*|@${timeUnit}\\d?(?:${timeOffset})*` +
    '|\\d{4}-\\d\\d-\\d\\d(?:[T ][\\d:.]+(?:Z|[+-]\\d\\d:?\\d\\d)?)?|\\d\\d/\\d\\d/\\d{4}(?::\\d\\d:\\d\\d:\\d\\d)?)$',
);

/** Any text but none. */
export function text(description: string, expected = 'text'): z.ZodType<string> {
  return z.string().min(1).meta({ description, expected });
}

/** A name that is safe in a path, a URL and a query. */
export function name(description: string): z.ZodType<string> {
  const expected = 'letters, digits, dots, dashes and underscores';
  return z
    .string()
    .regex(/^\w[\w.-]{0,99}$/)
    .meta({ description, expected });
}

/** One of a few words. */
export function choice<const T extends readonly string[]>(
  options: T,
  description: string,
): z.ZodType<T[number]> {
  const expected = options.length === 1 ? options[0] : `one of ${options.join(', ')}`;
  return z.enum(options).meta({ description, expected }) as z.ZodType<T[number]>;
}

/** Yes or no, in the spellings of YAML 1.1 and 1.2. */
export function flag(description: string): z.ZodType<boolean> {
  return z.preprocess(readFlag, z.boolean()).meta({ description, expected: 'true or false' });
}

export interface Range {
  readonly least?: number;
  readonly most?: number;
  /** Leaves the two ends out. */
  readonly open?: boolean;
}

/** A number within a range. */
export function number(
  description: string,
  { least = 0, most = Infinity, open = false }: Range = {},
): z.ZodType<number> {
  const above = open ? z.number().gt(least) : z.number().min(least);
  const bounded = most === Infinity ? above : open ? above.lt(most) : above.max(most);
  const expected = `a number ${inWords(least, most, open)}`;
  return z.preprocess(readNumber, bounded).meta({ description, expected });
}

/** A whole number within a range, ends included. */
export function integer(
  description: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: Omit<Range, 'open'> = {},
): z.ZodType<number> {
  const expected = `a whole number ${inWords(least, most, false)}`;
  return z.preprocess(readNumber, z.int().min(least).max(most)).meta({ description, expected });
}

/** A list of one kind. */
export function list<T>(
  item: z.ZodType<T>,
  description: string,
  { least = 0 }: Pick<Range, 'least'> = {},
): z.ZodType<T[]> {
  const of = z.globalRegistry.get(item)?.['expected'] as string;
  const expected = `a list, each ${of}${least > 0 ? ', not empty' : ''}`;
  return z.array(item).min(least).meta({ description, expected });
}

/** The address of a server. A user name or password in it is refused: it would end up in messages. */
export function serverUrl(description: string): z.ZodType<string> {
  const expected = 'an http or https URL without a user name or password';
  return z.string().refine(isServerUrl).meta({ description, expected, format: 'uri' });
}

/** The address of a Redis server, without a name or password for the same reason. */
export function redisUrl(description: string): z.ZodType<string> {
  const expected = 'a redis or rediss URL without a user name or password';
  return z.string().refine(isRedisUrl).meta({ description, expected, format: 'uri' });
}

/** A schedule in the notation of cron. Checked loosely: who follows it has the last word. */
export function cron(description: string): z.ZodType<string> {
  const expected = 'five fields of cron, such as 0 3 * * 0, or six with seconds first';
  return z
    .string()
    .regex(/^\s*(?:[\w*/,?#+-]+\s+){4,5}[\w*/,?#+-]+\s*$/)
    .meta({ description, expected });
}

/** A time zone that this Node knows by its IANA name. */
export function timeZone(description: string): z.ZodType<string> {
  const expected = 'a time zone by its IANA name, such as Europe/Berlin';
  return z.string().refine(isTimeZone).meta({ description, expected });
}

/** A time as Splunk takes it. Checked loosely, since the server has the last word. */
export function splunkTime(description: string): z.ZodType<string> {
  const expected = 'now, a relative time such as -90d@d, epoch seconds or an ISO time';
  return z.string().regex(timePattern).meta({ description, expected });
}

/** A password or token. */
export function secret(description: string): z.ZodType<Secret> {
  return z.string().transform(createSecret).meta({ description, expected: 'text', secret: true });
}

function readFlag(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(?:true|yes|on)$/i.test(value)) return true;
  return /^(?:false|no|off)$/i.test(value) ? false : value;
}

function readNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value)
    ? Number(value)
    : value;
}

function inWords(least: number, most: number, open: boolean): string {
  if (most >= Number.MAX_SAFE_INTEGER) return open ? `above ${least}` : `from ${least}`;
  return open ? `above ${least} and below ${most}` : `from ${least} to ${most}`;
}

function isServerUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

function isRedisUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return /^rediss?:$/.test(protocol) && hostname !== '' && username === '' && password === '';
}

function isTimeZone(value: string): boolean {
  try {
    return /^[A-Za-z]/.test(new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone);
  } catch {
    return false;
  }
}
