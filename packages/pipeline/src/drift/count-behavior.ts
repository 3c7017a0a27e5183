import { type AccountCounts, type FacetName, facetNames } from '@sidecar/features';
import { type DriftInput, type DriftReport, driftReport } from '@sidecar/kmeans-model';
import {
  behaviourCodes,
  type BehaviorModel,
  clusterPlaces,
  historyBaseline,
  historyTables,
  isLater,
  type OrderedObservations,
} from '@sidecar/scoring';
import { observeEvents } from '../observe/observed-events.ts';
import { setAsideBursts } from '../observe/set-aside-bursts.ts';
import { createEventStore } from '../store/create-event-store.ts';
import type { BehaviourCounts } from './behaviour-counts.ts';
import { createTally, type Tally } from './tally.ts';

/** Facets with few values, whose shares can be compared; of the others only new values would be seen. */
const comparedFacets: readonly FacetName[] = [
  'signature',
  'source_scope',
  'logon_type',
  'authentication_package',
];

/** Clusters, hours of the day and facets with few values. Events may come in any order, as Splunk gives the newest first. */
export function countBehavior(model: BehaviorModel): BehaviourCounts {
  const { timeZone } = model.settings;
  const store = createEventStore();
  return {
    events: store,
    compare: async (significance, signal) => {
      const stored = await store.finish(signal);
      const from = isLater({ time: stored.firstTime }, model) ? model.rateState : undefined;
      const all = await observeEvents(stored, { timeZone, from, signal });
      try {
        const { events, bursts } = await setAsideBursts(all);
        const verdict = (counted: OrderedObservations): DriftReport =>
          driftReport(sides(model, counted), { significance });
        const withBursts = bursts.length === 0 ? null : briefly(verdict(all));
        const report = { ...verdict(events), bursts, withBursts };
        await events.remove();
        return report;
      } finally {
        await all.remove();
        await stored.remove();
      }
    },
    remove: store.remove,
  };
}

function briefly({ drifted, culprit }: DriftReport): Pick<DriftReport, 'drifted' | 'culprit'> {
  return { drifted, culprit };
}

function sides(model: BehaviorModel, events: OrderedObservations): DriftInput {
  const accounts = [...historyBaseline(model.history, model.settings.timeZone).accounts.values()];
  const codeOf = behaviourCodes(events, historyTables(model).kindOf);
  const placeOf = clusterPlaces(model.clusters);
  const clusters = createTally();
  const hours = createTally();
  const facets = comparedFacets.map((name) => ({
    name,
    index: facetNames.indexOf(name),
    tally: createTally(),
  }));
  for (const columns of events.columns(0, events.size)) {
    for (let i = 0; i < columns.size; i++) {
      clusters.add(String(placeOf(codeOf(columns, i)).cluster));
      hours.add(hourName(columns.slots[i]!));
      const look = events.lookAt(columns.looks[i]!);
      for (const { index, tally } of facets) {
        const value = look.facets[index];
        if (value !== null && value !== undefined) tally.add(value);
      }
    }
  }
  return {
    clusters: { before: trainedClusters(accounts), after: clusters.counts() },
    facets: {
      hour: { before: trainedHours(accounts), after: hours.counts() },
      ...Object.fromEntries(
        facets.map(({ name, index, tally }) => [
          name,
          { before: trainedValues(accounts, index), after: tally.counts() },
        ]),
      ),
    },
  };
}

function trainedClusters(accounts: readonly AccountCounts[]): Record<string, number> {
  return counted(accounts, ({ clusters }, tally) => {
    for (const [cluster, count] of clusters) tally.add(cluster, count);
  });
}

function trainedHours(accounts: readonly AccountCounts[]): Record<string, number> {
  return counted(accounts, ({ succeeded, failed }, tally) => {
    for (const { hours } of [succeeded, failed])
      hours.forEach((count, slot) => tally.add(hourName(slot), count));
  });
}

function trainedValues(accounts: readonly AccountCounts[], facet: number): Record<string, number> {
  return counted(accounts, ({ succeeded, failed }, tally) => {
    for (const { facets } of [succeeded, failed]) {
      for (const [value, count] of facets[facet]!) tally.add(value, count);
    }
  });
}

function counted<T>(items: readonly T[], count: (item: T, tally: Tally) => void): Record<string, number> {
  const tally = createTally();
  for (const item of items) count(item, tally);
  return tally.counts();
}

function hourName(slot: number): string {
  return `${String(slot % 24).padStart(2, '0')}:00`;
}
