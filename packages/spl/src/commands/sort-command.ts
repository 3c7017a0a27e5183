import { numberOf } from '../number-of.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
  readonly as: 'auto' | 'num' | 'str' | 'ip';
}

export interface SortSettings {
  /** Rows kept; 0 keeps all. Splunk keeps 10,000 unless told. */
  readonly limit: number;
  readonly keys: readonly SortKey[];
}

/** `| sort [N] [-|+]field ...`: stable; numbers before text, missing values last in both directions. Holds all rows. */
export const parseSortCommand: CommandParser = (argument) => {
  const { limit, keys } = parseSort(argument);
  return {
    needs: keys.map(({ field }) => field),
    transforming: false,
    async *run(rows) {
      const all: Row[] = [];
      for await (const batch of rows) all.push(...batch);
      all.sort((a, b) => compareRows(a, b, keys));
      yield* inBatches(limit === 0 ? all : all.slice(0, limit));
    },
  };
};

/** The count and keys of a `sort`. */
export function parseSort(argument: string): SortSettings {
  const [, limited, counted, rest] = /^(?:limit=(\d+)\b|(\d+)(?=\s))?\s*(.*)$/s.exec(argument)!;
  const keys = [
    ...rest!.matchAll(/([-+])?\s*(?:(auto|num|str|ip)\(([^)]+)\)|"([^"]+)"|([^\s,+-][^\s,]*))/g),
  ].map(([, sign, as, wrapped, quoted, plain]): SortKey => ({
    field: (wrapped ?? quoted ?? plain)!.trim(),
    descending: sign === '-',
    as: (as ?? 'auto') as SortKey['as'],
  }));
  if (keys.length === 0) throw new SplError("Error in 'sort' command: No sort fields were specified.");
  return { limit: Number(limited ?? counted ?? 10_000), keys };
}

function compareRows(a: Row, b: Row, keys: readonly SortKey[]): number {
  for (const { field, descending, as } of keys) {
    const [left, right] = [firstValue(a, field), firstValue(b, field)];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    const order = compareValues(left, right, as);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function firstValue(row: Row, field: string): string | undefined {
  const value = row[field];
  return typeof value === 'object' ? value[0] : value === undefined ? undefined : String(value);
}

function compareValues(a: string, b: string, as: SortKey['as']): number {
  if (as !== 'str') {
    const [left, right] = [numberOf(a), numberOf(b)];
    if (left !== undefined && right !== undefined) return left - right;
    if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  }
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
