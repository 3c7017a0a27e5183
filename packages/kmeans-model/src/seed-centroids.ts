import type { Random } from '@sidecar/numeric';
import { squaredDistancesTo, type Columns } from './columns.ts';
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
export function seedCentroids(x: Columns, weights: Float64Array, k: number, random: Random): Float64Array {
  const centroids = new Float64Array(k * x.columns);
  let cost: Float64Array = Float64Array.from(weights);
  for (let c = 0; c < k; c++) {
    let leastCost = cost;
    let least = Infinity;
    for (let draw = 0; draw < (c === 0 ? 1 : DRAWS); draw++) {
      const point = rowOf(x, drawRow(cost, random));
      const nextCost = costWith(x, weights, point, c === 0 ? undefined : cost);
      const sum = total(nextCost);
      if (sum >= least) continue;
      [least, leastCost] = [sum, nextCost];
      centroids.set(point, c * x.columns);
    }
    cost = leastCost;
  }
  return centroids;
}

function rowOf({ rows, columns, data }: Columns, i: number): Float64Array {
  const row = new Float64Array(columns);
  for (let j = 0; j < columns; j++) row[j] = data[j * rows + i]!;
  return row;
}

/** A row, drawn with a chance proportional to its cost. */
function drawRow(cost: Float64Array, random: Random): number {
  let left = random.next() * total(cost);
  let last = 0;
  for (let i = 0; i < cost.length; i++) {
    if (cost[i] === 0) continue;
    last = i;
    left -= cost[i]!;
    if (left < 0) return i;
  }
  return last;
}

/** Weighted squared distance of every row to the closest centroid, once `point` is one of them. */
function costWith(
  x: Columns,
  weights: Float64Array,
  point: Float64Array,
  cost: Float64Array | undefined,
): Float64Array {
  const next = new Float64Array(x.rows);
  squaredDistancesTo(x, point, 0, next);
  for (let i = 0; i < next.length; i++) {
    const alone = next[i]! * weights[i]!;
    next[i] = cost === undefined || alone < cost[i]! ? alone : cost[i]!;
  }
  return next;
}
