import { emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { createColumns, type Columns, type States } from '../stats/columns.ts';
import { compileInputFor } from '../stats/compile-input.ts';
import { createGroupTable, type Group } from '../stats/group-table.ts';
import { parseStatsArgument } from '../stats/parse-stats-argument.ts';
import { booleanOption, integerOption } from '../syntax/arguments.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/**
 * `| stats count avg(bytes) AS mean BY host`: one row for each combination of values, in natural order; without BY one row,
 * even of nothing.
 *
 * A row without one of the fields is left out; a multivalue field puts its row into the group of each value.
 */
export const parseStatsCommand: CommandParser = (argument, context) => {
  const { options, aggregations, by, needs } = parseStatsArgument(argument, {
    command: 'stats',
    known: ['partitions', 'dedup_splitvals'],
    compile: compileInputFor('stats', context),
  });
  const isDeduplicated = booleanOption('stats', 'dedup_splitvals', options.get('dedup_splitvals'), false);
  // How many threads share the work: a matter of speed alone, so it is checked and no more.
  integerOption('stats', 'partitions', options.get('partitions'), 0);
  const hasPatterns = aggregations.some(({ pattern }) => pattern !== undefined);
  return {
    needs,
    transforming: true,
    ...(!hasPatterns && { columns: [...by, ...aggregations.map(({ name }) => name)] }),
    async *run(rows) {
      const columns = createColumns(aggregations, by);
      const groups = createGroupTable<States>(by, { start: () => [], isDeduplicated });
      let position = 0;
      if (by.length === 0) groups.of(emptyRow());
      for await (const batch of rows) {
        for (const row of batch) {
          position++;
          groups.each(row, ({ content }) => columns.add(content, row, position));
        }
      }
      yield* inBatches(groups.inOrder().map((group) => toRow(group, by, columns)));
    },
  };
};

function toRow(group: Group<States>, by: readonly string[], columns: Columns): Row {
  const row = emptyRow();
  by.forEach((field, i) => (row[field] = group.values[i]!));
  columns.write(group.content, row);
  return row;
}
