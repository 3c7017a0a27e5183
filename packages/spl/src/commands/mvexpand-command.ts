import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { integerOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/**
 * `| mvexpand field [limit=N]`: a row of its own for each value of a field, or for the first N; 0 is all.
 *
 * A row without the field stays.
 */
export const parseMvexpandCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const limit = integerOption('mvexpand', 'limit', optionsOf('mvexpand', pieces, ['limit']).get('limit'), 0);
  const fields = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const [field] = fields;
  if (field === undefined || fields.length > 1) {
    throw new SplError("Error in 'mvexpand' command: Usage: mvexpand <field> [limit=<int>].");
  }
  return {
    needs: [field],
    transforming: false,
    columnsAfter: (columns) => columns,
    run: (rows) => mapBatches(rows, (batch) => batch.flatMap((row) => expanded(row, field, limit))),
  };
};

function expanded(row: Row, field: string, limit: number): readonly Row[] {
  const value = row[field];
  if (typeof value !== 'object') return [row];
  return (limit === 0 ? value : value.slice(0, limit)).map((text) => {
    const result = copyRow(row);
    result[field] = text;
    return result;
  });
}
