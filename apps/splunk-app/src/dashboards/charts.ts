import type { Panel } from './dashboard.ts';
import { palette, seriesColors } from './palette.ts';

/** What every panel has, whatever it looks like. */
export type PanelFrame = Omit<Panel, 'type' | 'options' | 'context'>;

export interface AxisTitles {
  /** With the unit. */
  readonly x: string;
  readonly y: string;
}

type AxisChart = 'column' | 'bar' | 'line' | 'area';

/** A chart of series over the first column. Without colours of its own series take them in order. */
export function axisChart(
  kind: AxisChart,
  frame: PanelFrame,
  { x, y }: AxisTitles,
  options: Readonly<Record<string, unknown>> = {},
): Panel {
  return {
    ...frame,
    type: `splunk.${kind}`,
    options: { xAxisTitleText: x, yAxisTitleText: y, legendDisplay: 'bottom', seriesColors, ...options },
  };
}

/** Columns on top of each other. */
export function stackedColumns(
  frame: PanelFrame,
  titles: AxisTitles,
  seriesColorsByField?: Readonly<Record<string, string>>,
): Panel {
  return axisChart('column', frame, titles, {
    stackMode: 'stacked',
    ...(seriesColorsByField && { seriesColorsByField }),
  });
}

/** One bar per row, longest first if the query sorts so. */
export function bars(frame: PanelFrame, titles: AxisTitles, color: string = palette.usual): Panel {
  return axisChart('bar', frame, titles, { legendDisplay: 'off', seriesColors: [color] });
}

/** Shares of the first column's values, by the second column. No share is hidden in "other". */
export function pie(frame: PanelFrame): Panel {
  return {
    ...frame,
    type: 'splunk.pie',
    options: {
      labelDisplay: 'valuesAndPercentage',
      percentagePrecision: 1,
      collapseThreshold: 0,
      showDonutHole: true,
      seriesColors,
    },
  };
}

export interface SingleValueOptions {
  /** Column that is shown. */
  readonly field: string;
  readonly unit?: string;
  /** Decimals. @default 0 */
  readonly precision?: number;
  readonly color?: string;
}

/** One figure or text of the first row. */
export function singleValue(
  frame: PanelFrame,
  { field, unit, precision = 0, color }: SingleValueOptions,
): Panel {
  return {
    ...frame,
    type: 'splunk.singlevalue',
    options: {
      majorValue: `> primary | seriesByName("${field}") | firstPoint()`,
      numberPrecision: precision,
      sparklineDisplay: 'off',
      trendDisplay: 'off',
      ...(unit !== undefined && { unit }),
      ...(color !== undefined && { majorColor: color }),
    },
  };
}
