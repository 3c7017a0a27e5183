import {
  accountKind,
  type AccountKind,
  type Baseline,
  BEHAVIOUR_ROWS,
  createBaselineCounter,
  facetNames,
  type Observation,
} from '@sidecar/features';
import { behaviourCodes } from './behaviour-codes.ts';
import type { ClusterModel } from './cluster-model.ts';
import { clusterPlaces } from './cluster-places.ts';

const SIGNATURE = facetNames.indexOf('signature');

/** Counts observations by account. */
export function countEvents(observations: Iterable<Observation>, timeZone: string): Baseline {
  const counter = createBaselineCounter(timeZone);
  for (const observation of observations) counter.add(observation);
  return counter.baseline();
}

/** The kinds of accounts, told from what they did. What becomes of the baseline later has no say. */
export function kindsOf({ accounts }: Baseline): (user: string) => AccountKind {
  const kinds = new Map<string, AccountKind>();
  for (const [user, counts] of accounts) kinds.set(user, accountKind(user, counts));
  return (user) => kinds.get(user) ?? accountKind(user, undefined);
}

/** Puts observations into clusters and counts what they have in common there. */
export interface ClusterCounter {
  /** Counts an observation, and tells its cluster. */
  add(observation: Observation): number;
  clusters(): ClusterModel;
}

/** @param kindOf - Kind of an account, which has a say in the cluster. */
export function createClusterCounter(
  centroids: ClusterModel['centroids'],
  kindOf: (user: string) => AccountKind,
): ClusterCounter {
  const codeOf = behaviourCodes(kindOf);
  const placeOf = clusterPlaces({ centroids });
  const eventsOfCode = new Float64Array(BEHAVIOUR_ROWS);
  const signatures = centroids.map(() => new Map<string, number>());
  return {
    add: (observation) => {
      const code = codeOf(observation);
      const { cluster } = placeOf(code);
      const signature = observation.facets[SIGNATURE] ?? null;
      eventsOfCode[code]! += 1;
      if (signature !== null) count(signatures[cluster]!, signature, 1);
      return cluster;
    },
    clusters: () => {
      const distances = centroids.map(() => new Map<number, number>());
      eventsOfCode.forEach((events, code) => {
        if (events === 0) return;
        const { cluster, distance } = placeOf(code);
        count(distances[cluster]!, distance, events);
      });
      return {
        k: centroids.length,
        curve: [],
        centroids,
        distances: distances.map((tally) => [...tally].sort(([a], [b]) => a - b)),
        signatures: signatures.map((tally) => [...tally].sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    },
  };
}

function count<K>(tally: Map<K, number>, key: K, events: number): void {
  tally.set(key, (tally.get(key) ?? 0) + events);
}
