import { createMeanMover } from './create-mean-mover.ts';
import { createNearestSearch } from './create-nearest-search.ts';
import { squaredDistance } from './squared-distance.ts';
import type { SplitRows } from './split-rows.ts';

/** Clusters as the kernels hold them: flat centroids, and labels that always name the nearest of them. */
export interface Clustering {
  /** Length `k * columns`. */
  readonly centroids: Float64Array;
  readonly labels: Int32Array;
  /** Weighted sum of the squared distances of the rows to their centroids. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** When iterations end. */
export interface StopRule {
  /** Squared movement of all centroids together that counts as none. */
  readonly least: number;
  readonly maxIterations: number;
}

/**
 * Weighted Lloyd iterations: centroids become the weighted means of their rows, rows join the nearest centroid,
 * until no row changes, or centroids move less than `least` in all (squared), or `maxIterations` is reached.
 *
 * However it stops, labels belong to the centroids that are returned.
 *
 * @param start - First centroids, flat.
 * @see Lloyd (1982), IEEE Trans. Information Theory 28:129-137, https://doi.org/10.1109/TIT.1982.1056489.
 */
export function refineCentroids(
  x: SplitRows,
  weights: Float64Array,
  start: Float64Array,
  { least, maxIterations }: StopRule,
): Clustering {
  const k = start.length / x.columns;
  const centroids = Float64Array.from(start);
  const labels = new Int32Array(x.rows);
  const before = new Int32Array(x.rows);
  const join = createNearestSearch(x, k);
  const move = createMeanMover(x, weights, k);
  join(centroids, labels);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    iterations++;
    const movement = move({ centroids, labels });
    before.set(labels);
    join(centroids, labels);
    converged = movement <= least || equal(labels, before);
  }
  return { centroids, labels, inertia: inertiaOf(x, weights, centroids, labels), iterations, converged };
}

function inertiaOf(
  { rows, columns, data }: SplitRows,
  weights: Float64Array,
  centroids: Float64Array,
  labels: Int32Array,
): number {
  let inertia = 0;
  for (let i = 0; i < rows; i++) {
    inertia += weights[i]! * squaredDistance(data, i * columns, centroids, labels[i]! * columns, columns);
  }
  return inertia;
}

function equal(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
