import type { Matrix } from '@sidecar/numeric';
import { columnsOf, squaredDistancesTo } from './columns.ts';
import type { KMeansModel } from './kmeans-model.ts';

/** Cluster of each row and how far it is from that cluster's centroid. */
export interface Assignment {
  readonly labels: Int32Array;
  /** Euclidean. */
  readonly distances: Float64Array;
}

/**
 * The nearest centroid of every row; of two equally near ones the first.
 *
 * @param x - Scaled as the training rows were, as many columns as the centroids.
 * @throws RangeError if the numbers of columns differ.
 * @example
 * assign(model, x).labels; // => Int32Array(3) [ 0, 1, 0 ]
 */
export function assign(model: Pick<KMeansModel, 'centroids'>, x: Matrix): Assignment {
  const columns = model.centroids[0]?.length ?? 0;
  if (x.columns !== columns)
    throw new RangeError(`x has ${x.columns} columns, expected ${columns} as the centroids`);
  const labels = new Int32Array(x.rows);
  const squared = new Float64Array(x.rows);
  const turned = columnsOf(x);
  const toCentroid = model.centroids.map((centroid) => {
    const out = new Float64Array(x.rows);
    squaredDistancesTo(turned, Float64Array.from(centroid), 0, out);
    return out;
  });
  joinNearest(toCentroid, labels, squared);
  return { labels, distances: squared.map(Math.sqrt) };
}

/** The nearest centroid of every row, the first of equally near ones. */
function joinNearest(
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
