import { type Baseline, facetNames, rateNames } from '@sidecar/features';
import { type FacetTable, facetTable } from './facet-table.ts';
import type { Familiarity } from './familiarity.ts';
import { hourSurprise, type WeekProfile, weekProfile } from './hour-profile.ts';
import { binReach } from './rate-profile.ts';

/** What the whole organisation tells. */
export interface OrganisationTables {
  readonly facets: readonly FacetTable[];
  readonly clusters: FacetTable;
  readonly week: WeekProfile;
  readonly hourSurprise: Float64Array;
  readonly rateReach: readonly Float64Array[];
  /** Accounts per source, and per destination, by familiarity. */
  readonly sources: SideTable;
  readonly destinations: SideTable;
}

type Tally = ReadonlyMap<string, number>;

/** The accounts that machines meet. */
export interface SideTable {
  readonly accountsOf: ReadonlyMap<string, Tally>;
  readonly table: FacetTable;
}

const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');

export function organisationTables(
  { accounts }: Baseline,
  { tallyOf, hoursOf }: Familiarity,
): OrganisationTables {
  const all = [...accounts.values()];
  const week = weekProfile(all.map(hoursOf));
  const side = (facet: number): SideTable =>
    sideTable([...accounts].map(([user, counts]) => [user, tallyOf(counts, facet)]));
  return {
    facets: facetNames.map((_, f) => facetTable(all.map((counts) => tallyOf(counts, f)))),
    clusters: facetTable(all.map(({ clusters }) => clusters)),
    week,
    hourSurprise: hourSurprise(undefined, week),
    rateReach: rateNames.map((_, r) => binReach(all.map(({ rates }) => rates[r]!))),
    sources: side(SOURCE),
    destinations: side(DESTINATION),
  };
}

function sideTable(tallies: readonly (readonly [user: string, tally: Tally])[]): SideTable {
  const accountsOf = new Map<string, Map<string, number>>();
  for (const [user, tally] of tallies) {
    for (const [machine, weight] of tally) {
      let users = accountsOf.get(machine);
      if (users === undefined) accountsOf.set(machine, (users = new Map()));
      users.set(user, weight);
    }
  }
  return { accountsOf, table: facetTable(accountsOf.values()) };
}
