import { BEHAVIOUR_ROWS } from '@sidecar/features';
import type { ClusterModel } from './cluster-model.ts';
import { type ClusterPlace, clusterPlaces } from './cluster-places.ts';
import { createColumnBuilder } from './history/column-builder.ts';
import { entryOf } from './history/column.ts';
import { rowSurprises } from './row-surprises.ts';
import { upperTail } from './upper-tail.ts';
import { valueTable } from './value-table.ts';

/** What clusters alone tell. */
export interface ClusterTables {
  readonly k: number;
  /** Where the behaviour row with a number lies. */
  placeOf(code: number): ClusterPlace;
  /** Surprise of its distance to the centroid. */
  distanceSurprise(code: number): number;
  /** Surprise of a signature in a cluster. */
  signatureSurprise(signature: string, cluster: number): number;
}

export function clusterTables(clusters: ClusterModel): ClusterTables {
  const signatureSurprise = signaturesOf(clusters);
  const tails = clusters.distances.map(upperTail);
  const placeOf = clusterPlaces(clusters);
  const distances = new Float64Array(BEHAVIOUR_ROWS).fill(Number.NaN);
  return {
    k: clusters.k,
    placeOf,
    distanceSurprise: (code) => {
      const known = distances[code]!;
      if (!Number.isNaN(known)) return known;
      const { cluster, distance } = placeOf(code);
      return (distances[code] = tails[cluster]!(distance));
    },
    signatureSurprise,
  };
}

/** Signatures are values, clusters the subjects that have them; failures count as much as successes. */
function signaturesOf({ signatures }: ClusterModel): ClusterTables['signatureSurprise'] {
  const builder = createColumnBuilder(1);
  const codes = new Map<string, number>();
  for (const tally of signatures) {
    for (const [signature, events] of tally) {
      const code = codes.get(signature) ?? codes.size;
      codes.set(signature, code);
      builder.add(0, code, events, false);
    }
    builder.closeRow();
  }
  const column = builder.column();
  const surprises = rowSurprises(column, 1, valueTable(column, 1));
  return (signature, cluster) => {
    const code = codes.get(signature) ?? -1;
    return surprises.at(cluster, entryOf(column.shape, cluster, code), code);
  };
}
