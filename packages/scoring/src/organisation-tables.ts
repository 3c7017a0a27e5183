import { type AccountCounts, type Baseline, facetNames, rateNames } from '@sidecar/features';
import { type FacetTable, facetTable } from './facet-table.ts';
import type { Familiarity } from './familiarity.ts';
import { hourSurprise, type WeekProfile, weekProfile } from './hour-profile.ts';
import { binReach } from './rate-profile.ts';
import { surprise } from './surprise.ts';

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
  /** Surprise of a failure of an account that never succeeded. */
  readonly strangerSurprise: number;
}

type Tally = ReadonlyMap<string, number>;

/** The accounts that machines meet. */
export interface SideTable {
  readonly accountsOf: ReadonlyMap<string, Tally>;
  /** Familiarity of each account at all machines together. */
  readonly weightOf: ReadonlyMap<string, number>;
  readonly table: FacetTable;
}

const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');

export function organisationTables(
  { accounts, events }: Baseline,
  { tallyOf, hoursOf }: Familiarity,
): OrganisationTables {
  const all = [...accounts.values()];
  const week = weekProfile(all.map(hoursOf), durationOf(all));
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
    strangerSurprise: surprise((failuresOfStrangers(all) + 1) / (events + 1) / 2),
  };
}

function durationOf(accounts: readonly AccountCounts[]): number {
  let first = Infinity;
  let last = -Infinity;
  for (const { firstTime, lastTime } of accounts) {
    first = Math.min(first, firstTime);
    last = Math.max(last, lastTime);
  }
  return Math.max(0, last - first);
}

function failuresOfStrangers(accounts: readonly AccountCounts[]): number {
  return accounts.reduce(
    (sum, { succeeded, failed }) => sum + (succeeded.events === 0 ? failed.events : 0),
    0,
  );
}

function sideTable(tallies: readonly (readonly [user: string, tally: Tally])[]): SideTable {
  const accountsOf = new Map<string, Map<string, number>>();
  const weightOf = new Map<string, number>();
  for (const [user, tally] of tallies) {
    for (const [machine, weight] of tally) {
      weightOf.set(user, (weightOf.get(user) ?? 0) + weight);
      let users = accountsOf.get(machine);
      if (users === undefined) accountsOf.set(machine, (users = new Map()));
      users.set(user, weight);
    }
  }
  return { accountsOf, weightOf, table: facetTable(accountsOf.values()) };
}
