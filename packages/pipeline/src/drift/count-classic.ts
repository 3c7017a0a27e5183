import type { EventKind } from '@sidecar/events';
import { classicRow, lookOf } from '@sidecar/features';
import { type DriftReport, driftReport, nearest, scale } from '@sidecar/kmeans-model';
import { matrix } from '@sidecar/numeric';
import { type BurstEvent, findBursts } from '../bursts/find-bursts.ts';
import type { ClassicModel } from '../model.ts';
import { createEventStore } from '../store/create-event-store.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import type { BehaviourCounts } from './behaviour-counts.ts';
import { createTally } from './tally.ts';

/** Clusters alone, as the original does; but counts, not shares, are compared, and without the events of bursts. */
export function countClassic(model: ClassicModel): BehaviourCounts {
  const { userProfiles, centroids, clusterCounts, scalerMin, scalerMax } = model;
  const scaler = { kind: 'minmax', min: scalerMin, max: scalerMax } as const;
  const before = Object.fromEntries(clusterCounts.map((events, cluster) => [String(cluster), events]));
  const store = createEventStore();
  const clusterOf = (kind: EventKind, time: number): string => {
    const profile = Object.hasOwn(userProfiles, kind.user) ? userProfiles[kind.user] : undefined;
    const row = matrix([classicRow({ ...kind, time }, profile)]);
    return String(nearest(centroids, scale(scaler, row).data));
  };
  return {
    events: store,
    compare: async (significance, signal) => {
      const stored = await store.finish(signal);
      try {
        const { bursts, places } = findBursts(burstEvents(stored));
        const compared = (leftOut: ReadonlySet<number>): DriftReport => {
          const after = createTally();
          let place = 0;
          for (const { kind, time } of eventsOf(stored)) {
            if (!leftOut.has(place++)) after.add(clusterOf(kind, time));
          }
          return driftReport({ clusters: { before, after: after.counts() } }, { significance });
        };
        const { drifted, culprit } = compared(new Set());
        const withBursts = bursts.length === 0 ? null : { drifted, culprit };
        return { ...compared(places), bursts, withBursts };
      } finally {
        await stored.remove();
      }
    },
    remove: store.remove,
  };
}

function* eventsOf({ blocks, kindAt }: StoredEvents): Generator<{ kind: EventKind; time: number }> {
  for (const { times, kinds } of blocks()) {
    for (let i = 0; i < times.length; i++) yield { kind: kindAt(kinds[i]!), time: times[i]! };
  }
}

function burstEvents(stored: StoredEvents): Iterable<BurstEvent> {
  return {
    *[Symbol.iterator]() {
      for (const { kind, time } of eventsOf(stored)) yield { ...lookOf(kind), time };
    },
  };
}
