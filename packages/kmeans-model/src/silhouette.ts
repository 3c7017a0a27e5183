import type { Matrix } from '@sidecar/numeric';
import { mergeLabelled } from './merge-labelled.ts';
import { silhouettesUnder } from './silhouettes-under.ts';

export interface SilhouetteOptions {
  /** How often each row counts, positive, one per row. @default 1 each */
  readonly weights?: ArrayLike<number>;
}

/**
 * Silhouette of every row: how much closer a row is to its own cluster than to the nearest other.
 *
 * For row `i`, with `a` the mean distance to the other rows of its cluster and `b` the smallest mean distance to the
 * rows of another cluster, `s(i) = (b - a) / max(a, b)`. A row alone in its cluster scores 0. A row of weight `w` counts
 * as `w` equal rows, exactly: `a = Σ w d / (W - 1)` over its cluster of weight `W`, `b = min Σ w d / W` over the others.
 *
 * Rows equal in value and label are merged first. Takes O(distinct rows² · columns) time: above some thousand
 * distinct rows use `meanSilhouette`, which samples.
 *
 * @param x - Scaled features, shape (rows, columns).
 * @param labels - Cluster of each row, length `rows`; any numbers, equal ones mean the same cluster.
 * @returns Length `rows`, no unit, in [-1, 1]; higher is better separated. Euclidean distance.
 * @throws RangeError if lengths differ, or unless 2 ≤ distinct labels ≤ total weight - 1, outside which
 *   the silhouette is undefined.
 * @see Rousseeuw (1987), J. Comput. Appl. Math. 20:53-65, https://doi.org/10.1016/0377-0427(87)90125-7.
 *   Agrees with scikit-learn 1.2.1 `silhouette_samples` to 1e-12 (test/fixtures/silhouette.json).
 * @example
 * silhouette(matrix([[0], [0], [9]]), [0, 0, 1]); // => Float64Array(3) [ 1, 1, 0 ]
 */
export function silhouette(
  x: Matrix,
  labels: ArrayLike<number>,
  { weights }: SilhouetteOptions = {},
): Float64Array {
  const merged = mergeLabelled(x, labels, weights);
  const all = Uint32Array.from({ length: merged.x.rows }, (_, i) => i);
  const [values] = silhouettesUnder(merged.x, merged.weights, [merged.labels], all);
  return Float64Array.from(merged.rowOf, (row) => values![row]!);
}
