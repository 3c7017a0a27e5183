import type { Aggregation } from './aggregation.ts';

/** Columns with those that functions add; undefined if a pattern leaves it to the rows which they are. */
export function columnsWith(
  columns: readonly string[],
  aggregations: readonly Aggregation[],
): readonly string[] | undefined {
  if (aggregations.some(({ pattern }) => pattern !== undefined)) return undefined;
  return [...new Set([...columns, ...aggregations.map(({ name }) => name)])];
}
