import { type AccountCounts, behaviourCode, type FacetName, facetNames } from '@sidecar/features';
import { type DriftInput, type DriftReport, driftReport } from '@sidecar/kmeans-model';
import {
  type BehaviorModel,
  clusterPlaces,
  historyTables,
  isLater,
  type OrderedObservations,
} from '@sidecar/scoring';
import { createObservationTable } from '../train/observation-table.ts';
import { setAsideBursts } from '../train/set-aside-bursts.ts';
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
  const table = createObservationTable(model.settings.timeZone);
  return {
    add: table.add,
    compare: (significance) => {
      const from = isLater({ time: table.firstTime() }, model) ? model.rateState : undefined;
      const { events, bursts } = setAsideBursts(table, table.finish(from), from);
      const verdict = (counted: OrderedObservations): DriftReport =>
        driftReport(sides(model, counted), { significance });
      return { ...verdict(events), bursts, withBursts: bursts.length === 0 ? null : briefly(verdict(table)) };
    },
  };
}

function briefly({ drifted, culprit }: DriftReport): Pick<DriftReport, 'drifted' | 'culprit'> {
  return { drifted, culprit };
}

function sides(model: BehaviorModel, events: OrderedObservations): DriftInput {
  const { baseline, kindOf } = historyTables(model);
  const accounts = [...baseline.accounts.values()];
  const placeOf = clusterPlaces(model.clusters);
  const clusters = createTally();
  const hours = createTally();
  const facets = comparedFacets.map((name) => ({
    name,
    index: facetNames.indexOf(name),
    tally: createTally(),
  }));
  for (let place = 0; place < events.size; place++) {
    const observation = events.at(place);
    clusters.add(String(placeOf(behaviourCode(observation, kindOf(observation.user))).cluster));
    hours.add(hourName(observation.slot));
    for (const { index, tally } of facets) {
      const value = observation.facets[index];
      if (value !== null && value !== undefined) tally.add(value);
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
