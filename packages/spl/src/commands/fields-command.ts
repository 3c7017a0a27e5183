import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { splitNames } from '../syntax/arguments.ts';
import { matchesAny } from '../wildcard.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| fields a, b*` keeps these, in this order, and the internal fields; `| fields - a, b` drops these alone. */
export const parseFieldsCommand: CommandParser = (argument) => {
  const [, sign, list] = /^([-+])?\s*(.*)$/s.exec(argument)!;
  const names = splitNames(list!);
  if (names.length === 0) throw new SplError("Error in 'fields' command: No fields were specified.");
  const isNamed = matchesAny(names);
  if (sign === '-') {
    return {
      needs: [],
      transforming: false,
      givesOwnRows: true,
      columnsAfter: (columns) => columns.filter((name) => !isNamed(name)),
      run: (rows) => mapBatches(rows, (batch) => batch.map((row) => drop(row, isNamed))),
    };
  }
  const hasPatterns = names.some((name) => name.includes('*'));
  return {
    needs: names,
    transforming: false,
    givesOwnRows: true,
    dropsOthers: true,
    columnsAfter: (columns) =>
      hasPatterns ? columns.filter(isNamed) : names.filter((name) => columns.includes(name)),
    run: (rows) =>
      mapBatches(rows, (batch) =>
        batch.map((row) => (hasPatterns ? keepMatching(row, isNamed) : keepNamed(row, names))),
      ),
  };
};

function drop(row: Row, isDropped: (name: string) => boolean): Row {
  const rest = emptyRow();
  for (const name of Object.keys(row)) if (!isDropped(name)) rest[name] = row[name]!;
  return rest;
}

function keepMatching(row: Row, isKept: (name: string) => boolean): Row {
  return drop(row, (name) => !name.startsWith('_') && !isKept(name));
}

function keepNamed(row: Row, names: readonly string[]): Row {
  const kept = emptyRow();
  for (const name of names) if (row[name] !== undefined) kept[name] = row[name];
  for (const name of Object.keys(row)) if (name.startsWith('_')) kept[name] = row[name]!;
  return kept;
}
