import { requireFinite } from './require.ts';

/**
 * The `p`-quantile with linear interpolation between order statistics (type 7, the default of numpy and R):
 * for n sorted values and `h = (n - 1) p`, the value at `h`, interpolated between its neighbours.
 *
 * @param sorted - At least one finite number, ascending.
 * @param p - From 0 (the minimum) to 1 (the maximum).
 * @throws RangeError if `sorted` is empty or `p` lies outside [0, 1].
 * @see Hyndman and Fan (1996), The American Statistician 50:361-365, definition 7.
 * @example
 * quantile([1, 2, 4], 0.75); // => 3
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  requireFinite('p', p, 0, 1);
  if (sorted.length === 0) throw new RangeError('sorted has 0 values, expected at least 1');
  const h = (sorted.length - 1) * p;
  const below = Math.floor(h);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (h - below) * (high - low);
}
