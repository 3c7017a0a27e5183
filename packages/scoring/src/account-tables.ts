import { type AccountCounts, eventsOf, facetNames } from '@sidecar/features';
import { type SubjectFacet, subjectFacet } from './facet-table.ts';
import type { Familiarity } from './familiarity.ts';
import { hourSurprise } from './hour-profile.ts';
import type { OrganisationTables } from './organisation-tables.ts';
import { rateSurprise } from './rate-profile.ts';

/** Surprises of everything an account may do. */
export interface AccountTables {
  /** Length 168. */
  readonly hours: Float64Array;
  readonly facets: readonly SubjectFacet[];
  readonly clusters: SubjectFacet;
  /** 16 bins each. */
  readonly rates: readonly Float64Array[];
  /** How far its own habits are believed, in [0.4, 1): `(n + 2) / (n + 5)` of n events. A first event is never loud. */
  readonly trust: number;
}

const nothing: ReadonlyMap<string, number> = new Map();

/** @param counts - Undefined for an account that was never seen. */
export function accountTables(
  counts: AccountCounts | undefined,
  organisation: OrganisationTables,
  { tallyOf, hoursOf }: Familiarity,
): AccountTables {
  const events = counts === undefined ? 0 : eventsOf(counts);
  return {
    hours: hourSurprise(counts && hoursOf(counts), organisation.week),
    facets: facetNames.map((_, f) =>
      subjectFacet(counts ? tallyOf(counts, f) : nothing, organisation.facets[f]!),
    ),
    clusters: subjectFacet(counts?.clusters ?? nothing, organisation.clusters),
    rates: organisation.rateReach.map((reach, r) => rateSurprise(counts?.rates[r], reach)),
    trust: (events + 2) / (events + 5),
  };
}
