import {
  type BaselineJson,
  type BaselineReader,
  createBaselineReader,
  facetNames,
  RATE_BINS,
  rateNames,
  SLOTS_PER_WEEK,
} from '@sidecar/features';
import type { ColumnBuilder } from './column-builder.ts';
import type { TextCodes } from './text-codes.ts';

/** Columns: all events, then the facets, and from here on hours, rates and clusters. */
export const HOURS: number = 1 + facetNames.length;
export const FIRST_RATE: number = HOURS + 1;
export const CLUSTERS: number = FIRST_RATE + rateNames.length;
export const COLUMNS: number = CLUSTERS + 1;

/** Far more than there can be. */
const MOST_CLUSTERS = 65_536;

/** What parts are read into. */
export interface ReadInto {
  /** Of each column. */
  readonly builders: readonly ColumnBuilder[];
  readonly texts: TextCodes;
}

/**
 * Reads parts of a history into columns, account by account: a merge, as accounts stand in each part ascending by name.
 *
 * @returns The accounts, ascending, and when each was seen first and last.
 * @throws RangeError if a part was counted in another zone, or with other facets or rates than this version knows, or is damaged.
 */
export function readParts(
  parts: readonly BaselineJson[],
  timeZone: string,
  into: ReadInto,
): { accounts: string[]; firstTimes: Float64Array; lastTimes: Float64Array } {
  const cursors = parts.map((part, i) => openCursor(part, i, timeZone, into.texts));
  const accounts: string[] = [];
  const firstTimes: number[] = [];
  const lastTimes: number[] = [];
  for (let user = leastUser(cursors); user !== undefined; user = leastUser(cursors)) {
    let [first, last] = [Infinity, -Infinity];
    for (const cursor of cursors) {
      if (cursor.user !== user) continue;
      first = Math.min(first, cursor.reader.number());
      last = Math.max(last, cursor.reader.number());
      readAccount(cursor, into);
      toNextUser(cursor);
    }
    accounts.push(user);
    firstTimes.push(first);
    lastTimes.push(last);
    for (const builder of into.builders) builder.closeRow();
  }
  return {
    accounts,
    firstTimes: Float64Array.from(firstTimes),
    lastTimes: Float64Array.from(lastTimes),
  };
}

/** Where the merge stands in one part. */
interface Cursor {
  readonly part: number;
  readonly names: readonly string[];
  readonly reader: BaselineReader;
  /** Numbers of the part's texts among all. */
  readonly numbers: Uint32Array;
  /** The account that comes next; undefined at the end. */
  user: string | undefined;
}

function openCursor(json: BaselineJson, part: number, timeZone: string, texts: TextCodes): Cursor {
  if (json.timeZone !== timeZone) {
    throw new RangeError(`timeZone is ${json.timeZone}, expected ${timeZone}`);
  }
  const numbers = Uint32Array.from(json.texts, texts.numberOf);
  const reader = createBaselineReader(json);
  const cursor: Cursor = { part, names: json.texts, reader, numbers, user: undefined };
  toNextUser(cursor);
  return cursor;
}

function toNextUser(cursor: Cursor): void {
  const before = cursor.user;
  cursor.user = cursor.reader.ended() ? undefined : cursor.reader.text();
  if (before !== undefined && cursor.user !== undefined && before >= cursor.user)
    throw new RangeError('accounts are not in ascending order: the model is damaged');
}

function leastUser(cursors: readonly Cursor[]): string | undefined {
  let least: string | undefined;
  for (const { user } of cursors) {
    if (user !== undefined && (least === undefined || user < least)) least = user;
  }
  return least;
}

/** Reads one account, as `BaselineJson` has it, into columns. */
function readAccount(cursor: Cursor, { builders, texts }: ReadInto): void {
  const { part, names, reader, numbers } = cursor;
  for (const failed of [false, true]) {
    builders[0]!.add(part, 0, countOf(reader), failed);
    readBins(reader, part, builders[HOURS]!, failed, SLOTS_PER_WEEK);
    for (let f = 0; f < facetNames.length; f++) {
      for (let left = reader.number(); left > 0; left--) {
        const code = texts.valueCode(f, numbers[reader.place()]!);
        builders[1 + f]!.add(part, code, countOf(reader), failed);
      }
    }
  }
  for (let r = FIRST_RATE; r < CLUSTERS; r++) readBins(reader, part, builders[r]!, false, RATE_BINS);
  for (let left = reader.number(); left > 0; left--) {
    const cluster = wholeNumber(Number(names[reader.place()]), MOST_CLUSTERS);
    builders[CLUSTERS]!.add(part, cluster, countOf(reader), false);
  }
}

function readBins(
  reader: BaselineReader,
  part: number,
  builder: ColumnBuilder,
  failed: boolean,
  bins: number,
): void {
  for (let left = reader.number(); left > 0; left--)
    builder.add(part, wholeNumber(reader.number(), bins), countOf(reader), failed);
}

function countOf(reader: BaselineReader): number {
  return wholeNumber(reader.number(), Infinity);
}

function wholeNumber(value: number, limit: number): number {
  if (Number.isInteger(value) && value >= 0 && value < limit) return value;
  const bound = limit === Infinity ? '' : ` and below ${limit}`;
  throw new RangeError(`counts hold ${value}, expected whole numbers from 0${bound}: the model is damaged`);
}
