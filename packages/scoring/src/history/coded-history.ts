import { type BaselineJson, facetNames } from '@sidecar/features';
import { type CodedLook, codedLooks, type LookOfAccount } from './coded-looks.ts';
import type { Column } from './column.ts';
import { createColumnBuilder } from './column-builder.ts';
import { CLUSTERS, COLUMNS, FIRST_RATE, HOURS, readParts } from './read-parts.ts';
import { createTextCodes } from './text-codes.ts';

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

/**
 * Joins the parts of a history, such as spans of time: a merge of their accounts, which stand in each part ascending by name.
 *
 * @param timeZone - Which all parts were counted in.
 * @throws RangeError if a part was counted in another zone, or with other facets or rates than this version knows, or is damaged.
 */
export function codedHistory(parts: readonly BaselineJson[], timeZone: string): CodedHistory {
  const builders = Array.from({ length: COLUMNS }, () => createColumnBuilder(parts.length));
  const texts = createTextCodes(facetNames.length);
  const { accounts, firstTimes, lastTimes } = readParts(parts, timeZone, { builders, texts });
  const rows = new Map(accounts.map((user, row) => [user, row]));
  const columns = builders.map((builder) => builder.column());
  const all = countsOf(columns, sum(parts, 'events'), sum(parts, 'failures'));
  const codes: HistoryCodes = {
    accounts,
    firstTimes,
    lastTimes,
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
