import type { Matrix } from '@sidecar/numeric';

/** How columns are brought to a common range; plain data. */
export interface Scaler {
  readonly kind: 'minmax';
  /** Least value of each column. */
  readonly min: readonly number[];
  /** Greatest value of each column. */
  readonly max: readonly number[];
}

/**
 * Learns the range of every column.
 *
 * @param x - Shape (rows, columns), at least one row.
 * @throws RangeError if there is no row.
 * @example
 * fitScaler(matrix([[1, 5], [3, 5]])); // => { kind: 'minmax', min: [ 1, 5 ], max: [ 3, 5 ] }
 */
export function fitScaler(x: Matrix): Scaler {
  if (x.rows === 0) throw new RangeError('x has 0 rows, expected at least 1');
  const min = Array.from(x.data.subarray(0, x.columns));
  const max = [...min];
  for (let at = x.columns; at < x.data.length; at++) {
    const j = at % x.columns;
    const value = x.data[at]!;
    if (value < min[j]!) min[j] = value;
    if (value > max[j]!) max[j] = value;
  }
  return { kind: 'minmax', min, max };
}

/**
 * Maps every column's learned range to [0, 1]: `(x - min) / (max - min)`.
 *
 * A column that was constant becomes `x - min`: 0 for the value that was seen. Values outside the learned range
 * fall outside [0, 1]; they are not clipped, so a distance still shows how far out they are.
 *
 * @param x - As many columns as the scaler; not changed.
 * @throws RangeError if the numbers of columns differ.
 * @example
 * scale({ kind: 'minmax', min: [1, 5], max: [3, 5] }, matrix([[2, 5]])).data; // => Float64Array(2) [ 0.5, 0 ]
 */
export function scale(scaler: Scaler, x: Matrix): Matrix {
  if (x.columns !== scaler.min.length) {
    throw new RangeError(`x has ${x.columns} columns, expected ${scaler.min.length} as the scaler`);
  }
  const range = scaler.max.map((max, j) => max - scaler.min[j]! || 1);
  const data = x.data.map((value, at) => (value - scaler.min[at % x.columns]!) / range[at % x.columns]!);
  return { rows: x.rows, columns: x.columns, data };
}
