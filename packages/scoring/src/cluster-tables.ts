import { BEHAVIOUR_ROWS } from '@sidecar/features';
import type { ClusterModel } from './cluster-model.ts';
import { type ClusterPlace, clusterPlaces } from './cluster-places.ts';
import { facetSurprise, facetTable, subjectFacet } from './facet-table.ts';
import { upperTail } from './upper-tail.ts';

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
  const tallies = clusters.signatures.map((events) => new Map(events));
  const table = facetTable(tallies);
  const signatures = tallies.map((tally) => subjectFacet(tally, table));
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
    signatureSurprise: (signature, cluster) => facetSurprise(signature, signatures[cluster]!, table),
  };
}
