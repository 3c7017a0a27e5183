import { squaredDistancesTo, type Columns } from './columns.ts';
import { moveToMeans } from './move-to-means.ts';

/** Clusters as the kernels hold them: flat centroids, and labels that always name the nearest of them. */
export interface Clustering {
  /** Length `k * columns`. */
  readonly centroids: Float64Array;
  readonly labels: Int32Array;
  /** Squared distance of each row to its centroid. */
  readonly squaredDistances: Float64Array;
  /** Weighted sum of the squared distances. */
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
 * However it stops, labels belong to the centroids that are returned. Distances to a centroid that did not move are
 * kept, which is most of them after a few iterations; unlike bounds on distances this loses no bit.
 *
 * @param start - First centroids, flat.
 * @see Lloyd (1982), IEEE Trans. Information Theory 28:129-137, https://doi.org/10.1109/TIT.1982.1056489.
 */
export function refineCentroids(
  x: Columns,
  weights: Float64Array,
  start: Float64Array,
  { least, maxIterations }: StopRule,
): Clustering {
  const k = start.length / x.columns;
  const centroids = Float64Array.from(start);
  const toCentroid = Array.from({ length: k }, () => new Float64Array(x.rows));
  const labels = new Int32Array(x.rows);
  const before = new Int32Array(x.rows);
  const squaredDistances = new Float64Array(x.rows);
  toCentroid.forEach((out, c) => squaredDistancesTo(x, centroids, c * x.columns, out));
  joinNearest(toCentroid, labels, squaredDistances);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    iterations++;
    const moved = moveToMeans(x, weights, { centroids, labels, squaredDistances });
    toCentroid.forEach((out, c) => {
      if (moved[c]! > 0) squaredDistancesTo(x, centroids, c * x.columns, out);
    });
    before.set(labels);
    joinNearest(toCentroid, labels, squaredDistances);
    converged = moved.reduce((sum, movement) => sum + movement, 0) <= least || equal(labels, before);
  }
  let inertia = 0;
  for (let i = 0; i < x.rows; i++) inertia += weights[i]! * squaredDistances[i]!;
  return { centroids, labels, squaredDistances, inertia, iterations, converged };
}

/** The nearest centroid of every row, the first of equally near ones. */
export function joinNearest(
  toCentroid: readonly Float64Array[],
  labels: Int32Array,
  squaredDistances: Float64Array,
): void {
  squaredDistances.fill(Infinity);
  toCentroid.forEach((distances, c) => {
    for (let i = 0; i < labels.length; i++) {
      if (distances[i]! < squaredDistances[i]!) {
        squaredDistances[i] = distances[i]!;
        labels[i] = c;
      }
    }
  });
}

function equal(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
