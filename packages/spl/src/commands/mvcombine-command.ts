import { copyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { optionsOf, splitArguments } from '../syntax/arguments.ts';
import { rememberDelimiter } from '../values/delimiter.ts';
import { fieldTexts } from '../values/field-text.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/**
 * `| mvcombine [delim=text] field`: one row of those that are the same but for a field, which gets all their values.
 *
 * The row stands where the first of them stood. `delim`, a blank unless told, is what `nomv` then puts between the values.
 * Rows without the field stay. All rows are held before the first is given on.
 */
export const parseMvcombineCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const delimiter = optionsOf('mvcombine', pieces, ['delim']).get('delim') ?? ' ';
  const fields = pieces.filter(({ name }) => name === undefined).map(({ text }) => text);
  const [field] = fields;
  if (field === undefined || fields.length > 1) {
    throw new SplError("Error in 'mvcombine' command: Usage: mvcombine [delim=<string>] <field>.");
  }
  return {
    needs: ['*'],
    transforming: false,
    columnsAfter: (columns) => columns,
    async *run(rows) {
      const groups = new Map<string, Row[]>();
      for await (const batch of rows) {
        for (const row of batch) {
          const key = row[field] === undefined ? `alone ${groups.size}` : keyOf(row, field);
          const group = groups.get(key);
          if (group === undefined) groups.set(key, [row]);
          else group.push(row);
        }
      }
      yield* inBatches(Array.from(groups.values(), (group) => combined(group, field, delimiter)));
    },
  };
};

/** The same for rows that differ in nothing but the field and the order of their fields. */
function keyOf(row: Row, field: string): string {
  const names = Object.keys(row).filter((name) => name !== field);
  return JSON.stringify(names.sort().map((name) => [name, fieldTexts(row[name])]));
}

function combined(group: readonly Row[], field: string, delimiter: string): Row {
  const [first] = group as [Row];
  if (group.length === 1) return first;
  const result = copyRow(first);
  result[field] = rememberDelimiter(
    group.flatMap((row) => fieldTexts(row[field])),
    delimiter,
  );
  return result;
}
