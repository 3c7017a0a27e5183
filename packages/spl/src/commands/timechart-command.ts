import type { Row } from '../row.ts';
import type { ChartArgument } from '../stats/chart/chart-argument.ts';
import { createChartCells } from '../stats/chart/chart-cells.ts';
import { chartRows } from '../stats/chart/chart-rows.ts';
import { fillBins } from '../stats/chart/fill-bins.ts';
import { parseChartArgument } from '../stats/chart/parse-chart-argument.ts';
import { createColumns } from '../stats/columns.ts';
import { chooseSpan, createBinner } from '../time/spans/create-binner.ts';
import { secondsOf } from '../time/spans/time-buckets.ts';
import { cellSplits } from '../stats/chart/cell-splits.ts';
import { chartNeeds } from './chart-command.ts';
import type { CommandContext, CommandParser } from './command.ts';
import { inBatches } from './streaming.ts';

/**
 * `| timechart span=1h count BY action`: a row for each bin of time, also for those without events, and a column for each
 * value of a field.
 *
 * The bins cover the window of the search, or with `fixedrange=f` and for a search over all time the events. `_span` tells
 * how long a bin is, in seconds.
 */
export const parseTimechartCommand: CommandParser = (argument, context) => {
  const asked = parseChartArgument('timechart', argument, context);
  const { aggregations, series } = asked;
  return {
    needs: chartNeeds(asked),
    transforming: true,
    dropsOthers: true,
    ...(series === undefined &&
      aggregations.every(({ pattern }) => pattern === undefined) && {
        columns: ['_time', ...aggregations.map(({ name }) => name), '_span'],
      }),
    async *run(rows) {
      const window = windowOf(asked, context);
      const columns = createColumns(aggregations, series === undefined ? [] : [series.field]);
      const { bins } = asked.row!;
      const isWindowed = bins.span === undefined && window !== undefined;
      const timeBins = isWindowed
        ? { ...bins, span: chooseSpan('_time', { least: window.from, greatest: window.to - 1e-3 }, bins) }
        : bins;
      const { splits, source } = await cellSplits([{ field: '_time', bins: timeBins }, series], rows, {
        bins: 100,
      });
      const binner =
        splits[0]?.binner ?? createBinner('_time', chooseSpan('_time', { least: 0, greatest: 0 }, bins));
      const cells = createChartCells(columns, {
        row: { field: '_time', binner },
        ...(splits[1] !== undefined && { series: splits[1] }),
        isDeduplicated: asked.isDeduplicated,
      });
      for await (const batch of source) for (const row of batch) cells.add(row);
      const filled = fillBins('timechart', [...cells.rows.values()], {
        binner,
        isContinuous: asked.isContinuous,
        ...(asked.coversWindow && window),
      });
      const whole = asked.keepsPartial
        ? filled
        : filled.filter(({ low, high }) => low! >= context.earliest && high! <= context.latest);
      const span = binner.timeSpan === undefined ? 0 : secondsOf(binner.timeSpan);
      yield* inBatches(chartRows(whole, cells, columns, asked).map((row) => withSpan(row, span)));
    },
  };
};

/** The window of the search, if it has two ends; one that begins at the epoch is all time. */
function windowOf(
  { coversWindow }: ChartArgument,
  { earliest, latest }: CommandContext,
): { readonly from: number; readonly to: number } | undefined {
  return coversWindow && earliest > 0 && Number.isFinite(latest) ? { from: earliest, to: latest } : undefined;
}

function withSpan(row: Row, span: number): Row {
  row['_span'] = span;
  return row;
}
