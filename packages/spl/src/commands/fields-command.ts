import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { splitNames } from '../syntax/arguments.ts';
import { matchesAny } from '../wildcard.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| fields a, b` keeps these and the internal fields; `| fields - a, b` drops these alone. */
export const parseFieldsCommand: CommandParser = (argument) => {
  const [, sign, list] = /^([-+])?\s*(.*)$/s.exec(argument)!;
  const names = splitNames(list!);
  const isNamed = matchesAny(names);
  const keeps =
    sign === '-' ? (name: string) => !isNamed(name) : (name: string) => name.startsWith('_') || isNamed(name);
  return {
    needs: sign === '-' ? [] : names,
    transforming: false,
    run: (rows) => mapBatches(rows, (batch) => batch.map((row) => pick(row, keeps))),
  };
};

function pick(row: Row, keeps: (name: string) => boolean): Row {
  const picked = emptyRow();
  for (const name of Object.keys(row)) if (keeps(name)) picked[name] = row[name]!;
  return picked;
}
