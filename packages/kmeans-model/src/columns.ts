import type { Matrix } from '@sidecar/numeric';

/** A matrix column after column: the value of row `i`, column `j` is `data[j * rows + i]`. */
export interface Columns {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export function columnsOf({ rows, columns, data }: Matrix): Columns {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  }
  return { rows, columns, data: turned };
}

const BLOCK = 1024;

/**
 * Writes the squared Euclidean distance of every row to one point. All the time of this package is spent here.
 *
 * Column after column over blocks of rows that stay in the cache, because the sums of different rows do not
 * wait for each other; each row's sum still runs in the order of its columns.
 *
 * @param points - Holds the point at `offset`, `x.columns` long.
 * @param out - Length `x.rows`.
 */
export function squaredDistancesTo(
  x: Columns,
  points: Float64Array,
  offset: number,
  out: Float64Array,
): void {
  const { rows, columns, data } = x;
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    out.fill(0, from, to);
    let j = 0;
    for (; j + 3 < columns; j += 4) addFour(data, j * rows, rows, points, offset + j, out, from, to);
    for (; j < columns; j++) {
      const value = points[offset + j]!;
      for (let i = from; i < to; i++) {
        const difference = data[j * rows + i]! - value;
        out[i]! += difference * difference;
      }
    }
  }
}

function addFour(
  data: Float64Array,
  first: number,
  rows: number,
  points: Float64Array,
  at: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const [second, third, fourth] = [first + rows, first + 2 * rows, first + 3 * rows];
  const p0 = points[at]!;
  const p1 = points[at + 1]!;
  const p2 = points[at + 2]!;
  const p3 = points[at + 3]!;
  for (let i = from; i < to; i++) {
    const d0 = data[first + i]! - p0;
    const d1 = data[second + i]! - p1;
    const d2 = data[third + i]! - p2;
    const d3 = data[fourth + i]! - p3;
    out[i] = out[i]! + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
  }
}
