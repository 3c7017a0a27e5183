import { emptyRow } from '../../empty-row.ts';
import type { Row } from '../../row.ts';
import { parseNumber } from '../../values/parse-number.ts';
import type { Columns, States } from '../columns.ts';
import { inNaturalOrder } from '../natural-order.ts';
import type { ChartArgument } from './chart-argument.ts';
import type { ChartCells, ChartRow } from './chart-cells.ts';
import { keptSeries } from './series-limit.ts';

/** A series of a chart: its name in results, and which counted ones it is made of. */
interface Series {
  readonly name: string;
  readonly of: readonly (string | undefined)[];
}

/** The finished rows of a chart. `rows` are those to write, in order, also empty ones. */
export function chartRows(
  rows: readonly ChartRow[],
  cells: ChartCells,
  columns: Columns,
  argument: ChartArgument,
): Row[] {
  const series = argument.series === undefined ? undefined : seriesOf(rows, cells, columns, argument);
  const ordered = columns.inOrder();
  return rows.map((chartRow) => {
    const row = emptyRow();
    if (argument.row !== undefined) row[argument.row.field] = chartRow.value;
    if (series === undefined) {
      columns.write(chartRow.series.get(undefined) ?? [], row);
      return row;
    }
    const merged = series.map(({ of }) => mergedStates(chartRow, of, columns));
    for (const { column, index } of ordered) {
      series.forEach(({ name }, i) => {
        const value = columns.read(merged[i]!, index);
        const title = ordered.length === 1 ? name : argument.columnName(column.name, name);
        if (value !== undefined) row[title] = value;
      });
    }
    return row;
  });
}

/** Series in natural order, then those without the field, then the others. */
function seriesOf(
  rows: readonly ChartRow[],
  { sizes }: ChartCells,
  columns: Columns,
  argument: ChartArgument,
): Series[] {
  const { limit, nullName, otherName } = argument;
  const names = [...sizes.keys()].filter((name) => name !== undefined);
  const [first] = columns.inOrder();
  const scored = names.map((name) => ({
    name,
    score: limit.score === 'rows' || first === undefined ? sizes.get(name)! : scoreOf(name),
  }));
  const kept = keptSeries(scored, limit);
  const others = names.filter((name) => !kept.has(name));
  return [
    ...inNaturalOrder(kept).map((name) => ({ name: titleOf(name, argument), of: [name] })),
    ...(nullName !== undefined && sizes.has(undefined) ? [{ name: nullName, of: [undefined] }] : []),
    ...(otherName !== undefined && others.length > 0 ? [{ name: otherName, of: others }] : []),
  ];

  function scoreOf(name: string): number {
    const { score } = limit;
    if (score === 'rows') return sizes.get(name)!;
    const state = score.start();
    for (const { series } of rows) {
      const states = series.get(name);
      const value = states === undefined ? undefined : columns.read(states, first!.index);
      if (typeof value === 'string' || typeof value === 'number') score.add(state, value, emptyRow(), 0);
    }
    const read = score.read(state);
    const number = typeof read === 'number' ? read : parseNumber(String(read ?? ''));
    return Number.isNaN(number) ? 0 : number;
  }
}

/** A series of time whose name would make an internal field is called VALUE and the name. */
function titleOf(name: string, { row }: ChartArgument): string {
  return row?.field === '_time' && name.startsWith('_') ? `VALUE${name}` : name;
}

function mergedStates(row: ChartRow, names: readonly (string | undefined)[], columns: Columns): States {
  const [only] = names;
  if (names.length === 1) return row.series.get(only) ?? [];
  const merged: States = [];
  for (const name of names) {
    const states = row.series.get(name);
    if (states !== undefined) columns.merge(merged, states);
  }
  return merged;
}
