import { inNaturalOrder } from '../stats/natural-order.ts';
import { createColumns } from '../stats/columns.ts';
import type { ChartArgument, Split } from '../stats/chart/chart-argument.ts';
import { createChartCells, type CellSplit, type ChartRow } from '../stats/chart/chart-cells.ts';
import { chartRows } from '../stats/chart/chart-rows.ts';
import { fillBins } from '../stats/chart/fill-bins.ts';
import { parseChartArgument } from '../stats/chart/parse-chart-argument.ts';
import { cellSplits } from '../stats/chart/cell-splits.ts';
import type { CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/**
 * `| chart count OVER host BY action`: a table with a row for each value of one field and a column for each of another.
 *
 * Of many columns the ten with the greatest sums stay, the rest is `OTHER`; rows without the second field are `NULL`.
 */
export const parseChartCommand: CommandParser = (argument, context) => {
  const asked = parseChartArgument('chart', argument, context);
  const { aggregations, row, series } = asked;
  return {
    needs: chartNeeds(asked),
    transforming: true,
    dropsOthers: true,
    ...(series === undefined &&
      aggregations.every(({ pattern }) => pattern === undefined) && {
        columns: [...(row === undefined ? [] : [row.field]), ...aggregations.map(({ name }) => name)],
      }),
    async *run(rows) {
      const columns = createColumns(
        aggregations,
        [row, series].flatMap((split) => split?.field ?? []),
      );
      const { splits, source } = await cellSplits([row, series], rows, { bins: 300 });
      const cells = createChartCells(columns, {
        ...(splits[0] !== undefined && { row: splits[0] }),
        ...(splits[1] !== undefined && { series: splits[1] }),
        isDeduplicated: asked.isDeduplicated,
      });
      for await (const batch of source) for (const item of batch) cells.add(item);
      if (row === undefined && cells.rows.size === 0) cells.rows.set('', { value: '', series: new Map() });
      yield* inBatches(chartRows(orderedRows(cells.rows, splits[0], asked), cells, columns, asked));
    },
  };
};

/** Fields and patterns that a chart reads. */
export function chartNeeds({ aggregations, row, series }: ChartArgument): readonly string[] {
  const fields = [row, series].flatMap((split: Split | undefined) => split?.field ?? []);
  return [...fields, ...aggregations.flatMap(({ needs }) => needs)];
}

function orderedRows(
  rows: ReadonlyMap<string, ChartRow>,
  split: CellSplit | undefined,
  { isContinuous }: ChartArgument,
): readonly ChartRow[] {
  if (split?.binner === undefined) return inNaturalOrder(rows.keys()).map((key) => rows.get(key)!);
  return fillBins('chart', [...rows.values()], { binner: split.binner, isContinuous });
}
