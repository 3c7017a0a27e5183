import { classicRow } from '@sidecar/features';
import { type DriftReport, driftReport, nearest, scale } from '@sidecar/kmeans-model';
import { matrix } from '@sidecar/numeric';
import { type BurstEvent, findBursts } from '../bursts/find-bursts.ts';
import type { ClassicModel } from '../model.ts';
import { createObservationTable } from '../train/observation-table.ts';
import type { BehaviourCounts } from './behaviour-counts.ts';
import { createTally } from './tally.ts';

/** Clusters alone, as the original does; but counts, not shares, are compared, and without the events of bursts. */
export function countClassic(model: ClassicModel): BehaviourCounts {
  const { userProfiles, centroids, clusterCounts, scalerMin, scalerMax } = model;
  const scaler = { kind: 'minmax', min: scalerMin, max: scalerMax } as const;
  const before = Object.fromEntries(clusterCounts.map((events, cluster) => [String(cluster), events]));
  const table = createObservationTable('UTC');
  const clusters: number[] = [];
  const compared = (leftOut: ReadonlySet<number>, significance: number): DriftReport => {
    const after = createTally();
    clusters.forEach((cluster, i) => {
      if (!leftOut.has(i)) after.add(String(cluster));
    });
    return driftReport({ clusters: { before, after: after.counts() } }, { significance });
  };
  return {
    add: (event) => {
      const profile = Object.hasOwn(userProfiles, event.user) ? userProfiles[event.user] : undefined;
      clusters.push(nearest(centroids, scale(scaler, matrix([classicRow(event, profile)])).data));
      table.add(event);
    },
    compare: (significance) => {
      const { bursts, places } = findBursts(asAdded(clusters.length, table.added));
      const { drifted, culprit } = compared(new Set(), significance);
      const withBursts = bursts.length === 0 ? null : { drifted, culprit };
      return { ...compared(places, significance), bursts, withBursts };
    },
  };
}

function asAdded(size: number, added: (i: number) => BurstEvent): Iterable<BurstEvent> {
  return {
    *[Symbol.iterator]() {
      for (let i = 0; i < size; i++) yield added(i);
    },
  };
}
