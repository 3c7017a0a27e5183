import { emptyRow } from '../empty-row.ts';
import { matchesAny } from '../event-row.ts';
import type { Row } from '../search-engine.ts';
import { splitNames, type Command } from './command.ts';

/** `| fields a, b` keeps these and the internal fields; `| fields - a, b` drops these alone. */
export function parseFieldsCommand(argument: string): Command {
  const [, sign, list] = /^([-+])?\s*(.*)$/s.exec(argument)!;
  const names = splitNames(list!);
  const isNamed = matchesAny(names);
  const keeps =
    sign === '-' ? (name: string) => !isNamed(name) : (name: string) => name.startsWith('_') || isNamed(name);
  return {
    needs: sign === '-' ? [] : names,
    transforming: false,
    async *run(rows) {
      for await (const batch of rows) yield batch.map((row) => pick(row, keeps));
    },
  };
}

function pick(row: Row, keeps: (name: string) => boolean): Row {
  const picked = emptyRow();
  for (const [name, value] of Object.entries(row)) if (keeps(name)) picked[name] = value;
  return picked;
}
