import { createRandom, type Matrix } from '@sidecar/numeric';
import { columnVariance } from './column-variance.ts';
import { crossClusterings } from './cross-clusterings.ts';
import type { KMeansModel } from './kmeans-model.ts';
import { refineCentroids, type Clustering } from './refine-centroids.ts';
import { seedCentroids } from './seed-centroids.ts';
import { splitRows } from './split-rows.ts';

/** What all restarts for one k came to. */
export interface BestFit {
  readonly model: KMeansModel;
  /** Cluster of every row, numbered as in the model. */
  readonly labels: Int32Array;
  /** Clusters that the other restarts found, in any numbering. */
  readonly others: readonly Int32Array[];
}

export interface RestartOptions {
  readonly seed: number;
  readonly restarts: number;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/**
 * Fits every candidate from `restarts` different first centroids, crosses the fits, and keeps the least inertia.
 *
 * @param x - Distinct rows in lexicographic order, at least as many as the greatest of `ks`.
 * @returns One for each of `ks`, which does not depend on the other `ks`.
 */
export function fitRestarts(
  x: Matrix,
  weights: Float64Array,
  ks: readonly number[],
  { seed, restarts, tolerance, maxIterations }: RestartOptions,
): BestFit[] {
  const stop = { least: tolerance * columnVariance(x, weights), maxIterations };
  const parts = splitRows(x);
  const starts = Array.from({ length: restarts }, (_, restart) =>
    seedCentroids(parts, weights, Math.max(...ks), createRandom(`${seed}/${restart}`)),
  );
  return ks.map((k) => {
    const fits = starts
      .map((start) => refineCentroids(parts, weights, start.subarray(0, k * x.columns), stop))
      .sort((a, b) => a.inertia - b.inertia);
    const best = crossClusterings(parts, weights, fits, createRandom(`${seed}/crossings`), stop);
    const others = fits.filter((fit) => fit !== best).map((fit) => fit.labels);
    return { ...inCanonicalOrder(weights, x.columns, best), others };
  });
}

function inCanonicalOrder(
  weights: Float64Array,
  columns: number,
  clustering: Clustering,
): Omit<BestFit, 'others'> {
  const k = clustering.centroids.length / columns;
  const clusterWeights = new Float64Array(k);
  clustering.labels.forEach((label, i) => (clusterWeights[label]! += weights[i]!));
  const centroids = Array.from({ length: k }, (_, c) =>
    Array.from(clustering.centroids.subarray(c * columns, (c + 1) * columns)),
  );
  const order = Array.from(centroids.keys()).sort(
    (a, b) => clusterWeights[b]! - clusterWeights[a]! || compare(centroids[a]!, centroids[b]!),
  );
  const rank = new Int32Array(k);
  order.forEach((c, position) => (rank[c] = position));
  return {
    labels: clustering.labels.map((label) => rank[label]!),
    model: {
      k,
      centroids: order.map((c) => centroids[c]!),
      inertia: clustering.inertia,
      iterations: clustering.iterations,
      converged: clustering.converged,
      clusterWeights: order.map((c) => clusterWeights[c]!),
    },
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const j = a.findIndex((value, column) => value !== b[column]);
  return j < 0 ? 0 : a[j]! - b[j]!;
}
