import { emptyRow } from '../empty-row.ts';
import { splitNames } from '../syntax/arguments.ts';
import { matchesWildcard } from '../wildcard.ts';
import type { CommandParser } from './command.ts';
import { mapBatches } from './streaming.ts';

/** `| table a, b*`: these columns in this order and nothing else. */
export const parseTableCommand: CommandParser = (argument) => {
  const names = splitNames(argument);
  const pickers = names.map((name) => ({
    name,
    matches: name.includes('*') ? matchesWildcard(name, 'exact-case') : undefined,
  }));
  return {
    needs: names,
    transforming: true,
    ...(pickers.every(({ matches }) => matches === undefined) && { columns: names }),
    run: (rows) =>
      mapBatches(rows, (batch) =>
        batch.map((row) => {
          const picked = emptyRow();
          for (const { name, matches } of pickers) {
            for (const found of matches === undefined ? [name] : Object.keys(row).filter(matches)) {
              if (row[found] !== undefined) picked[found] = row[found];
            }
          }
          return picked;
        }),
      ),
  };
};
