import { numeric } from './numeric.ts';
import type { Statistic } from './statistic.ts';

/**
 * A percentile of numbers.
 *
 * `interpolated`, for `perc`: of n sorted values the one at `h = (n - 1) p / 100`, counted from 0, between neighbours
 * in proportion. Splunk's examples are computed so, whatever its text says of nearest ranks; above a thousand different
 * values Splunk approximates it and this does not. `ranked`, for `exactperc`: the one at the whole part of `n p / 100`,
 * which is always a value of the data, and for the median of an even number of values the higher of the middle two.
 *
 * @param p - From 0 to 100.
 * @see "perc<percentile>(<value>)" and "median(<value>)" in Splunk's Aggregate functions
 */
export function percentile(how: 'interpolated' | 'ranked', p: number): Statistic<number[]> {
  return numeric({
    start: (): number[] => [],
    add: (numbers, number) => void numbers.push(number),
    merge(numbers, others) {
      for (const number of others) numbers.push(number);
    },
    read(numbers) {
      if (numbers.length === 0) return undefined;
      const sorted = Float64Array.from(numbers).sort();
      return how === 'ranked' ? ranked(sorted, p) : interpolated(sorted, p);
    },
  });
}

function ranked(sorted: Float64Array, p: number): number {
  // 99.9 % of 1000 values is rank 999, though the product may fall short by the last bit.
  const rank = Math.floor((sorted.length * p) / 100 + 1e-9);
  return sorted[Math.min(rank, sorted.length - 1)]!;
}

function interpolated(sorted: Float64Array, p: number): number {
  const h = ((sorted.length - 1) * p) / 100;
  const below = Math.floor(h);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (h - below) * (high - low);
}
