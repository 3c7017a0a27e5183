import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { splitNames } from '../syntax/arguments.ts';
import { delimiterOf } from '../values/delimiter.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| nomv field`: one value from several, with line ends between, or with the delimiter that `mvcombine` was given. */
export const parseNomvCommand: CommandParser = (argument) => {
  const fields = splitNames(argument);
  const [field] = fields;
  if (field === undefined || fields.length > 1)
    throw new SplError("Error in 'nomv' command: Usage: nomv <field>.");
  const joined = (row: Row): Row => {
    const value = row[field];
    if (typeof value !== 'object') return row;
    const result = copyRow(row);
    result[field] = value.join(delimiterOf(value));
    return result;
  };
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => columns,
    run: (rows) => mapBatches(rows, (batch) => batch.map(joined)),
  };
};
