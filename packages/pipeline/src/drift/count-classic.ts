import { classicRow } from '@sidecar/features';
import { driftReport, nearest, scale } from '@sidecar/kmeans-model';
import { matrix } from '@sidecar/numeric';
import type { ClassicModel } from '../model.ts';
import type { BehaviourCounts } from './behaviour-counts.ts';
import { createTally } from './tally.ts';

/** Clusters alone, as the original does; but counts, not shares, are compared. */
export function countClassic(model: ClassicModel): BehaviourCounts {
  const { userProfiles, centroids, clusterCounts, scalerMin, scalerMax } = model;
  const scaler = { kind: 'minmax', min: scalerMin, max: scalerMax } as const;
  const clusters = createTally();
  return {
    add: (event) => {
      const profile = Object.hasOwn(userProfiles, event.user) ? userProfiles[event.user] : undefined;
      clusters.add(String(nearest(centroids, scale(scaler, matrix([classicRow(event, profile)])).data)));
    },
    compare: (significance) => {
      const before = Object.fromEntries(clusterCounts.map((events, cluster) => [String(cluster), events]));
      return driftReport({ clusters: { before, after: clusters.counts() } }, { significance });
    },
  };
}
