import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { SplError } from '../spl-error.ts';
import { createGroupTable } from '../stats/group-table.ts';
import { inNaturalOrder } from '../stats/natural-order.ts';
import { textOf } from '../stats/text-of.ts';
import { booleanOption, optionsOf, splitArguments } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/**
 * `| xyseries x series value`: a row for each x, and in it a column for each name of a series. Of several values for the
 * same place the last stays.
 *
 * Several value fields make columns called `value: name`, joined by `sep` or as `format` says with `$AGG$` and `$VAL$`.
 * With `grouped=t` rows of one x stand together, and their order stays; otherwise it is the natural one.
 */
export const parseXyseriesCommand: CommandParser = (argument) => {
  const pieces = splitArguments(argument);
  const options = optionsOf('xyseries', pieces, ['sep', 'format', 'grouped']);
  const [x, name, ...values] = pieces.filter((piece) => piece.name === undefined).map(({ text }) => text);
  if (x === undefined || name === undefined || values.length === 0) {
    throw new SplError(
      "Error in 'xyseries' command: Wrong number of arguments. Usage: xyseries [grouped=<bool>] <x-field> <y-name-field> <y-data-field>... [sep=<string>] [format=<string>]",
    );
  }
  const isGrouped = booleanOption('xyseries', 'grouped', options.get('grouped'), false);
  const format = options.get('format') ?? `$AGG$${options.get('sep') ?? ': '}$VAL$`;
  const columnOf = (field: string, series: string): string =>
    values.length === 1
      ? series
      : format.replace(/\$(?:AGG|VAL)\$/g, (part) => (part === '$AGG$' ? field : series));
  return {
    needs: [x, name, ...values],
    transforming: true,
    dropsOthers: true,
    async *run(rows) {
      const cells = createGroupTable<Row>([x], { start: emptyRow });
      const order = new Set<Row>();
      const names = new Set<string>();
      for await (const batch of rows) {
        for (const row of batch) {
          const group = cells.of(row);
          if (group === undefined) continue;
          order.add(group.content);
          group.content[x] = group.values[0]!;
          for (const series of [row[name] ?? []].flat()) {
            names.add(textOf(series));
            for (const field of values) {
              const value = row[field];
              if (value !== undefined) group.content[columnOf(field, textOf(series))] = value;
            }
          }
        }
      }
      const columns = values.flatMap((field) =>
        inNaturalOrder(names).map((series) => columnOf(field, series)),
      );
      const found = isGrouped ? [...order] : cells.inOrder().map(({ content }) => content);
      yield* inBatches(found.map((row) => inColumns(row, [x, ...columns])));
    },
  };
};

function inColumns(row: Row, columns: readonly string[]): Row {
  const ordered = emptyRow();
  for (const column of columns) if (row[column] !== undefined) ordered[column] = row[column];
  return ordered;
}
