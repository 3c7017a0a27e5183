import { type AccountKind, BEHAVIOUR_ROWS, facetNames } from '@sidecar/features';
import { behaviourCodes } from './behaviour-codes.ts';
import type { ClusterModel } from '../cluster-model.ts';
import { clusterPlaces } from '../cluster-places.ts';
import type { ObservationColumns, OrderedObservations } from '../ordered-observations.ts';

const SIGNATURE = facetNames.indexOf('signature');
/** Of a look without a signature. */
const NONE = -1;
const UNKNOWN = -2;

/** Puts observations into clusters and counts what they have in common there. */
export interface ClusterCounter {
  /** Counts the observation at a place of columns, and tells its cluster. */
  add(columns: ObservationColumns, i: number): number;
  clusters(): ClusterModel;
}

/** @param kindOf - Kind of an account, which has a say in the cluster. */
export function createClusterCounter(
  events: Pick<OrderedObservations, 'looks' | 'lookAt'>,
  centroids: ClusterModel['centroids'],
  kindOf: (user: string) => AccountKind,
): ClusterCounter {
  const codeOf = behaviourCodes(events, kindOf);
  const placeOf = clusterPlaces({ centroids });
  const eventsOfCode = new Float64Array(BEHAVIOUR_ROWS);
  const clusterOfCode = new Int16Array(BEHAVIOUR_ROWS).fill(-1);
  const signatures: string[] = [];
  const numbers = new Map<string, number>();
  const signatureOf = new Int32Array(events.looks).fill(UNKNOWN);
  /** By signature, and for each by cluster. */
  const counts: number[] = [];
  return {
    add: (columns, i) => {
      const code = codeOf(columns, i);
      let cluster = clusterOfCode[code]!;
      if (cluster < 0) clusterOfCode[code] = cluster = placeOf(code).cluster;
      eventsOfCode[code]! += 1;
      const signature = signatureAt(columns.looks[i]!);
      if (signature !== NONE) counts[signature * centroids.length + cluster]! += 1;
      return cluster;
    },
    clusters: () => ({
      k: centroids.length,
      curve: [],
      centroids,
      distances: distances().map((tally) => [...tally].sort(([a], [b]) => a - b)),
      signatures: centroids.map((_, cluster) =>
        signatures
          .map((name, number) => [name, counts[number * centroids.length + cluster]!] as const)
          .filter(([, count]) => count > 0)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    }),
  };

  function signatureAt(look: number): number {
    const known = signatureOf[look]!;
    if (known !== UNKNOWN) return known;
    const name = events.lookAt(look).facets[SIGNATURE] ?? null;
    let number = name === null ? NONE : numbers.get(name);
    if (number === undefined) {
      number = signatures.push(name!) - 1;
      numbers.set(name!, number);
      for (let c = 0; c < centroids.length; c++) counts.push(0);
    }
    signatureOf[look] = number;
    return number;
  }

  function distances(): Map<number, number>[] {
    const tallies = centroids.map(() => new Map<number, number>());
    eventsOfCode.forEach((count, code) => {
      if (count === 0) return;
      const { cluster, distance } = placeOf(code);
      tallies[cluster]!.set(distance, (tallies[cluster]!.get(distance) ?? 0) + count);
    });
    return tallies;
  }
}
