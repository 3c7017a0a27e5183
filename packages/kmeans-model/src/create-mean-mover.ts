import { squaredDistance } from './squared-distance.ts';
import type { RowParts, SplitRows } from './split-rows.ts';

/** Clusters while they are refined: flat centroids and the label of every row. */
export interface MovingClusters {
  readonly centroids: Float64Array;
  readonly labels: Int32Array;
}

/**
 * Makes a function that moves every centroid to the weighted mean of its rows, in place.
 *
 * A cluster without rows first takes over the row that costs most where it is (weight times squared distance), so
 * labels may change too. Only if no row costs anything does a cluster stay empty, and its centroid where it was.
 * Sums of clusters whose rows are those of the call before are not added up again.
 *
 * @returns The squared movement of all centroids together.
 */
export function createMeanMover(
  x: SplitRows,
  weights: Float64Array,
  k: number,
): (clusters: MovingClusters) => number {
  const before = new Int32Array(x.rows).fill(-1);
  const clusterWeights = new Float64Array(k);
  const changed = new Uint8Array(k).fill(1);
  const sums = new Float64Array(k * x.columns);
  let refilled = true;
  return (clusters) => {
    const { centroids, labels } = clusters;
    clusterWeights.fill(0);
    changed.fill(refilled ? 1 : 0);
    for (let i = 0; i < x.rows; i++) {
      const label = labels[i]!;
      clusterWeights[label]! += weights[i]!;
      if (label === before[i]) continue;
      changed[label] = 1;
      if (before[i]! >= 0) changed[before[i]!] = 1;
    }
    refilled = clusterWeights.includes(0);
    if (refilled) {
      fillEmptyClusters(x, weights, clusters, clusterWeights);
      changed.fill(1);
    }
    before.set(labels);
    addUp(x, weights, labels, changed, sums);
    return move(centroids, sums, clusterWeights, changed);
  };
}

function addUp(
  x: SplitRows,
  weights: Float64Array,
  labels: Int32Array,
  changed: Uint8Array,
  sums: Float64Array,
): void {
  const { rows, columns, heads, tails } = x;
  sums.fill(0);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (changed[label] === 0) continue;
    addPart(heads, heads.of[i]!, weights[i]!, sums, label * columns);
    addPart(tails, tails.of[i]!, weights[i]!, sums, label * columns);
  }
}

function addPart(parts: RowParts, part: number, weight: number, sums: Float64Array, at: number): void {
  const { starts, columns, values } = parts;
  const end = starts[part + 1]!;
  for (let n = starts[part]!; n < end; n++) sums[at + columns[n]!]! += weight * values[n]!;
}

function move(
  centroids: Float64Array,
  sums: Float64Array,
  clusterWeights: Float64Array,
  changed: Uint8Array,
): number {
  const columns = centroids.length / clusterWeights.length;
  let total = 0;
  for (let c = 0; c < clusterWeights.length; c++) {
    if (changed[c] === 0 || clusterWeights[c] === 0) continue;
    let moved = 0;
    for (let at = c * columns; at < (c + 1) * columns; at++) {
      const mean = sums[at]! / clusterWeights[c]!;
      const movement = mean - centroids[at]!;
      moved += movement * movement;
      centroids[at] = mean;
    }
    total += moved;
  }
  return total;
}

function fillEmptyClusters(
  { columns, data }: SplitRows,
  weights: Float64Array,
  { centroids, labels }: MovingClusters,
  clusterWeights: Float64Array,
): void {
  const costs = weights.map(
    (weight, i) => weight * squaredDistance(data, i * columns, centroids, labels[i]! * columns, columns),
  );
  clusterWeights.forEach((clusterWeight, empty) => {
    if (clusterWeight > 0) return;
    let worst = -1;
    let most = 0;
    costs.forEach((cost, i) => {
      if (cost > most && clusterWeights[labels[i]!]! > weights[i]!) [worst, most] = [i, cost];
    });
    if (worst < 0) return;
    clusterWeights[labels[worst]!]! -= weights[worst]!;
    clusterWeights[empty] = weights[worst]!;
    labels[worst] = empty;
  });
}
