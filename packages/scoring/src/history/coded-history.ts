import {
  type BaselineJson,
  type BaselineReader,
  createBaselineReader,
  facetNames,
  RATE_BINS,
  rateNames,
  SLOTS_PER_WEEK,
} from '@sidecar/features';
import { type CodedLook, codedLooks, type LookOfAccount } from './coded-looks.ts';
import type { Column } from './column.ts';
import { type ColumnBuilder, createColumnBuilder } from './column-builder.ts';
import { createTextCodes, type TextCodes } from './text-codes.ts';

/** Counts of all accounts, in columns; rows are accounts, ascending by name. */
export interface HistoryCounts {
  readonly events: number;
  readonly failures: number;
  /** One value, 0: all events of an account. */
  readonly outcomes: Column;
  /** By facet; values are numbered by `HistoryCodes`. */
  readonly facets: readonly Column[];
  /** Values are hours of the week. */
  readonly hours: Column;
  /** By rate; values are its bins, and all counts stand as successes. */
  readonly rates: readonly Column[];
  /** Values are clusters, and all counts stand as successes. */
  readonly clusters: Column;
}

/** Numbers of accounts and of values. */
export interface HistoryCodes {
  /** Names of the accounts, ascending. */
  readonly accounts: readonly string[];
  /** Epoch ms of the first and last event of each. */
  readonly firstTimes: Float64Array;
  readonly lastTimes: Float64Array;
  /** The row of an account; -1 for one that is not known. */
  rowOf(user: string): number;
  /** The number of a value of a facet; -1 for one that is not known. */
  codeOf(facet: number, value: string): number;
  valueOf(facet: number, code: number): string;
}

/** A history as numbers: texts stand in it once, and everything that is counted is in columns. */
export interface CodedHistory extends HistoryCodes {
  readonly all: HistoryCounts;
  /** Where a look is. */
  readonly lookOf: (look: LookOfAccount) => CodedLook;
  /** All but what one part holds, by its place among the parts. Accounts and values keep their numbers. */
  without(part: number): HistoryCounts;
}

const FACETS = facetNames.length;
const HOURS = 1 + FACETS;
const FIRST_RATE = HOURS + 1;
const CLUSTERS = FIRST_RATE + rateNames.length;
/** Far more than there can be. */
const MOST_CLUSTERS = 65_536;

/**
 * Joins the parts of a history, such as spans of time: a merge of their accounts, which stand in each part ascending by name.
 *
 * @param timeZone - Which all parts were counted in.
 * @throws RangeError if a part was counted in another zone, or with other facets or rates than this version knows, or is damaged.
 */
export function codedHistory(parts: readonly BaselineJson[], timeZone: string): CodedHistory {
  const builders = Array.from({ length: CLUSTERS + 1 }, () => createColumnBuilder(parts.length));
  const texts = createTextCodes(FACETS);
  const accounts: string[] = [];
  const times: (readonly [first: number, last: number])[] = [];
  const cursors = parts.map((part, i) => openCursor(part, i, timeZone, texts));
  for (let user = leastUser(cursors); user !== undefined; user = leastUser(cursors)) {
    let [first, last] = [Infinity, -Infinity];
    for (const cursor of cursors) {
      if (cursor.user !== user) continue;
      first = Math.min(first, cursor.reader.number());
      last = Math.max(last, cursor.reader.number());
      readAccount(cursor, builders, texts);
      toNextUser(cursor);
    }
    accounts.push(user);
    times.push([first, last]);
    for (const builder of builders) builder.closeRow();
  }
  const rows = new Map(accounts.map((user, row) => [user, row]));
  const columns = builders.map((builder) => builder.column());
  const all = countsOf(columns, sum(parts, 'events'), sum(parts, 'failures'));
  const codes: HistoryCodes = {
    accounts,
    firstTimes: Float64Array.from(times, ([first]) => first),
    lastTimes: Float64Array.from(times, ([, last]) => last),
    rowOf: (user) => rows.get(user) ?? -1,
    codeOf: texts.codeOf,
    valueOf: texts.textOf,
  };
  return {
    ...codes,
    all,
    lookOf: codedLooks(codes, all),
    without: (part) => {
      const { events, failures } = parts[part]!;
      const left = columns.map((column, c) => builders[c]!.without(column, part));
      return countsOf(left, all.events - events, all.failures - failures);
    },
  };
}

function countsOf(columns: readonly Column[], events: number, failures: number): HistoryCounts {
  return {
    events,
    failures,
    outcomes: columns[0]!,
    facets: columns.slice(1, HOURS),
    hours: columns[HOURS]!,
    rates: columns.slice(FIRST_RATE, CLUSTERS),
    clusters: columns[CLUSTERS]!,
  };
}

function sum(parts: readonly BaselineJson[], of: 'events' | 'failures'): number {
  return parts.reduce((total, part) => total + part[of], 0);
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
function readAccount(cursor: Cursor, builders: readonly ColumnBuilder[], texts: TextCodes): void {
  const { part, names, reader, numbers } = cursor;
  for (const failed of [false, true]) {
    builders[0]!.add(part, 0, countOf(reader), failed);
    readBins(reader, part, builders[HOURS]!, failed, SLOTS_PER_WEEK);
    for (let f = 0; f < FACETS; f++) {
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
