import { emptyRow } from '../empty-row.ts';
import { matchesWildcard } from '../wildcard.ts';
import { splitNames, type Command } from './command.ts';

/** `| table a, b*`: these columns in this order and nothing else. */
export function parseTableCommand(argument: string): Command {
  const names = splitNames(argument);
  const pickers = names.map((name) => ({
    name,
    matches: name.includes('*') ? matchesWildcard(name, 'exact-case') : undefined,
  }));
  return {
    needs: names,
    transforming: true,
    ...(pickers.every(({ matches }) => matches === undefined) && { columns: names }),
    async *run(rows) {
      for await (const batch of rows) {
        yield batch.map((row) => {
          const picked = emptyRow();
          for (const { name, matches } of pickers) {
            for (const found of matches === undefined ? [name] : Object.keys(row).filter(matches)) {
              if (row[found] !== undefined) picked[found] = row[found];
            }
          }
          return picked;
        });
      }
    },
  };
}
