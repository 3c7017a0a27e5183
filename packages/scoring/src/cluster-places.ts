import { BEHAVIOUR_ROWS, behaviourRowOf } from '@sidecar/features';
import { euclidean, nearest } from '@sidecar/numeric';
import type { ClusterModel } from './cluster-model.ts';

/** Where a behaviour row lies among the clusters. */
export interface ClusterPlace {
  readonly cluster: number;
  /** To the cluster's centroid. */
  readonly distance: number;
}

/**
 * Places behaviour rows, of which there are few, into the nearest clusters; each is looked for once.
 *
 * @returns A function of a row's number (`behaviourCode`).
 */
export function clusterPlaces({
  centroids,
}: Pick<ClusterModel, 'centroids'>): (code: number) => ClusterPlace {
  const places: (ClusterPlace | undefined)[] = Array.from({ length: BEHAVIOUR_ROWS });
  return (code) => {
    const known = places[code];
    if (known !== undefined) return known;
    const row = behaviourRowOf(code);
    const cluster = nearest(centroids, row);
    return (places[code] = { cluster, distance: euclidean(centroids[cluster]!, row) });
  };
}
