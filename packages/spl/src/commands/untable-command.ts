import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { splitNames } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| untable x series value`: the reverse of `xyseries`, a row for each other field of a row, with its name and its value.
 * Internal fields and rows without x are left out.
 */
export const parseUntableCommand: CommandParser = (argument) => {
  const names = splitNames(argument);
  const [x, series, value] = names;
  if (x === undefined || series === undefined || value === undefined || names.length > 3) {
    throw new SplError(
      "Error in 'untable' command: Wrong number of arguments. Usage: untable <x-field> <y-name-field> <y-data-field>",
    );
  }
  return {
    needs: ['*'],
    transforming: true,
    columns: [x, series, value],
    dropsOthers: false,
    run: (rows) => mapBatches(rows, (batch) => batch.flatMap((row) => spread(row, [x, series, value]))),
  };
};

function spread(row: Row, [x, series, value]: readonly [string, string, string]): Row[] {
  const at = row[x];
  if (at === undefined) return [];
  return Object.keys(row)
    .filter((field) => field !== x && !field.startsWith('_'))
    .map((field) => {
      const made = emptyRow();
      made[x] = at;
      made[series] = field;
      made[value] = row[field]!;
      return made;
    });
}
