import type { Columns } from './columns.ts';

/**
 * Moves every centroid to the weighted mean of its rows, in place.
 *
 * A cluster without rows first takes over the row that costs most where it is (weight times squared distance), so
 * labels may change too. Only if no row costs anything does a cluster stay empty, and its centroid where it was.
 *
 * @returns The squared movement of each centroid.
 */
export function moveToMeans(
  { rows, columns, data }: Columns,
  weights: Float64Array,
  clusters: { centroids: Float64Array; labels: Int32Array; squaredDistances: Float64Array },
): Float64Array {
  const { centroids, labels } = clusters;
  const clusterWeights = new Float64Array(centroids.length / columns);
  for (let i = 0; i < rows; i++) clusterWeights[labels[i]!]! += weights[i]!;
  fillEmptyClusters(weights, clusters, clusterWeights);
  const moved = new Float64Array(clusterWeights.length);
  const sums = new Float64Array(clusterWeights.length);
  for (let j = 0; j < columns; j++) {
    sums.fill(0);
    for (let i = 0; i < rows; i++) sums[labels[i]!]! += weights[i]! * data[j * rows + i]!;
    for (let c = 0; c < sums.length; c++) {
      if (clusterWeights[c] === 0) continue;
      const mean = sums[c]! / clusterWeights[c]!;
      const movement = mean - centroids[c * columns + j]!;
      moved[c]! += movement * movement;
      centroids[c * columns + j] = mean;
    }
  }
  return moved;
}

function fillEmptyClusters(
  weights: Float64Array,
  { labels, squaredDistances }: { labels: Int32Array; squaredDistances: Float64Array },
  clusterWeights: Float64Array,
): void {
  clusterWeights.forEach((clusterWeight, empty) => {
    if (clusterWeight > 0) return;
    let worst = -1;
    let most = 0;
    weights.forEach((weight, i) => {
      const cost = weight * squaredDistances[i]!;
      if (cost > most && clusterWeights[labels[i]!]! > weight) [worst, most] = [i, cost];
    });
    if (worst < 0) return;
    clusterWeights[labels[worst]!]! -= weights[worst]!;
    clusterWeights[empty] = weights[worst]!;
    labels[worst] = empty;
  });
}
