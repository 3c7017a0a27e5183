import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import type { CommandParser } from './command.ts';
import { parseSortKeys, sortRows, type SortKey } from './sort-rows.ts';
import { inBatches } from './streaming.ts';

export interface SortSettings {
  /** Rows kept; 0 keeps all. Splunk keeps 10,000 unless told. */
  readonly limit: number;
  readonly keys: readonly SortKey[];
}

/** `| sort [N] [-|+]field ... [desc]`: see {@link sortRows} for the order. Holds all rows. */
export const parseSortCommand: CommandParser = (argument) => {
  const { limit, keys } = parseSort(argument);
  return {
    needs: keys.map(({ field }) => field),
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      const all: Row[] = [];
      for await (const batch of rows) for (const row of batch) all.push(row);
      const sorted = sortRows(all, keys);
      yield* inBatches(limit === 0 ? sorted : sorted.slice(0, limit));
    },
  };
};

/** The count and keys of a `sort`; `desc` at the end turns every key around. */
export function parseSort(argument: string): SortSettings {
  const [, limited, counted, rest] = /^(?:limit\s*=\s*(\d+)\b|(\d+)(?=\s|$))?\s*(.*)$/s.exec(argument)!;
  const [, clause, reversed] = /^(.*?)(?:(?<=[\s,)"])(d|desc))?$/s.exec(rest!.trim())!;
  const keys = parseSortKeys('sort', clause!.trim());
  if (keys.length === 0) throw new SplError("Error in 'sort' command: No sort fields were specified.");
  return {
    limit: Number(limited ?? counted ?? 10_000),
    keys: reversed === undefined ? keys : keys.map((key) => ({ ...key, descending: !key.descending })),
  };
}
