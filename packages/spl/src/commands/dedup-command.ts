import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { booleanOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { parseSortKeys, sortRows } from './sort-rows.ts';
import { inBatches, mapBatches } from './streaming.ts';
import { textOf } from '../stats/text-of.ts';

/**
 * `| dedup [N] field ... [keepevents=] [keepempty=] [consecutive=] [sortby -field]`: the first N rows of each combination of
 * values, of which several values of one field count as one.
 *
 * It streams, and remembers each combination; with `sortby` it holds all rows.
 */
export const parseDedupCommand: CommandParser = (argument) => {
  const [, listText, sortText] = /^(.*?)(?:\bsortby\s+(.*))?$/s.exec(argument)!;
  const pieces = splitArguments(listText!);
  const options = optionsOf('dedup', pieces, ['keepevents', 'keepempty', 'consecutive']);
  const flag = (name: string): boolean => booleanOption('dedup', name, options.get(name), false);
  const words = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const isCounted = /^\d+$/.test(words[0] ?? '');
  const most = isCounted ? Number(words[0]) : 1;
  const fields = isCounted ? words.slice(1) : words;
  if (fields.length === 0)
    throw new SplError("Error in 'dedup' command: At least one field must be specified.");
  if (most === 0) throw new SplError("Error in 'dedup' command: The count must be greater than 0.");
  const keys = parseSortKeys('dedup', sortText ?? '');
  const settings = {
    fields,
    most,
    keepsEvents: flag('keepevents'),
    keepsEmpty: flag('keepempty'),
    isConsecutive: flag('consecutive'),
  };
  return {
    needs: [...fields, ...keys.map(({ field }) => field)],
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      const keep = createFilter(settings);
      if (keys.length === 0) return yield* mapBatches(rows, (batch) => batch.flatMap(keep));
      const all: Row[] = [];
      for await (const batch of rows) for (const row of batch) all.push(row);
      yield* inBatches(sortRows(all, keys).flatMap(keep));
    },
  };
};

interface DedupSettings {
  readonly fields: readonly string[];
  readonly most: number;
  readonly keepsEvents: boolean;
  readonly keepsEmpty: boolean;
  readonly isConsecutive: boolean;
}

function createFilter(settings: DedupSettings): (row: Row) => readonly Row[] {
  const { fields, most, keepsEvents, keepsEmpty, isConsecutive } = settings;
  const seen = new Map<string, number>();
  return (row) => {
    const key = keyOf(row, fields);
    if (key === undefined) return keepsEmpty ? [row] : [];
    if (isConsecutive && !seen.has(key)) seen.clear();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count <= most) return [row];
    return keepsEvents ? [without(row, fields)] : [];
  };
}

/** One text per combination of values; undefined when a field is missing. */
function keyOf(row: Row, fields: readonly string[]): string | undefined {
  const values: unknown[] = [];
  for (const field of fields) {
    const value = row[field];
    if (value === undefined) return undefined;
    values.push(typeof value === 'object' ? value : textOf(value));
  }
  return JSON.stringify(values);
}

function without(row: Row, fields: readonly string[]): Row {
  const rest = copyRow(row);
  for (const field of fields) delete rest[field];
  return rest;
}
