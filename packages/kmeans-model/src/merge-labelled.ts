import type { Matrix } from '@sidecar/numeric';
import { distinctRows } from './distinct-rows.ts';
import { total, weightsOf } from './weights.ts';

/** Distinct pairs of row and label. */
export interface LabelledRows {
  readonly x: Matrix;
  readonly weights: Float64Array;
  /** From 0, no number unused. */
  readonly labels: Int32Array;
  /** For each row that came in, its index in `x`. */
  readonly rowOf: Uint32Array;
}

/**
 * Merges rows equal in value and label, and refuses labels for which no silhouette is defined.
 *
 * @throws RangeError if lengths differ, or unless 2 ≤ distinct labels ≤ total weight - 1.
 */
export function mergeLabelled(
  x: Matrix,
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): LabelledRows {
  const weightOfRow = weightsOf(x, weights);
  if (labels.length !== x.rows) {
    throw new RangeError(`labels has ${labels.length} values, expected one per row (${x.rows})`);
  }
  const numberOf = new Map<number, number>();
  const dense = Array.from(
    labels,
    (label) => numberOf.get(label) ?? numberOf.set(label, numberOf.size).size - 1,
  );
  const most = total(weightOfRow) - 1;
  if (numberOf.size < 2 || numberOf.size > most) {
    throw new RangeError(`labels has ${numberOf.size} distinct values, expected 2 to ${most}`);
  }
  const { columns } = x;
  const wide = new Float64Array(x.rows * (columns + 1));
  dense.forEach((label, i) => {
    wide.set(x.data.subarray(i * columns, (i + 1) * columns), i * (columns + 1));
    wide[(i + 1) * (columns + 1) - 1] = label;
  });
  const merged = distinctRows({ rows: x.rows, columns: columns + 1, data: wide }, weightOfRow);
  const { rows } = merged.x;
  const at = (i: number, j: number): number => merged.x.data[i * (columns + 1) + j]!;
  return {
    x: {
      rows,
      columns,
      data: Float64Array.from({ length: rows * columns }, (_, n) => at(Math.floor(n / columns), n % columns)),
    },
    weights: merged.weights,
    labels: Int32Array.from({ length: rows }, (_, i) => at(i, columns)),
    rowOf: merged.rowOf,
  };
}
