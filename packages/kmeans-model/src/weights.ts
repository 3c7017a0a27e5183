import type { Matrix } from '@sidecar/numeric';

/**
 * The weights of the rows of a matrix, one each; without weights every row counts once.
 *
 * @throws RangeError unless there is one positive, finite weight per row.
 */
export function weightsOf(x: Matrix, weights: ArrayLike<number> | undefined): Float64Array {
  if (weights === undefined) return new Float64Array(x.rows).fill(1);
  if (weights.length !== x.rows) {
    throw new RangeError(`weights has ${weights.length} values, expected one per row (${x.rows})`);
  }
  const checked = Float64Array.from(weights);
  const wrong = checked.findIndex((weight) => !(weight > 0 && Number.isFinite(weight)));
  if (wrong >= 0) throw new RangeError(`weights[${wrong}] is ${checked[wrong]}, expected a number above 0`);
  return checked;
}

/** Sum of the values in their order. */
export function total(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
