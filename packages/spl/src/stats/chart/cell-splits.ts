import type { Batches, Row } from '../../row.ts';
import { chooseSpan, createBinner } from '../../time/spans/create-binner.ts';
import { inBatches } from '../../commands/streaming.ts';
import { rangeOf } from '../range-of.ts';
import type { CellSplit } from './chart-cells.ts';
import type { Split } from './chart-argument.ts';

export interface CellSplitsOptions {
  /** Most bins of a field that asks for none in particular. */
  readonly bins: number;
}

/**
 * How the fields of a chart are cut. Where bins must be chosen by the values, all rows are read first and are given again
 * as `source`.
 *
 * A field is cut if it asks for bins, and `_time` always.
 */
export async function cellSplits(
  splits: readonly (Split | undefined)[],
  rows: Batches,
  { bins }: CellSplitsOptions,
): Promise<{ readonly splits: readonly (CellSplit | undefined)[]; readonly source: Batches }> {
  const isChosen = (split: Split | undefined): boolean =>
    split !== undefined && split.bins.span === undefined && asksForBins(split);
  const kept: Row[] = [];
  const readsAll = splits.some(isChosen);
  if (readsAll) for await (const batch of rows) for (const row of batch) kept.push(row);
  return {
    source: readsAll ? inBatches(kept) : rows,
    splits: splits.map((split) => {
      if (split === undefined) return undefined;
      const { field, bins: asked } = split;
      const range = isChosen(split) ? rangeOf(kept, field) : undefined;
      const span =
        asked.span ?? (range === undefined ? undefined : chooseSpan(field, range, { bins, ...asked }));
      return { field, ...(span !== undefined && { binner: createBinner(field, span, asked) }) };
    }),
  };
}

function asksForBins({ field, bins: { bins, minspan, start, end } }: Split): boolean {
  return field === '_time' || [bins, minspan, start, end].some((option) => option !== undefined);
}
