import type { FieldValue, Row } from '../../row.ts';
import type { Binner } from '../../time/spans/create-binner.ts';
import type { Columns, States } from '../columns.ts';
import { textOf } from '../text-of.ts';

/** One row of a chart before it is written. */
export interface ChartRow {
  readonly value: string | number;
  /** Where its bin begins and ends, if the field is cut. */
  readonly low?: number;
  readonly high?: number;
  /** States by series; undefined is that of rows without the field, and the only one of a chart without series. */
  readonly series: Map<string | undefined, States>;
}

/** What was counted of a chart. */
export interface ChartCells {
  readonly rows: Map<string, ChartRow>;
  /** How many rows went into each series. */
  readonly sizes: Map<string | undefined, number>;
  readonly add: (row: Row) => void;
}

/** A field, and how its values are cut, if they are. */
export interface CellSplit {
  readonly field: string;
  readonly binner?: Binner;
}

export interface CellOptions {
  readonly row?: CellSplit;
  readonly series?: CellSplit;
  readonly isDeduplicated: boolean;
}

interface Place {
  readonly value: string | number;
  readonly low?: number;
  readonly high?: number;
}

const everything: readonly Place[] = [{ value: '' }];

/** Counts rows into the cells of a chart. Rows without the row field are left out. */
export function createChartCells(
  columns: Columns,
  { row: rowSplit, series: seriesSplit, isDeduplicated }: CellOptions,
): ChartCells {
  const rows = new Map<string, ChartRow>();
  const sizes = new Map<string | undefined, number>();
  let position = 0;

  function placesOf(row: Row, { field, binner }: CellSplit): readonly Place[] {
    const found: FieldValue | undefined = row[field];
    if (found === undefined) return [];
    const values: readonly (string | number)[] = typeof found === 'object' ? found : [found];
    const different = isDeduplicated ? [...new Set(values)] : values;
    if (binner === undefined) return different.map((value) => ({ value }));
    return different.flatMap((value) => binner.binOf(value) ?? []);
  }

  return {
    rows,
    sizes,
    add(row) {
      position++;
      const ofSeries = seriesSplit === undefined ? [] : placesOf(row, seriesSplit);
      const names = ofSeries.length === 0 ? [undefined] : ofSeries.map(({ value }) => textOf(value));
      for (const place of rowSplit === undefined ? everything : placesOf(row, rowSplit)) {
        const key = textOf(place.value);
        let target = rows.get(key);
        if (target === undefined) rows.set(key, (target = { ...place, series: new Map() }));
        for (const name of names) {
          let states = target.series.get(name);
          if (states === undefined) target.series.set(name, (states = []));
          columns.add(states, row, position);
          sizes.set(name, (sizes.get(name) ?? 0) + 1);
        }
      }
    },
  };
}
