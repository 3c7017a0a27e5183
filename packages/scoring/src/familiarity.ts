import { type AccountCounts, type Baseline, facetNames } from '@sidecar/features';

/** A failure makes what it came with this familiar, beside 1 for a success. */
const FAILURE_WEIGHT = 0.02;
const SIGNATURE = facetNames.indexOf('signature');

/** From this weight on, a value is familiar: one success had it, or fifty failures. */
export const FAMILIAR = 0.99;

/** Counts weighted by how much familiarity they lend. */
export interface Familiarity {
  /** Weight per value of a facet. */
  tallyOf(counts: AccountCounts, facet: number): ReadonlyMap<string, number>;
  /** Weight per hour of the week. */
  hoursOf(counts: AccountCounts): Float64Array;
}

/**
 * Failures teach little: anybody can fail with anybody's name from anywhere. So a failure counts 0.02 towards what is familiar,
 * except for the signature, which is about the failure itself. Where more than nine in ten events of an organisation are
 * failures, they are all there is to learn from and count in full.
 */
export function familiarity({ events, failures }: Baseline): Familiarity {
  const failureWeight = failures > 0.9 * events ? 1 : FAILURE_WEIGHT;
  return {
    tallyOf: ({ succeeded, failed }, facet) => {
      if (failed.facets[facet]!.size === 0) return succeeded.facets[facet]!;
      const weight = facet === SIGNATURE ? 1 : failureWeight;
      const tally = new Map(succeeded.facets[facet]);
      for (const [value, count] of failed.facets[facet]!) {
        tally.set(value, (tally.get(value) ?? 0) + weight * count);
      }
      return tally;
    },
    hoursOf: ({ succeeded, failed }) =>
      succeeded.hours.map((count, slot) => count + failureWeight * failed.hours[slot]!),
  };
}
