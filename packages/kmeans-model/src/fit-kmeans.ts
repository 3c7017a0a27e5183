import { requireFinite, requireInteger, type Matrix } from '@sidecar/numeric';
import { distinctRows, type DistinctRows } from './distinct-rows.ts';
import { fitRestarts } from './fit-restarts.ts';
import type { KMeansModel } from './kmeans-model.ts';

export interface KMeansOptions {
  /** Number of clusters, from 1 to the number of distinct rows. */
  readonly k: number;
  /** How often each row counts, positive, one per row. @default 1 each */
  readonly weights?: ArrayLike<number>;
  /** Seeds every random choice: same rows, same options, same model, to the last bit. @default 0 */
  readonly seed?: number;
  /** Fits from different first centroids, which are then crossed twice as often; the least inertia is kept. From 1. @default 20 */
  readonly restarts?: number;
  /**
   * Stop once all centroids together move less than this share of the mean column variance, squared distance, from 0.
   * @default 0: until no row changes its cluster
   */
  readonly tolerance?: number;
  /** Upper bound of the iterations of one fit, from 1. @default 300 */
  readonly maxIterations?: number;
}

/**
 * k-means: `k` centroids that make the weighted sum of squared distances from every row to its nearest one small.
 *
 * Equal rows are merged first, so the time grows with the distinct rows and the model does not depend on the order of
 * the rows. First centroids come from weighted k-means++, weighted Lloyd iterations refine
 * them, and the outcomes are crossed to leave local optima. Only sums, products,
 * quotients and square roots are used, in a fixed order: the same on every machine.
 *
 * @param x - Scaled features, shape (rows, columns).
 * @throws RangeError if an option is out of its range, `k` above the number of distinct rows included.
 * @example
 * fitKMeans(matrix([[0], [1], [9], [10]]), { k: 2 }).centroids; // => [ [ 0.5 ], [ 9.5 ] ]
 */
export function fitKMeans(x: Matrix, { weights, ...options }: KMeansOptions): KMeansModel {
  return fitDistinct(distinctRows(x, weights), options);
}

function fitDistinct(
  { x, weights }: DistinctRows,
  { k, seed = 0, restarts = 20, tolerance = 0, maxIterations = 300 }: Omit<KMeansOptions, 'weights'>,
): KMeansModel {
  requireInteger('k', k, 1, x.rows);
  requireInteger('restarts', restarts, 1, Number.MAX_SAFE_INTEGER);
  requireInteger('maxIterations', maxIterations, 1, Number.MAX_SAFE_INTEGER);
  requireFinite('tolerance', tolerance, 0, Number.MAX_VALUE);
  return fitRestarts(x, weights, [k], { seed, restarts, tolerance, maxIterations })[0]!.model;
}
