import { accountKind, type AccountKind, type Baseline, behaviourRow, facetNames, type Observation, rateNames } from '@sidecar/features';
import { nearest, euclidean } from '@sidecar/numeric';
import type { ClusterModel } from './cluster-model.ts';
import { type AccountFacet, accountFacet, facetSurprise, facetTable, organisationNovelty } from './facet-table.ts';
import { hourSurprise, weekProfile } from './hour-profile.ts';
import { FIRST_FACET_LAYER, FIRST_ORGANISATION_LAYER, FIRST_RATE_LAYER, HOUR_LAYER, layerNames } from './layer-names.ts';
import { binReach, rateSurprise } from './rate-profile.ts';
import { upperTail } from './upper-tail.ts';

/** An event's surprises, one per `layerNames`; NaN where the event does not have the facet. */
export interface Layered {
  readonly cluster: number;
  readonly surprises: Float64Array;
}

export interface LayerTables {
  layersOf(observation: Observation): Layered;
  kindOf(user: string): AccountKind;
  clusterOf(observation: Observation): number;
}

interface AccountTables {
  readonly kind: AccountKind;
  readonly hours: Float64Array;
  readonly facets: readonly AccountFacet[];
  readonly rates: readonly Float64Array[];
  readonly clusters: AccountFacet;
}

const SIGNATURE = facetNames.indexOf('signature');
const nothing: ReadonlyMap<string, number> = new Map();

/**
 * Turns counts into tables of surprises, so that judging an event is a few dozen lookups. The organisation's tables are
 * made at once, an account's when its first event comes.
 */
export function prepareLayers(baseline: Baseline, clusters: ClusterModel): LayerTables {
  const accounts = [...baseline.accounts.values()];
  const tables = facetNames.map((_, f) => facetTable(accounts.map(({ facets }) => facets[f]!)));
  const novelties = facetNames.map((_, f) => organisationNovelty(accounts.map(({ facets }) => facets[f]!)));
  const week = weekProfile(accounts.map(({ hours }) => hours));
  const reaches = rateNames.map((_, r) => binReach(accounts.map(({ rates }) => rates[r]!)));
  const clusterTallies = new Map(clusters.accounts.map(([user, events]) => [user, tallyOf(events)]));
  const clusterTable = facetTable(clusterTallies.values());
  const clusterNovelty = organisationNovelty(clusterTallies.values());
  const signatureTallies = clusters.signatures.map((events) => tallyOf(events));
  const signatureTable = facetTable(signatureTallies);
  const signatures = signatureTallies.map((tally) => accountFacet(tally, organisationNovelty(signatureTallies)));
  const distances = clusters.distances.map(upperTail);
  const byAccount = new Map<string, AccountTables>();

  return { layersOf, kindOf: (user) => tablesOf(user).kind, clusterOf: (observation) => placeOf(observation).cluster };

  function layersOf(observation: Observation): Layered {
    const { user, slot, facets, rates } = observation;
    const account = tablesOf(user);
    const { cluster, distance } = placeOf(observation);
    const surprises = new Float64Array(layerNames.length);
    surprises[0] = distances[cluster]!(distance);
    surprises[1] = facetSurprise(String(cluster), account.clusters, clusterTable);
    const signature = facets[SIGNATURE];
    surprises[2] = signature == null ? Number.NaN : facetSurprise(signature, signatures[cluster]!, signatureTable);
    surprises[HOUR_LAYER] = account.hours[slot]!;
    for (let f = 0; f < facets.length; f++) {
      const value = facets[f]!;
      const table = tables[f]!;
      const missing = value === null;
      surprises[FIRST_FACET_LAYER + f] = missing ? Number.NaN : facetSurprise(value, account.facets[f]!, table);
      surprises[FIRST_ORGANISATION_LAYER + f] = missing ? Number.NaN : (table.eventSurprise.get(value) ?? table.unseenSurprise);
    }
    for (let r = 0; r < rates.length; r++) surprises[FIRST_RATE_LAYER + r] = account.rates[r]![rates[r]!]!;
    return { cluster, surprises };
  }

  function placeOf(observation: Observation): { cluster: number; distance: number } {
    const row = behaviourRow(observation, tablesOf(observation.user).kind);
    const cluster = nearest(clusters.centroids, row);
    return { cluster, distance: euclidean(clusters.centroids[cluster]!, row) };
  }

  function tablesOf(user: string): AccountTables {
    let made = byAccount.get(user);
    if (made === undefined) {
      made = makeTables(user);
      byAccount.set(user, made);
    }
    return made;
  }

  function makeTables(user: string): AccountTables {
    const counts = baseline.accounts.get(user);
    return {
      kind: accountKind(user, counts),
      hours: hourSurprise(counts?.hours, week),
      facets: novelties.map((novelty, f) => accountFacet(counts?.facets[f] ?? nothing, novelty)),
      rates: reaches.map((reach, r) => rateSurprise(counts?.rates[r], reach)),
      clusters: accountFacet(clusterTallies.get(user) ?? nothing, clusterNovelty),
    };
  }
}

function tallyOf(events: readonly (readonly [string | number, number])[]): Map<string, number> {
  return new Map(events.map(([value, count]) => [String(value), count]));
}

