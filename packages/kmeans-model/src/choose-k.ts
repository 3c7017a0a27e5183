import { requireInteger, type Matrix } from '@sidecar/numeric';
import { adjustedRand } from './adjusted-rand.ts';
import { distinctRows } from './distinct-rows.ts';
import { fitRestarts } from './fit-restarts.ts';
import type { KMeansModel } from './kmeans-model.ts';
import { meanSilhouettes } from './mean-silhouette.ts';
import { total } from './weights.ts';

export interface ChooseKOptions {
  /** Numbers of clusters to try, each from 2; repetitions are ignored. */
  readonly candidates: readonly number[];
  /** How often each row counts, positive, one per row. @default 1 each */
  readonly weights?: ArrayLike<number>;
  /** Seeds every random choice. @default 0 */
  readonly seed?: number;
  /** Fits of each candidate from different first centroids, as in `fitKMeans`, from 1. @default 20 */
  readonly restarts?: number;
  /** Up to so many distinct rows silhouettes are exact; of more, so many are sampled. @default 3000 */
  readonly maxRows?: number;
}

/** One candidate. */
export interface CurvePoint {
  readonly k: number;
  /** Weighted mean silhouette, in [-1, 1]. */
  readonly silhouette: number;
  readonly inertia: number;
  /** Mean adjusted Rand index of the kept fit with the other restarts: 1 if all found the same clusters, or with one restart. */
  readonly stability: number;
}

export interface ChosenK {
  readonly k: number;
  readonly model: KMeansModel;
  /** By k, ascending; empty if nothing could be chosen from. */
  readonly curve: readonly CurvePoint[];
  /** Sentences about candidates that were left out. */
  readonly notes: readonly string[];
}

const TIE = 1e-9;

/**
 * Fits k-means for every candidate and keeps the k with the highest mean silhouette.
 *
 * Silhouettes within 1e-9 are a tie: the more stable wins, then the smaller k. A candidate above the number of distinct
 * rows, or one that would leave every row alone, is left out with a note; if none is left, every k from 2 to that
 * number is tried; and if rows allow no two clusters, k is 1.
 *
 * @param x - Scaled features, shape (rows, columns), at least one row.
 * @throws RangeError if there is no row or no candidate, or an option is out of its range.
 * @example
 * chooseK(matrix([[0], [1], [9], [10]]), { candidates: [2, 3] }).k; // => 2
 */
export function chooseK(
  x: Matrix,
  { candidates, weights, seed = 0, restarts = 20, maxRows = 3000 }: ChooseKOptions,
): ChosenK {
  if (x.rows === 0) throw new RangeError('x has 0 rows, expected at least 1');
  if (candidates.length === 0) throw new RangeError('candidates has 0 values, expected at least 1');
  candidates.forEach((k, i) => requireInteger(`candidates[${i}]`, k, 2, Number.MAX_SAFE_INTEGER));
  requireInteger('restarts', restarts, 1, Number.MAX_SAFE_INTEGER);
  requireInteger('maxRows', maxRows, 1, Number.MAX_SAFE_INTEGER);
  const distinct = distinctRows(x, weights);
  const fit = { seed, restarts, tolerance: 0, maxIterations: 300 };
  const { ks, notes } = usableCandidates(candidates, distinct.x.rows, total(distinct.weights));
  if (ks.length === 0) {
    const [only] = fitRestarts(distinct.x, distinct.weights, [1], fit);
    return { k: 1, model: only!.model, curve: [], notes };
  }
  const fits = fitRestarts(distinct.x, distinct.weights, ks, fit);
  const labelings = fits.map(({ labels }) => labels);
  const silhouettes = meanSilhouettes(distinct.x, distinct.weights, labelings, { maxRows, seed });
  const curve = fits.map(({ model, labels, others }, n) => ({
    k: model.k,
    silhouette: silhouettes[n]!,
    inertia: model.inertia,
    stability: mean(others.map((other) => adjustedRand(labels, other, distinct.weights))),
  }));
  const best = indexOfBest(curve);
  return { k: ks[best]!, model: fits[best]!.model, curve, notes };
}

function usableCandidates(
  candidates: readonly number[],
  distinctCount: number,
  weight: number,
): { ks: number[]; notes: string[] } {
  const most = Math.min(distinctCount, Math.ceil(weight) - 1);
  const sorted = [...new Set(candidates)].sort((a, b) => a - b);
  const ks = sorted.filter((k) => k <= most);
  const dropped = sorted.filter((k) => k > most);
  const rows = distinctCount === 1 ? '1 distinct row' : `${distinctCount} distinct rows`;
  const notes =
    dropped.length === 0
      ? []
      : [`k of ${dropped.join(', ')} left out: at most ${Math.max(1, most)} can be told apart among ${rows}`];
  if (ks.length > 0) return { ks, notes };
  const fallback = Array.from({ length: Math.max(0, most - 1) }, (_, n) => n + 2);
  const note =
    fallback.length === 0 ? 'k is 1: no two clusters can be told apart' : `k from 2 to ${most} tried instead`;
  return { ks: fallback, notes: [...notes, note] };
}

/** Highest silhouette, then stability, then smallest k. */
export function indexOfBest(curve: readonly CurvePoint[]): number {
  const highest = Math.max(...curve.map((point) => point.silhouette));
  const tied = curve.filter((point) => point.silhouette >= highest - TIE);
  const mostStable = Math.max(...tied.map((point) => point.stability));
  return curve.findIndex((point) => tied.includes(point) && point.stability === mostStable);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
