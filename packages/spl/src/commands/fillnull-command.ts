import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { inBatches, mapBatches } from './streaming.ts';

/**
 * `| fillnull [value=text] [field ...]`: a value, 0 unless told, where a field is missing.
 *
 * Without fields all that any row has are meant, so all rows are held before the first is given on.
 */
export const parseFillnullCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const value = optionsOf('fillnull', pieces, ['value']).get('value') ?? '0';
  const fields = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const isOpen = fields.length === 0;
  return {
    needs: fields,
    transforming: false,
    givesOwnRows: 'passed',
    columnsAfter: (columns) => [...new Set([...columns, ...fields])],
    async *run(rows, mayChange = false) {
      const given = { value, mayChange };
      if (!isOpen) return yield* mapBatches(rows, (batch) => batch.map((row) => filled(row, fields, given)));
      const all: Row[] = [];
      const seen = new Set<string>();
      for await (const batch of rows) {
        for (const row of batch) {
          for (const name in row) seen.add(name);
          all.push(row);
        }
      }
      const names = [...seen];
      yield* inBatches(all.map((row) => filled(row, names, given)));
    },
  };
};

/** The row itself if nothing is missing. */
function filled(
  row: Row,
  names: readonly string[],
  { value, mayChange }: { readonly value: string; readonly mayChange: boolean },
): Row {
  if (names.every((name) => row[name] !== undefined)) return row;
  const result = mayChange ? row : copyRow(row);
  for (const name of names) result[name] ??= value;
  return result;
}
