import { copyRow, emptyRow } from '../empty-row.ts';
import type { Row } from '../row.ts';
import { columnsWith } from '../stats/columns-with.ts';
import { createColumns, type States } from '../stats/columns.ts';
import { compileInputFor } from '../stats/compile-input.ts';
import { createGroupTable, type Group } from '../stats/group-table.ts';
import { parseStatsArgument } from '../stats/parse-stats-argument.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/**
 * `| eventstats avg(bytes) AS mean BY host`: what `stats` would say, added to each row that it speaks of.
 *
 * A row without one of the fields stays as it is. A row with several values in one counts for the group of each, and is
 * told of the first.
 */
export const parseEventstatsCommand: CommandParser = (argument, context) => {
  const { aggregations, by, needs } = parseStatsArgument(argument, {
    command: 'eventstats',
    known: [],
    compile: compileInputFor('eventstats', context),
  });
  return {
    needs,
    transforming: false,
    givesOwnRows: 'passed',
    columnsAfter: (columns) => columnsWith(columns, aggregations),
    async *run(rows, mayChange = false) {
      const columns = createColumns(aggregations, by);
      const groups = createGroupTable<States>(by, { start: () => [] });
      const kept: Row[] = [];
      for await (const batch of rows) {
        for (const row of batch) {
          kept.push(row);
          groups.each(row, ({ content }) => columns.add(content, row, kept.length));
        }
      }
      const statistics = new Map<Group<States>, Row>();
      for (const group of groups.inOrder()) {
        const added = emptyRow();
        columns.write(group.content, added);
        statistics.set(group, added);
      }
      yield* inBatches(
        kept.map((row) => {
          const group = groups.of(row);
          if (group === undefined) return row;
          return Object.assign(mayChange ? row : copyRow(row), statistics.get(group));
        }),
      );
    },
  };
};
