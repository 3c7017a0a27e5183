import type { Matrix } from '@sidecar/numeric';
import { columnsOf, squaredDistancesTo } from './columns.ts';

/**
 * Silhouettes of the chosen rows under several labelings, in one pass over the distances.
 *
 * For each chosen row the weighted distances to all rows are summed per cluster of every labeling. Takes
 * O(chosen · rows · (columns + labelings)) time.
 *
 * @param labelings - Labels from 0, one per row; no cluster empty.
 * @param chosen - Indices of rows.
 * @returns For each labeling the silhouettes of the chosen rows.
 */
export function silhouettesUnder(
  x: Matrix,
  weights: Float64Array,
  labelings: readonly Int32Array[],
  chosen: Uint32Array,
): Float64Array[] {
  const turned = columnsOf(x);
  const clusterWeights = labelings.map((labels) => weightPerCluster(labels, weights));
  const sums = clusterWeights.map((perCluster) => new Float64Array(perCluster.length));
  const values = labelings.map(() => new Float64Array(chosen.length));
  const distances = new Float64Array(x.rows);
  chosen.forEach((i, position) => {
    squaredDistancesTo(turned, x.data, i * x.columns, distances);
    for (let other = 0; other < x.rows; other++)
      distances[other] = weights[other]! * Math.sqrt(distances[other]!);
    labelings.forEach((labels, l) => {
      const perCluster = sums[l]!.fill(0);
      for (let other = 0; other < x.rows; other++) perCluster[labels[other]!]! += distances[other]!;
      values[l]![position] = silhouetteFrom(perCluster, clusterWeights[l]!, labels[i]!);
    });
  });
  return values;
}

function weightPerCluster(labels: Int32Array, weights: Float64Array): Float64Array {
  const perCluster = new Float64Array(labels.reduce((most, label) => Math.max(most, label), 0) + 1);
  labels.forEach((label, i) => (perCluster[label]! += weights[i]!));
  return perCluster;
}

function silhouetteFrom(distances: Float64Array, clusterWeights: Float64Array, own: number): number {
  const others = clusterWeights[own]! - 1;
  if (others <= 0) return 0;
  const a = distances[own]! / others;
  let b = Infinity;
  for (let c = 0; c < distances.length; c++) {
    if (c !== own) b = Math.min(b, distances[c]! / clusterWeights[c]!);
  }
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (b - a) / larger;
}
