import type { Matrix } from '@sidecar/numeric';
import { createRowDistances } from './create-row-distances.ts';
import { splitRows } from './split-rows.ts';

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
  const writeDistances = createRowDistances(splitRows(x));
  const clusterWeights = labelings.map((labels) => weightPerCluster(labels, weights));
  const values = labelings.map(() => new Float64Array(chosen.length));
  const sums = clusterWeights.map((perCluster) => new Float64Array(perCluster.length));
  const distances = new Float64Array(x.rows);
  for (let position = 0; position < chosen.length; position++) {
    const i = chosen[position]!;
    writeDistances(i, distances);
    rootAndWeigh(distances, weights);
    for (let l = 0; l < labelings.length; l++) {
      addPerCluster(distances, labelings[l]!, sums[l]!);
      values[l]![position] = silhouetteFrom(sums[l]!, clusterWeights[l]!, labelings[l]![i]!);
    }
  }
  return values;
}

function rootAndWeigh(distances: Float64Array, weights: Float64Array): void {
  for (let i = 0; i < distances.length; i++) distances[i] = weights[i]! * Math.sqrt(distances[i]!);
}

function addPerCluster(distances: Float64Array, labels: Int32Array, sums: Float64Array): void {
  sums.fill(0);
  for (let i = 0; i < distances.length; i++) sums[labels[i]!]! += distances[i]!;
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
