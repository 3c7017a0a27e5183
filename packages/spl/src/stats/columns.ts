import type { FieldValue, Row } from '../row.ts';
import type { Aggregation } from './aggregation.ts';
import { matchWildcards } from './match-wildcards.ts';
import { inNaturalOrder } from './natural-order.ts';
import type { Statistic } from './statistic.ts';

/** A column of results: a statistic of one field, one expression, or of rows. */
export interface Column {
  readonly name: string;
  readonly statistic: Statistic;
  readonly read: (row: Row) => FieldValue | undefined;
}

/** States of columns, one for each; those missing had nothing added. */
export type States = unknown[];

/** The columns of a command. A pattern like `avg(*_ms)` becomes a column for each field as soon as a row has it. */
export interface Columns {
  /** Adds a row; `position` rises with every row of the search. */
  readonly add: (states: States, row: Row, position: number) => void;
  readonly merge: (states: States, other: States) => void;
  /** Columns in order of the functions, those of one pattern in natural order of their fields. */
  readonly inOrder: () => readonly { readonly column: Column; readonly index: number }[];
  /** Value of a column; `index` is its place in `states`. */
  readonly read: (states: States, index: number) => FieldValue | undefined;
  /** Sets the column of each state in a row, where there is a value. */
  readonly write: (states: States, row: Row) => void;
  /** Whether the states of all stay small. */
  readonly areSmall: boolean;
}

/** Columns for the functions of a command. Patterns leave out the fields of `by` and those that begin with `_`. */
export function createColumns(aggregations: readonly Aggregation[], by: readonly string[]): Columns {
  const columns: Column[] = [];
  /** Of each column its function and, for a pattern, the field. */
  const origins: { readonly aggregation: number; readonly field: string }[] = [];
  const patterns = aggregations.flatMap((aggregation, i) =>
    aggregation.pattern === undefined ? [] : [{ aggregation, pattern: aggregation.pattern, i }],
  );
  const known = new Set(by);

  aggregations.forEach(({ pattern, statistic, name, read }, i) => {
    if (pattern !== undefined) return;
    columns.push({ name, statistic, read });
    origins.push({ aggregation: i, field: '' });
  });

  function discover(row: Row): void {
    for (const field of Object.keys(row)) {
      if (known.has(field)) continue;
      known.add(field);
      if (field.startsWith('_')) continue;
      for (const { aggregation, pattern, i } of patterns) {
        const name = matchWildcards(pattern, aggregation.name, field);
        if (name === undefined) continue;
        columns.push({ name, statistic: aggregation.statistic, read: (other) => other[field] });
        origins.push({ aggregation: i, field });
      }
    }
  }

  function inOrder(): { readonly column: Column; readonly index: number }[] {
    const rank = new Map(inNaturalOrder(origins.map(({ field }) => field)).map((field, i) => [field, i]));
    return columns
      .map((column, index) => ({ column, index }))
      .sort((a, b) => {
        const [of, against] = [origins[a.index]!, origins[b.index]!];
        return of.aggregation - against.aggregation || rank.get(of.field)! - rank.get(against.field)!;
      });
  }

  const read: Columns['read'] = (states, index) => {
    const { statistic } = columns[index]!;
    return statistic.read(states[index] ?? statistic.start());
  };

  const fixed = inOrder();

  return {
    add(states, row, position) {
      if (patterns.length > 0) discover(row);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i]!;
        const value = column.read(row);
        if (value === undefined) continue;
        const state = (states[i] ??= column.statistic.start());
        if (typeof value === 'object') {
          for (const item of value) column.statistic.add(state, item, row, position);
        } else column.statistic.add(state, value, row, position);
      }
    },
    merge(states, other) {
      columns.forEach(({ statistic }, i) => {
        if (other[i] !== undefined) statistic.merge((states[i] ??= statistic.start()), other[i]);
      });
    },
    inOrder,
    read,
    write(states, row) {
      for (const { column, index } of patterns.length > 0 ? inOrder() : fixed) {
        const value = read(states, index);
        if (value !== undefined) row[column.name] = value;
      }
    },
    areSmall: aggregations.every(({ statistic }) => statistic.isSmall === true),
  };
}
