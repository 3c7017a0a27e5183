import { emptyRow } from '../empty-row.ts';
import { rowsOf } from '../environment.ts';
import type { Row } from '../row.ts';
import { textOf } from '../stats/text-of.ts';
import {
  booleanOption,
  integerOption,
  invalidArgument,
  optionsOf,
  splitArguments,
} from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { inBatches, takeRows } from './streaming.ts';

/**
 * `| transpose 0 header_field=host column_name=measure`: rows become columns and columns rows. Five rows unless told
 * otherwise, 0 for all; they are called `row 1`, `row 2`, or by the value of a field.
 */
export const parseTransposeCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('transpose', pieces, ['column_name', 'header_field', 'include_empty', 'int']);
  const [count, another] = pieces.filter(({ name }) => name === undefined);
  if (another !== undefined) throw invalidArgument('transpose', another.text);
  const most = integerOption('transpose', 'int', count?.text ?? options.get('int'), 5);
  const first = options.get('column_name') ?? 'column';
  const header = options.get('header_field');
  const includesEmpty = booleanOption('transpose', 'include_empty', options.get('include_empty'), true);
  return {
    needs: ['*'],
    transforming: true,
    dropsOthers: false,
    async *run(rows) {
      const taken = await rowsOf(most === 0 ? rows : takeRows(rows, most));
      const names = taken.map((row, i) => nameOf(row, i, header));
      const fields = [...new Set(taken.flatMap((row) => Object.keys(row)))].filter(
        (field) => field !== header,
      );
      const turned = fields.map((field) => {
        const made = emptyRow();
        made[first] = field;
        taken.forEach((row, i) => {
          const value = row[field];
          if (value !== undefined) made[names[i]!] = value;
        });
        return made;
      });
      yield* inBatches(includesEmpty ? turned : turned.filter((row) => hasValues(row, first)));
    },
  };
};

function nameOf(row: Row, i: number, header: string | undefined): string {
  const value = header === undefined ? undefined : row[header];
  if (value === undefined) return `row ${i + 1}`;
  return typeof value === 'object' ? value.join(' ') : textOf(value);
}

function hasValues(row: Row, first: string): boolean {
  return Object.keys(row).some((field) => field !== first && row[field] !== '');
}
