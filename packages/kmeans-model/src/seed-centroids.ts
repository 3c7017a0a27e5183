import type { Random } from '@sidecar/numeric';
import { createRowDistances } from './create-row-distances.ts';
import type { SplitRows } from './split-rows.ts';
import { total } from './weights.ts';

const DRAWS = 3;

/**
 * First centroids by greedy, weighted k-means++: each next one is drawn with a chance proportional to its weighted
 * squared distance from those already chosen; of three draws the one that leaves the least cost is kept.
 *
 * Drawing a row by its weight is what drawing from the repeated rows would do. The first centroids for a small `k` are
 * those for a larger one, cut short, so one call serves every candidate.
 *
 * @param x - Distinct rows, at least `k`.
 * @returns `k` rows of `x`, flat, length `k * columns`.
 * @see Arthur and Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA, 1027-1035.
 */
export function seedCentroids(x: SplitRows, weights: Float64Array, k: number, random: Random): Float64Array {
  const centroids = new Float64Array(k * x.columns);
  const distances = createRowDistances(x);
  let cost: Float64Array = weights;
  let bestCost: Float64Array = new Float64Array(x.rows);
  let drawCost: Float64Array = new Float64Array(x.rows);
  for (let c = 0; c < k; c++) {
    const costTotal = total(cost);
    let least = Infinity;
    let chosen = false;
    for (let draw = 0; draw < (c === 0 ? 1 : DRAWS); draw++) {
      const row = drawRow(cost, costTotal, random);
      distances(row, drawCost);
      const sum = weigh(drawCost, weights, c === 0 ? undefined : cost);
      if (sum >= least) continue;
      least = sum;
      chosen = true;
      [bestCost, drawCost] = [drawCost, bestCost];
      centroids.set(x.data.subarray(row * x.columns, (row + 1) * x.columns), c * x.columns);
    }
    if (chosen) [cost, bestCost] = [bestCost, cost === weights ? new Float64Array(x.rows) : cost];
  }
  return centroids;
}

/** A row, drawn with a chance proportional to its cost. */
function drawRow(cost: Float64Array, costTotal: number, random: Random): number {
  let left = random.next() * costTotal;
  let last = 0;
  for (let i = 0; i < cost.length; i++) {
    if (cost[i] === 0) continue;
    last = i;
    left -= cost[i]!;
    if (left < 0) return i;
  }
  return last;
}

/**
 * Turns squared distances of the rows to one point into their costs once the point is a centroid: weight times squared
 * distance to it, or the cost so far if that is less. Returns their sum.
 */
function weigh(distances: Float64Array, weights: Float64Array, cost: Float64Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    let least = distances[i]! * weights[i]!;
    if (cost !== undefined && !(least < cost[i]!)) least = cost[i]!;
    distances[i] = least;
    sum += least;
  }
  return sum;
}
