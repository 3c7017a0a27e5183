/** How often something was counted in two samples. */
export interface CountPair {
  readonly category: string;
  readonly before: number;
  readonly after: number;
}

const LEAST_EXPECTED = 5;

/** The name of the category that rare ones are pooled into. */
const POOLED = '(rare)';

/**
 * Pools rare categories into one, so that the chi-square approximation holds: with `N1`, `N2` the sizes of the two samples,
 * a category of total count `n` expects `n N1 / (N1 + N2)` and `n N2 / (N1 + N2)`; where the smaller of the two is
 * below 5, it is rare. If the pool itself remains rare, the next smallest categories join it until it is not.
 *
 * @returns Common categories by name, the pool last.
 * @see Cochran (1954), Some methods for strengthening the common chi-square tests, Biometrics 10:417-451.
 */
export function poolRare(pairs: readonly CountPair[]): CountPair[] {
  const before = pairs.reduce((sum, pair) => sum + pair.before, 0);
  const after = pairs.reduce((sum, pair) => sum + pair.after, 0);
  const expected = (count: number): number => (count * Math.min(before, after)) / (before + after);
  const ascending = [...pairs].sort(
    (a, b) => a.before + a.after - (b.before + b.after) || (a.category < b.category ? -1 : 1),
  );
  let pooled: CountPair = { category: POOLED, before: 0, after: 0 };
  let taken = 0;
  for (const pair of ascending) {
    const poolIsRare = taken > 0 && expected(pooled.before + pooled.after) < LEAST_EXPECTED;
    if (expected(pair.before + pair.after) >= LEAST_EXPECTED && !poolIsRare) break;
    pooled = { category: POOLED, before: pooled.before + pair.before, after: pooled.after + pair.after };
    taken++;
  }
  const common = ascending.slice(taken).sort((a, b) => (a.category < b.category ? -1 : 1));
  return taken === 0 ? common : [...common, pooled];
}
