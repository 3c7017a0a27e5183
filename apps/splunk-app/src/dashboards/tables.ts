import type { PanelFrame } from './charts.ts';
import type { Panel } from './dashboard.ts';

export interface NumberFormat {
  /** Decimals. @default 0 */
  readonly precision?: number;
  readonly unit?: string;
}

/** From which number on a cell has a colour. */
export interface Shade {
  readonly from: number;
  readonly color: string;
}

export interface TableOptions {
  /** How columns of numbers are printed, by column. */
  readonly numbers?: Readonly<Record<string, NumberFormat>>;
  /** Background of cells, by column: the last shade that a number reaches. */
  readonly shades?: Readonly<Record<string, readonly Shade[]>>;
  /** Pixels of columns; the others share what is left. */
  readonly widths?: Readonly<Record<string, number>>;
  /** Rows on a page. @default 10 */
  readonly count?: number;
}

/** Rows as text; columns whose names begin with an underscore are there for clicks alone and not shown. */
export function table(
  frame: PanelFrame,
  { numbers = {}, shades = {}, widths = {}, count = 10 }: TableOptions = {},
): Panel {
  const context: Record<string, unknown> = {};
  const columnFormat: Record<string, Record<string, string | number>> = {};
  for (const [column, { precision = 0, unit }] of Object.entries(numbers)) {
    const key = `${keyOf(column)}Format`;
    const suffix = unit === undefined ? {} : { unit, unitPosition: 'after' };
    context[key] = { number: { thousandSeparated: true, precision, ...suffix } };
    columnFormat[column] = { align: 'right', data: `${seriesOf(column)} | formatByType(${key})` };
  }
  for (const [column, steps] of Object.entries(shades)) {
    const key = `${keyOf(column)}Shades`;
    context[key] = rangesOf(steps);
    columnFormat[column] = {
      ...columnFormat[column],
      rowBackgroundColors: `${seriesOf(column)} | rangeValue(${key})`,
    };
  }
  for (const [column, width] of Object.entries(widths))
    columnFormat[column] = { ...columnFormat[column], width };
  return {
    ...frame,
    type: 'splunk.table',
    options: {
      count,
      showInternalFields: false,
      headerVisibility: 'fixed',
      tableFormat: { align: 'left' },
      columnFormat,
    },
    context,
  };
}

function seriesOf(column: string): string {
  return `> table | seriesByName(${JSON.stringify(column)})`;
}

/** Names in a context are words. */
function keyOf(column: string): string {
  return column.replace(/\W+/g, '_');
}

function rangesOf(steps: readonly Shade[]): object[] {
  const below = { to: steps[0]!.from, value: 'transparent' };
  const ranges = steps.map(({ from, color }, i) => ({
    from,
    value: color,
    ...(i + 1 < steps.length && { to: steps[i + 1]!.from }),
  }));
  return [below, ...ranges];
}
