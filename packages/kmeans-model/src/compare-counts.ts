import { chiSquareSurvival } from '@sidecar/numeric';
import { distance } from 'ml-distance';
import { poolRare, type CountPair } from './pool-rare.ts';

/** Counts by category, or by cluster number. Never shares: a test needs to know how much was counted. */
export type Counts = Readonly<Record<string, number>> | readonly number[];

/** How far two samples of counts differ. */
export interface CountComparison {
  /** Two-sample chi-square statistic, from 0. */
  readonly chiSquare: number;
  /** Categories after pooling, minus one. 0 if there is nothing to compare: one category, or an empty sample. */
  readonly degreesOfFreedom: number;
  /** Chance of a chi-square at least as large if both samples came from one distribution; 1 if nothing to compare. */
  readonly pValue: number;
  /** Cramér's V, `√(chiSquare / N)`, in [0, 1]. Shrinks when one sample is much larger than the other. */
  readonly cramersV: number;
  /** Cramér's V that samples of equal size with the same shares would have, in [0, 1]: 0.1 is small, 0.3 medium, 0.5 large. */
  readonly balancedCramersV: number;
  /** Population stability index, `Σ (p - q) ln(p / q)`, from 0: below 0.1 is called stable, above 0.25 shifted. */
  readonly psi: number;
  /** Jensen-Shannon divergence in bits, in [0, 1]. */
  readonly jensenShannon: number;
  /** Sizes of the two samples. */
  readonly totals: { readonly before: number; readonly after: number };
  /** The ten categories that would add most to the chi-square, were none pooled; the largest part first. */
  readonly shifts: readonly CategoryShift[];
}

export interface CategoryShift {
  readonly category: string;
  readonly beforeShare: number;
  readonly afterShare: number;
  /** Its part of the chi-square without pooling. */
  readonly chiSquare: number;
}

/**
 * Compares two samples of counts by category.
 *
 * With `n_sj` the count of category `j` in sample `s` and `e_sj = n_s. n_.j / n` what is expected if the shares are the same,
 * `chiSquare = Σ (n_sj - e_sj)² / e_sj`. Categories that expect fewer than 5 are pooled first, for all figures but `shifts`. `psi` and `jensenShannon` use shares with half a count added to each category, so that a new category is finite.
 *
 * @param before - Counts from 0; a category that is missing counts 0.
 * @param after - The same.
 * @throws RangeError if a count is negative or not finite.
 * @see Agrees with scipy 1.10.1 `chi2_contingency` and `association` to 1e-12 where nothing is pooled.
 * @example
 * compareCounts({ a: 50, b: 50 }, { a: 30, b: 70 }).chiSquare.toFixed(4); // => '8.3333'
 */
export function compareCounts(before: Counts, after: Counts): CountComparison {
  const all = pairUp(before, after);
  const pairs = poolRare(all);
  const totals = {
    before: all.reduce((sum, pair) => sum + pair.before, 0),
    after: all.reduce((sum, pair) => sum + pair.after, 0),
  };
  if (totals.before === 0 || totals.after === 0) return { ...NOTHING, totals };
  const chiSquare = pairs.reduce((sum, pair) => sum + shiftOf(pair, totals).chiSquare, 0);
  const degreesOfFreedom = pairs.length - 1;
  const p = pairs.map((pair) => pair.before / totals.before);
  const q = pairs.map((pair) => pair.after / totals.after);
  const smoothP = pairs.map((pair) => (pair.before + 0.5) / (totals.before + pairs.length / 2));
  const smoothQ = pairs.map((pair) => (pair.after + 0.5) / (totals.after + pairs.length / 2));
  return {
    chiSquare,
    degreesOfFreedom,
    pValue: degreesOfFreedom === 0 ? 1 : chiSquareSurvival(chiSquare, degreesOfFreedom),
    cramersV: Math.sqrt(chiSquare / (totals.before + totals.after)),
    balancedCramersV: Math.sqrt(distance.squared(p, q) / 2),
    psi: distance.jeffreys(smoothP, smoothQ),
    jensenShannon: distance.jensenShannon(smoothP, smoothQ) / Math.LN2,
    totals,
    shifts: all
      .map((pair) => shiftOf(pair, totals))
      .sort((a, b) => b.chiSquare - a.chiSquare)
      .slice(0, MOST_SHIFTS),
  };
}

const MOST_SHIFTS = 10;

const NOTHING = {
  chiSquare: 0,
  degreesOfFreedom: 0,
  pValue: 1,
  cramersV: 0,
  balancedCramersV: 0,
  psi: 0,
  jensenShannon: 0,
  shifts: [],
} as const;

function pairUp(before: Counts, after: Counts): CountPair[] {
  const counts = new Map<string, { before: number; after: number }>();
  for (const [name, side] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const [category, count] of Object.entries(side)) {
      if (!(Number.isFinite(count) && count >= 0)) {
        throw new RangeError(`${name}.${category} is ${count}, expected a count from 0`);
      }
      const pair = counts.get(category) ?? { before: 0, after: 0 };
      counts.set(category, { ...pair, [name]: count });
    }
  }
  return Array.from(counts, ([category, pair]) => ({ category, ...pair })).filter(
    (pair) => pair.before + pair.after > 0,
  );
}

function shiftOf(pair: CountPair, totals: { before: number; after: number }): CategoryShift {
  const share = (pair.before + pair.after) / (totals.before + totals.after);
  const expected = { before: share * totals.before, after: share * totals.after };
  return {
    category: pair.category,
    beforeShare: pair.before / totals.before,
    afterShare: pair.after / totals.after,
    chiSquare:
      (pair.before - expected.before) ** 2 / expected.before +
      (pair.after - expected.after) ** 2 / expected.after,
  };
}
