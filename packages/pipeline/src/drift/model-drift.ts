import { facetNames, type FacetName } from '@sidecar/features';
import { type BeforeAfter, type DriftReport, driftReport } from '@sidecar/kmeans-model';
import type { BehaviorModel } from '@sidecar/scoring';

/** Facets with few values, whose shares can be compared; of others only new values would be seen. */
const comparedFacets: readonly FacetName[] = ['signature', 'source_scope', 'logon_type', 'authentication_package'];

/** Counts of new events by what a model has counted of its training events. */
export interface BehaviourCounts {
  add(event: { readonly cluster: number; readonly slot: number; readonly facets: readonly (string | null)[] }): void;
  /** Compares with the model. @param significance - Chance of a false alarm, in [0, 1]. */
  compare(model: BehaviorModel, significance: number): DriftReport;
}

export function createBehaviourCounts(): BehaviourCounts {
  const clusters = new Map<string, number>();
  const hours = new Map<string, number>();
  const facets = new Map(comparedFacets.map((name) => [name, new Map<string, number>()]));
  return {
    add: (event) => {
      count(clusters, String(event.cluster), 1);
      count(hours, hourName(event.slot), 1);
      for (const [name, counts] of facets) {
        const value = event.facets[facetNames.indexOf(name)];
        if (value != null) count(counts, value, 1);
      }
    },
    compare: (model, significance) => {
      const sides: [string, BeforeAfter][] = [['hour', { before: trainedHours(model), after: record(hours) }]];
      for (const [name, after] of facets) sides.push([name, { before: trainedValues(model, name), after: record(after) }]);
      return driftReport(
        { clusters: { before: trainedClusters(model), after: record(clusters) }, facets: Object.fromEntries(sides) },
        { significance },
      );
    },
  };
}

function trainedClusters({ clusters }: BehaviorModel): Record<string, number> {
  const counts = new Map<string, number>();
  for (const [, events] of clusters.accounts) for (const [cluster, n] of events) count(counts, String(cluster), n);
  return record(counts);
}

function trainedHours({ baseline }: BehaviorModel): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { hours } of baseline.accounts) for (const [slot, n] of hours) count(counts, hourName(slot), n);
  return record(counts);
}

function trainedValues({ baseline }: BehaviorModel, name: FacetName): Record<string, number> {
  const counts = new Map<string, number>();
  const f = facetNames.indexOf(name);
  for (const { facets } of baseline.accounts) for (const [value, n] of facets[f]!) count(counts, value, n);
  return record(counts);
}

function hourName(slot: number): string {
  return `${String(slot % 24).padStart(2, '0')}:00`;
}

function record(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(counts);
}

function count(counts: Map<string, number>, name: string, n: number): void {
  counts.set(name, (counts.get(name) ?? 0) + n);
}
