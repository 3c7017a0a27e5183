import {
  addToBaseline,
  type Baseline,
  baselineToJson,
  emptyBaseline,
  type Observation,
} from '@sidecar/features';
import type { History } from './behavior-model.ts';

/** Counts observations by the span of time they fall into. @param clusterOf - Their clusters. */
export function historyOf(
  observations: Iterable<Observation>,
  spanMs: number,
  timeZone: string,
  clusterOf: (observation: Observation) => number,
): History {
  const spans = new Map<number, Baseline>();
  for (const observation of observations) {
    const index = Math.floor(observation.time / spanMs);
    const baseline = spans.get(index) ?? emptyBaseline(timeZone);
    spans.set(index, baseline);
    addToBaseline(baseline, observation, clusterOf(observation));
  }
  const ascending = [...spans].sort(([a], [b]) => a - b);
  return {
    spanMs,
    spans: ascending.map(([index, baseline]) => ({ index, baseline: baselineToJson(baseline) })),
  };
}
