import { type AccountKind, RATE_BINS, rateNames, SLOTS_PER_WEEK } from '@sidecar/features';
import type { HistoryCounts } from './history/coded-history.ts';
import { type Column, entryOf } from './history/column.ts';
import { hourSurpriseAt } from './hour-profile.ts';
import { hoursOf, type OrganisationTables } from './organisation-tables.ts';
import { rateSurprise } from './rate-profile.ts';

/** Surprises of what an account may do, but for the values of facets. */
export interface AccountTables {
  readonly kind: AccountKind;
  /** Its row in the columns; -1 if it was never seen. */
  readonly row: number;
  /** 0 of an account that was never seen, or of which nothing is left. */
  readonly events: number;
  /** Of these, successes. */
  readonly successes: number;
  /** Surprise of an hour of the week. */
  hourAt(slot: number): number;
  /** One surprise per cluster. */
  readonly clusters: Float64Array;
  /** 16 bins of the first rate, then those of the second, and so on. */
  readonly rates: Float64Array;
  /** How far its own habits are believed, in [0.4, 1): `(n + 2) / (n + 5)` of n events. A first event is never loud. */
  readonly trust: number;
}

/**
 * @param row - Of the account; -1 if it was never seen.
 * @param k - Number of clusters.
 */
export function accountTables(
  row: number,
  kind: AccountKind,
  k: number,
  counts: HistoryCounts,
  organisation: OrganisationTables,
): AccountTables {
  const successes = row < 0 ? 0 : counts.outcomes.succeeded[row]!;
  const events = row < 0 ? 0 : successes + counts.outcomes.failed[row]!;
  const hours = new Float64Array(SLOTS_PER_WEEK);
  const own = row < 0 ? undefined : hoursOf(counts.hours, row, organisation.failureWeight, hours);
  const { column, ofAccounts } = organisation.clusters;
  return {
    kind,
    row,
    events,
    successes,
    hourAt: hourSurpriseAt(own, organisation.week),
    clusters: Float64Array.from({ length: k }, (_, c) =>
      ofAccounts.at(row, entryOf(column.shape, row, c), c),
    ),
    rates: ratesOf(row, counts.rates, organisation.rateReach),
    trust: (events + 2) / (events + 5),
  };
}

function ratesOf(row: number, rates: readonly Column[], reach: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(rateNames.length * RATE_BINS);
  rates.forEach(({ shape: { starts, codes }, succeeded }, r) => {
    const bins = all.subarray(r * RATE_BINS, (r + 1) * RATE_BINS);
    if (row >= 0) {
      for (let entry = starts[row]!; entry < starts[row + 1]!; entry++)
        bins[codes[entry]!] = succeeded[entry]!;
    }
    bins.set(rateSurprise(bins, reach[r]!));
  });
  return all;
}
