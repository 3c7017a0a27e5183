import { type AccountCounts, type AccountKind, eventsOf, facetNames } from '@sidecar/features';
import { facetSurprise, type SubjectFacet, subjectFacet } from './facet-table.ts';
import type { Familiarity } from './familiarity.ts';
import { hourSurpriseAt } from './hour-profile.ts';
import type { OrganisationTables } from './organisation-tables.ts';
import { rateSurprise } from './rate-profile.ts';
import type { ValueSurprises } from './value-surprises.ts';

/** Surprises of everything an account may do. */
export interface AccountTables {
  readonly kind: AccountKind;
  /** Undefined for an account that was never seen. */
  readonly counts: AccountCounts | undefined;
  /** Surprise of an hour of the week. */
  hourAt(slot: number): number;
  readonly facets: readonly SubjectFacet[];
  /** By facet, values that were asked for: see `valueSurprises`. */
  readonly values: (Map<string, ValueSurprises> | undefined)[];
  /** One surprise per cluster. */
  readonly clusters: Float64Array;
  /** 16 bins each. */
  readonly rates: readonly Float64Array[];
  /** How far its own habits are believed, in [0.4, 1): `(n + 2) / (n + 5)` of n events. A first event is never loud. */
  readonly trust: number;
}

const nothing: ReadonlyMap<string, number> = new Map();

/**
 * @param counts - Undefined for an account that was never seen.
 * @param k - Number of clusters.
 */
export function accountTables(
  counts: AccountCounts | undefined,
  kind: AccountKind,
  k: number,
  organisation: OrganisationTables,
  { tallyOf, hoursOf }: Familiarity,
): AccountTables {
  const events = counts === undefined ? 0 : eventsOf(counts);
  const clusters = subjectFacet(counts?.clusters ?? nothing, organisation.clusters);
  return {
    kind,
    counts,
    hourAt: hourSurpriseAt(counts && hoursOf(counts), organisation.week),
    facets: facetNames.map((_, f) =>
      subjectFacet(counts ? tallyOf(counts, f) : nothing, organisation.facets[f]!),
    ),
    values: facetNames.map(() => undefined),
    clusters: Float64Array.from({ length: k }, (_, c) =>
      facetSurprise(String(c), clusters, organisation.clusters),
    ),
    rates: organisation.rateReach.map((reach, r) => rateSurprise(counts?.rates[r], reach)),
    trust: (events + 2) / (events + 5),
  };
}
