import {
  accountKind,
  type AccountKind,
  addToBaseline,
  type Baseline,
  behaviourCode,
  emptyBaseline,
  facetNames,
  type Observation,
} from '@sidecar/features';
import type { ClusterModel } from './cluster-model.ts';
import { type ClusterPlace, clusterPlaces } from './cluster-places.ts';

/** Observations counted by account and by cluster. */
export interface CountedBehaviour {
  readonly baseline: Baseline;
  readonly clusters: ClusterModel;
  kindOf(user: string): AccountKind;
  clusterOf(observation: Observation): number;
}

const SIGNATURE = facetNames.indexOf('signature');

/** The kinds of accounts, told from what they did in the observations. */
export function kindsOf(
  observations: Iterable<Observation>,
  timeZone: string,
): (user: string) => AccountKind {
  const { accounts } = fold(observations, timeZone);
  const kinds = new Map([...accounts].map(([user, counts]) => [user, accountKind(user, counts)]));
  return (user) => kinds.get(user) ?? accountKind(user, undefined);
}

/** Counts by account first, as the kinds of accounts decide the clusters; then by cluster. */
export function countBehaviour(
  observations: Iterable<Observation>,
  centroids: ClusterModel['centroids'],
  timeZone: string,
): CountedBehaviour {
  const kindOf = kindsOf(observations, timeZone);
  const placeOfRow = clusterPlaces({ centroids });
  const placeOf = (observation: Observation): ClusterPlace =>
    placeOfRow(behaviourCode(observation, kindOf(observation.user)));
  const clusterOf = (observation: Observation): number => placeOf(observation).cluster;
  const distances = centroids.map(() => new Map<number, number>());
  const signatures = centroids.map(() => new Map<string, number>());
  for (const observation of observations) {
    const { cluster, distance } = placeOf(observation);
    const signature = observation.facets[SIGNATURE] ?? null;
    count(distances[cluster]!, distance);
    if (signature !== null) count(signatures[cluster]!, signature);
  }
  const clusters: ClusterModel = {
    k: centroids.length,
    curve: [],
    centroids,
    distances: distances.map((tally) => [...tally].sort(([a], [b]) => a - b)),
    signatures: signatures.map((tally) => [...tally].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return { baseline: fold(observations, timeZone, clusterOf), clusters, kindOf, clusterOf };
}

function fold(
  observations: Iterable<Observation>,
  timeZone: string,
  clusterOf?: (observation: Observation) => number,
): Baseline {
  const baseline = emptyBaseline(timeZone);
  for (const observation of observations) addToBaseline(baseline, observation, clusterOf?.(observation));
  return baseline;
}

function count<K>(tally: Map<K, number>, key: K): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}
