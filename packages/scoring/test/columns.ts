import type { Column } from '../src/history/column.ts';
import { entryOf } from '../src/history/column.ts';
import { createColumnBuilder } from '../src/history/column-builder.ts';
import { type RowSurprises, rowSurprises } from '../src/row-surprises.ts';
import { type ValueTable, valueTable } from '../src/value-table.ts';

/** What a failure counts in tallies of weights: 0.04 are two failures, 3.02 three successes and one failure. */
export const FAILURE = 0.02;

export type Tally = Readonly<Record<string, number>>;

/** A column of weights by value, one row per tally, and the codes of its values. */
export function columnOf(tallies: readonly Tally[]): { column: Column; codeOf: (value: string) => number } {
  const codes = new Map<string, number>();
  const builder = createColumnBuilder(1);
  for (const tally of tallies) {
    for (const [value, weight] of Object.entries(tally)) {
      const code = codes.get(value) ?? codes.size;
      codes.set(value, code);
      builder.add(0, code, Math.floor(weight + 1e-9), false);
      builder.add(0, code, Math.round((weight - Math.floor(weight + 1e-9)) / FAILURE), true);
    }
    builder.closeRow();
  }
  return { column: builder.column(), codeOf: (value) => codes.get(value) ?? -1 };
}

/** What subjects tell of values, by name. */
export interface Subjects {
  readonly table: ValueTable;
  eventSurprise(value: string): number;
  newP(value: string): number;
  /** Surprise of a value given a subject by its number; -1 for one that was never seen. */
  surprise(subject: number, value: string): number;
}

export function subjectsOf(tallies: readonly Tally[]): Subjects {
  const { column, codeOf } = columnOf(tallies);
  const table = valueTable(column, FAILURE);
  const rows: RowSurprises = rowSurprises(column, FAILURE, table);
  return {
    table,
    eventSurprise: (value) => table.eventSurprise(codeOf(value)),
    newP: (value) => table.newP(codeOf(value)),
    surprise: (subject, value) => {
      const code = codeOf(value);
      return rows.at(subject, entryOf(column.shape, subject, code), code);
    },
  };
}
