import { requireFinite } from '@sidecar/numeric';
import { compareCounts, type CategoryShift, type CountComparison, type Counts } from './compare-counts.ts';
import { holm } from './holm.ts';

/** The same thing counted while training and now. */
export interface BeforeAfter {
  readonly before: Counts;
  readonly after: Counts;
}

export interface DriftInput {
  /** Events per cluster. */
  readonly clusters: BeforeAfter;
  /** Events per value of each facet: `{ action: { before: { success: 90, failure: 10 }, after: ... } }`. */
  readonly facets?: Readonly<Record<string, BeforeAfter>>;
}

export interface DriftOptions {
  /** Chance of even one false alarm in a report, in [0, 1]. @default 0.05 */
  readonly significance?: number;
  /** Smallest balanced Cramér's V that matters, in [0, 1]. @default 0.1: Cohen's small effect */
  readonly leastCramersV?: number;
}

export interface DriftComparison extends CountComparison {
  /** `clusters`, or the facet. */
  readonly name: string;
  /** p-value corrected for the number of comparisons, by Holm. */
  readonly adjustedPValue: number;
  /** Both significant and large. */
  readonly drifted: boolean;
}

export interface DriftReport {
  readonly drifted: boolean;
  /** The largest of the comparisons that drifted and the category that moved most in it; null without drift. */
  readonly culprit: { readonly name: string; readonly shift: CategoryShift } | null;
  /** Clusters first, then facets in their order. */
  readonly comparisons: readonly DriftComparison[];
}

/**
 * Has behaviour moved away from what was learned? Compares counts per cluster and per value of every facet.
 *
 * An alarm needs both: significant (adjusted p-value at most `significance`), since few events differ by chance, and large
 * (balanced Cramér's V at least `leastCramersV`), since among many events every trifle is significant. The balanced
 * V does not shrink when a day is compared with a year.
 *
 * @throws RangeError if a count is negative or an option out of its range.
 * @example
 * driftReport({ clusters: { before: [600, 400], after: [300, 700] } }).culprit?.name; // => 'clusters'
 */
export function driftReport(
  { clusters, facets = {} }: DriftInput,
  { significance = 0.05, leastCramersV = 0.1 }: DriftOptions = {},
): DriftReport {
  requireFinite('significance', significance, 0, 1);
  requireFinite('leastCramersV', leastCramersV, 0, 1);
  const sides = [['clusters', clusters] as const, ...Object.entries(facets)];
  const compared = sides.map(([name, { before, after }]) => ({ name, ...compareCounts(before, after) }));
  const adjusted = holm(compared.map((comparison) => comparison.pValue));
  const comparisons = compared.map((comparison, i) => ({
    ...comparison,
    adjustedPValue: adjusted[i]!,
    drifted: adjusted[i]! <= significance && comparison.balancedCramersV >= leastCramersV,
  }));
  const [largest] = comparisons
    .filter((comparison) => comparison.drifted)
    .sort((a, b) => b.balancedCramersV - a.balancedCramersV);
  const shift = largest?.shifts[0];
  return {
    drifted: largest !== undefined,
    culprit: largest && shift ? { name: largest.name, shift } : null,
    comparisons,
  };
}
