import { squaredDistance } from './squared-distance.ts';
import type { RowParts, SplitRows } from './split-rows.ts';

/** Moves labels to the nearest of `k` flat centroids, in place. */
export type JoinNearest = (centroids: Float64Array, labels: Int32Array) => void;

/** Above all rounding errors of an estimate and of a sum of squares, per column and unit of squared length. */
const ERROR = 2 ** -47;

/**
 * Makes a function that gives every row the centroid of least squared distance, the first of equally near ones.
 *
 * Squared distances are estimated as `|c|² - 2 x·c`, which differs from them by `|x|²` alone and is a sum of a share of the
 * row's head and one of its tail, both worked out once for all rows that have them. Where another centroid is so near
 * that rounding could decide, distances are summed up column after column: labels are those of that sum, to the last bit.
 */
export function createNearestSearch(x: SplitRows, k: number): JoinNearest {
  const turned = new Float64Array(k * x.columns);
  const norms = new Float64Array(k);
  const headShares = new Float64Array(x.heads.count * k);
  const tailShares = new Float64Array(x.tails.count * k);
  return (centroids, labels) => {
    turn(centroids, turned, norms);
    const scale = Math.max(x.longest, ...norms);
    // Squares beyond these bounds over- or underflow: then nothing is estimated.
    const margin = scale > 1e-200 && scale < 1e200 ? ERROR * (x.columns + 4) * scale : Infinity;
    share(x.heads, turned, k, headShares);
    share(x.tails, turned, k, tailShares);
    for (let part = 0; part < x.heads.count; part++) {
      for (let c = 0; c < k; c++) headShares[part * k + c]! += norms[c]!;
    }
    joinByShares(x, centroids, labels, { k, headShares, tailShares, margin });
  };
}

interface Shares {
  readonly k: number;
  readonly headShares: Float64Array;
  readonly tailShares: Float64Array;
  readonly margin: number;
}

function joinByShares(
  x: SplitRows,
  centroids: Float64Array,
  labels: Int32Array,
  { k, headShares, tailShares, margin }: Shares,
): void {
  const headOf = x.heads.of;
  const tailOf = x.tails.of;
  for (let i = 0; i < x.rows; i++) {
    const head = headOf[i]! * k;
    const tail = tailOf[i]! * k;
    const before = labels[i]!;
    let label = before;
    let least = headShares[head + before]! + tailShares[tail + before]!;
    let doubtful = !(margin < Infinity);
    for (let c = 0; c < k; c++) {
      const estimate = headShares[head + c]! + tailShares[tail + c]!;
      if (estimate > least + margin || c === before) continue;
      doubtful ||= estimate >= least - margin;
      if (estimate < least) [label, least] = [c, estimate];
    }
    labels[i] = doubtful ? nearestExactly(x, i, centroids, before) : label;
  }
}

function nearestExactly(
  { columns, data }: SplitRows,
  i: number,
  centroids: Float64Array,
  before: number,
): number {
  let label = before;
  let least = Infinity;
  for (let at = 0; at < centroids.length; at += columns) {
    const sum = squaredDistance(data, i * columns, centroids, at, columns);
    if (sum < least) [label, least] = [at / columns, sum];
  }
  return label;
}

/** Writes centroids column after column, and their squared lengths. */
function turn(centroids: Float64Array, turned: Float64Array, norms: Float64Array): void {
  const k = norms.length;
  const columns = centroids.length / k;
  for (let c = 0; c < k; c++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const value = centroids[c * columns + j]!;
      turned[j * k + c] = value;
      sum += value * value;
    }
    norms[c] = sum;
  }
}

/** Writes `-2 x·c` over the columns of every part for every centroid. */
function share(parts: RowParts, turned: Float64Array, k: number, out: Float64Array): void {
  const { count, starts, columns, values } = parts;
  out.fill(0);
  for (let part = 0; part < count; part++) {
    for (let n = starts[part]!; n < starts[part + 1]!; n++) {
      const factor = -2 * values[n]!;
      const at = columns[n]! * k;
      for (let c = 0; c < k; c++) out[part * k + c]! += factor * turned[at + c]!;
    }
  }
}
