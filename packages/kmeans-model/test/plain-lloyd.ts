import type { Matrix } from '@sidecar/numeric';
import type { Clustering, StopRule } from '../src/refine-centroids.ts';

/**
 * Weighted Lloyd iterations in the plainest way: every distance in every iteration, nothing shared. What the kernels
 * must equal to the last bit.
 */
export function plainLloyd(
  x: Matrix,
  weights: readonly number[],
  start: Float64Array,
  { least, maxIterations }: StopRule,
): Clustering {
  const rows = rowsOf(x.data, x.columns);
  const centroids = rowsOf(start, x.columns);
  const labels = new Int32Array(x.rows);
  join(rows, centroids, labels);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    iterations++;
    const movement = move(rows, weights, centroids, labels);
    const before = labels.slice();
    join(rows, centroids, labels);
    converged = movement <= least || labels.every((label, i) => label === before[i]);
  }
  const inertia = rows.reduce((sum, row, i) => sum + weights[i]! * squared(row, centroids[labels[i]!]!), 0);
  return { centroids: Float64Array.from(centroids.flat()), labels, inertia, iterations, converged };
}

/** Rows of a flat matrix. */
export function rowsOf(data: Float64Array, columns: number): number[][] {
  return Array.from({ length: data.length / columns }, (_, i) =>
    Array.from(data.subarray(i * columns, (i + 1) * columns)),
  );
}

function squared(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, j) => sum + (value - b[j]!) * (value - b[j]!), 0);
}

function join(rows: readonly number[][], centroids: readonly number[][], labels: Int32Array): void {
  rows.forEach((row, i) => {
    const distances = centroids.map((centroid) => squared(row, centroid));
    // Where all overflow, a row stays where it was.
    if (Math.min(...distances) < Infinity) labels[i] = distances.indexOf(Math.min(...distances));
  });
}

function move(
  rows: readonly number[][],
  weights: readonly number[],
  centroids: number[][],
  labels: Int32Array,
): number {
  const costs = rows.map((row, i) => weights[i]! * squared(row, centroids[labels[i]!]!));
  const clusterWeights = centroids.map((_, c) =>
    weights.reduce((sum, weight, i) => sum + (labels[i] === c ? weight : 0), 0),
  );
  for (let empty = 0; empty < centroids.length; empty++) {
    if (clusterWeights[empty]! > 0) continue;
    const worst = costs.reduce(
      (best, cost, i) => (cost > (costs[best] ?? 0) && clusterWeights[labels[i]!]! > weights[i]! ? i : best),
      -1,
    );
    if (worst < 0) continue;
    clusterWeights[labels[worst]!]! -= weights[worst]!;
    clusterWeights[empty] = weights[worst]!;
    labels[worst] = empty;
  }
  return centroids
    .map((centroid, c) => {
      if (clusterWeights[c] === 0) return 0;
      const sums = centroid.map(() => 0);
      rows.forEach((row, i) => {
        if (labels[i] === c) row.forEach((value, j) => (sums[j]! += weights[i]! * value));
      });
      const mean = sums.map((sum) => sum / clusterWeights[c]!);
      const movement = squared(mean, centroid);
      centroids[c] = mean;
      return movement;
    })
    .reduce((sum, movement) => sum + movement, 0);
}
