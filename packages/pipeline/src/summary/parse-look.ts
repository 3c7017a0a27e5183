import { ABSENT, decodeText, lookFields, WINDOW_MARK, WINDOW_SECONDS } from './summary-format.ts';

/** A text that a search gave: one look, or the statements of windows. */
export interface PackedLook {
  /** The beginning of the lines of its events, as JSON without the time and braces; null for statements of windows. */
  readonly fields: string | null;
  readonly entries: readonly PackedEntry[];
}

/** What one run wrote of one window. */
export interface PackedEntry {
  /** Epoch seconds. */
  readonly window: number;
  /** Which run: seconds from the beginning of the window to its own; `-` where there is only one. */
  readonly run: string;
  /** Offsets `seconds[.fraction][xcount]` apart by a space; of a statement, the number of events. */
  readonly times: string;
}

const ENTRY = /^(\d{1,9})~([^~;]{1,60})~([\d.x -]*)$/;

/**
 * Takes a packed text apart.
 *
 * @returns Undefined if it is none.
 */
export function parseLook(text: string): PackedLook | undefined {
  const parts = text.split('|');
  const isStatement = parts[0] === WINDOW_MARK && parts.length === 2;
  if (!isStatement && parts.length !== lookFields.length + 1) return undefined;
  const entries: PackedEntry[] = [];
  for (const entry of parts.at(-1)!.split(';')) {
    const [, window, run, times] = ENTRY.exec(entry) ?? [];
    if (window === undefined) return undefined;
    entries.push({ window: Number(window) * WINDOW_SECONDS, run: run!, times: times! });
  }
  return { fields: isStatement ? null : fieldsJson(parts), entries };
}

function fieldsJson(values: readonly string[]): string {
  let json = '';
  for (const [i, name] of lookFields.entries()) {
    const value = values[i]!;
    if (value !== ABSENT && value !== '') json += `,"${name}":${JSON.stringify(decodeText(value))}`;
  }
  return json;
}

/** An offset from the beginning of a window, and how many events have it. The fraction is added, to a negative number as well. */
const OFFSET = /^(-?\d{1,9})(?:\.(\d{1,6}))?(?:x(\d{1,12}))?$/;

/**
 * How many events the times of an entry tell of.
 *
 * @returns NaN if they are none.
 */
export function countTimes(times: string): number {
  let count = 0;
  for (const offset of times.split(' ')) {
    const [whole, , , repeated = '1'] = OFFSET.exec(offset) ?? [];
    if (whole === undefined) return Number.NaN;
    count += Number(repeated);
  }
  return count;
}

/** The lines of an entry's events, in the seed's shape, so that they are read as the events themselves would have been. */
export function* linesOf(fields: string, { window, times }: PackedEntry): Generator<string, void, undefined> {
  for (const offset of times.split(' ')) {
    const [, seconds, fraction = '', repeated = '1'] = OFFSET.exec(offset)!;
    const second = new Date((window + Number(seconds)) * 1000).toISOString().slice(0, 19);
    const line = `{"TimeCreated":"${second}.${fraction.padEnd(6, '0')}Z"${fields}}\n`;
    for (let n = Number(repeated); n > 0; n--) yield line;
  }
}
