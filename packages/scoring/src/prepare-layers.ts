import {
  type AccountKind,
  type Baseline,
  behaviourRow,
  facetNames,
  type Observation,
} from '@sidecar/features';
import { euclidean, nearest } from '@sidecar/numeric';
import { accountTables } from './account-tables.ts';
import type { ClusterModel } from './cluster-model.ts';
import { accountAtMachine } from './account-at-machine.ts';
import { createRows } from './create-rows.ts';
import { facetSurprise, facetTable, subjectFacet } from './facet-table.ts';
import { familiarity } from './familiarity.ts';
import {
  FIRST_FACET_LAYER,
  FIRST_ORGANISATION_LAYER,
  FIRST_RATE_LAYER,
  FIRST_SIDE_LAYER,
  HOUR_LAYER,
  layerNames,
  STRANGER_LAYER,
} from './layer-names.ts';
import { organisationTables } from './organisation-tables.ts';
import { createPeers, shifted } from './peers.ts';
import { calmAtHome, expectNewMachines, trust } from './temper-surprises.ts';
import { createBoundedMap } from './recent/bounded-map.ts';
import { upperTail } from './upper-tail.ts';

/** An event's surprises, one per `layerNames`; NaN where the event does not have the facet. */
export interface Layered {
  readonly cluster: number;
  readonly surprises: Float64Array;
}

/** Which values successes made known. */
export interface KnownValues {
  toAccount(user: string, facet: number, value: string): boolean;
  toAnyone(facet: number, value: string): boolean;
}

export interface LayerTables {
  readonly baseline: Baseline;
  readonly known: KnownValues;
  layersOf(observation: Observation): Layered;
}

/** Tables of accounts in memory, about 10 kB each. */
const MOST_REMEMBERED = 20_000;
const SIGNATURE = facetNames.indexOf('signature');
const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');
const ORGANISATION_HOUR = FIRST_ORGANISATION_LAYER + facetNames.length;

/** Places an observation into the nearest cluster. */
export function placeInCluster(
  observation: Observation,
  kind: AccountKind,
  { centroids }: Pick<ClusterModel, 'centroids'>,
): { readonly cluster: number; readonly distance: number } {
  const row = behaviourRow(observation, kind);
  const cluster = nearest(centroids, row);
  return { cluster, distance: euclidean(centroids[cluster]!, row) };
}

/**
 * Turns counts into tables of surprises, so that judging an event is a few dozen lookups. The organisation's tables are
 * made at once, an account's or a machine's when its first event comes.
 *
 * @param kindOf - Kind of an account.
 */
export function prepareLayers(
  baseline: Baseline,
  clusters: ClusterModel,
  kindOf: (user: string) => AccountKind,
): LayerTables {
  const weighting = familiarity(baseline);
  const organisation = organisationTables(baseline, weighting);
  const signatureTallies = clusters.signatures.map((events) => new Map(events));
  const signatureTable = facetTable(signatureTallies);
  const signatures = signatureTallies.map((tally) => subjectFacet(tally, signatureTable));
  const distances = clusters.distances.map(upperTail);
  const accountTablesOf = remembered((user: string) =>
    accountTables(baseline.accounts.get(user), organisation, weighting),
  );
  const atSource = accountAtMachine(organisation.sources);
  const atDestination = accountAtMachine(organisation.destinations);
  const known = knownValues(baseline);
  const peers = createPeers(baseline);
  const newRow = createRows(layerNames.length);
  return { baseline, known, layersOf };

  function layersOf(observation: Observation): Layered {
    const { user, slot, facets, rates, failed } = observation;
    const account = accountTablesOf(user);
    const { cluster, distance } = placeInCluster(observation, kindOf(user), clusters);
    const surprises = newRow();
    surprises[0] = distances[cluster]!(distance);
    surprises[1] = facetSurprise(String(cluster), account.clusters, organisation.clusters);
    const signature = facets[SIGNATURE] ?? null;
    surprises[2] =
      signature === null ? Number.NaN : facetSurprise(signature, signatures[cluster]!, signatureTable);
    surprises[HOUR_LAYER] = account.hours[slot]!;
    surprises[ORGANISATION_HOUR] = organisation.hourSurprise[slot]!;
    for (let f = 0; f < facets.length; f++) {
      const value = facets[f]!;
      const table = organisation.facets[f]!;
      const missing = value === null;
      surprises[FIRST_FACET_LAYER + f] = missing
        ? Number.NaN
        : facetSurprise(value, account.facets[f]!, table);
      surprises[FIRST_ORGANISATION_LAYER + f] = missing
        ? Number.NaN
        : (table.eventSurprise.get(value) ?? table.unseenSurprise);
    }
    surprises[FIRST_SIDE_LAYER] = atSource(facets[SOURCE]!, user);
    surprises[FIRST_SIDE_LAYER + 1] = atDestination(facets[DESTINATION]!, user);
    for (let r = 0; r < rates.length; r++) surprises[FIRST_RATE_LAYER + r] = account.rates[r]![rates[r]!]!;
    askPeers(surprises, observation);
    surprises[STRANGER_LAYER] = isStranger(observation) ? organisation.strangerSurprise : Number.NaN;
    if (isAtHome(observation)) calmAtHome(surprises, failed);
    trust(surprises, account.trust);
    if (!failed && !baseline.accounts.has(user)) expectNewMachines(surprises);
    return { cluster, surprises };
  }

  /** A destination new to the account is the less odd, the more of its peers are at home there. */
  function askPeers(surprises: Float64Array, { user, facets, failed }: Observation): void {
    const destination = facets[DESTINATION] ?? null;
    // Of failures nothing is foreseen: guessers try everything everywhere.
    if (failed || destination === null || known.toAccount(user, DESTINATION, destination)) return;
    const shift = peers.shiftOf(user, destination);
    for (const j of [FIRST_FACET_LAYER + DESTINATION, FIRST_SIDE_LAYER + 1])
      surprises[j] = shifted(surprises[j]!, shift);
  }

  /** Whether it is a failure of an account that never succeeded. */
  function isStranger({ user, failed }: Observation): boolean {
    return failed && (baseline.accounts.get(user)?.succeeded.events ?? 0) === 0;
  }

  /** Whether the account succeeded from this source before. */
  function isAtHome({ user, facets }: Observation): boolean {
    const source = facets[SOURCE] ?? null;
    return source !== null && (baseline.accounts.get(user)?.succeeded.facets[SOURCE]!.has(source) ?? false);
  }
}

function knownValues({ accounts }: Baseline): KnownValues {
  const all = facetNames.map(() => new Set<string>());
  for (const { succeeded } of accounts.values()) {
    succeeded.facets.forEach((tally, f) => {
      for (const value of tally.keys()) all[f]!.add(value);
    });
  }
  return {
    toAccount: (user, facet, value) => accounts.get(user)?.succeeded.facets[facet]!.has(value) ?? false,
    toAnyone: (facet, value) => all[facet]!.has(value),
  };
}

/** What was made for a key is kept for those met last. */
function remembered<V>(make: (key: string) => V): (key: string) => V {
  const made = createBoundedMap<V>(MOST_REMEMBERED);
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.touch(key, value);
    return value;
  };
}
