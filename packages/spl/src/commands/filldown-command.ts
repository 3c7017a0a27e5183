import { copyRow } from '../empty-row.ts';
import type { FieldValue, Row } from '../row.ts';
import { splitNames } from '../syntax/arguments.ts';
import { matchesAny } from '../wildcard.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| filldown [field ...]`: where a field is missing, its value in the last row that had it; all fields unless told. */
export const parseFilldownCommand: CommandParser = (argument) => {
  const names = splitNames(argument);
  const isMeant = matchesAny(names.length === 0 ? ['*'] : names);
  return {
    needs: names,
    transforming: false,
    columnsAfter: (columns) => columns,
    run(rows) {
      const last = new Map<string, FieldValue>();
      return mapBatches(rows, (batch) => batch.map((row) => filledDown(row, last, isMeant)));
    },
  };
};

function filledDown(row: Row, last: Map<string, FieldValue>, isMeant: (name: string) => boolean): Row {
  const missing = [...last].filter(([name]) => row[name] === undefined);
  for (const name in row) if (isMeant(name)) last.set(name, row[name]!);
  if (missing.length === 0) return row;
  const result = copyRow(row);
  for (const [name, value] of missing) result[name] = value;
  return result;
}
