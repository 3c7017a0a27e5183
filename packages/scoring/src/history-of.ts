import {
  type BaselineJson,
  baselineFromJson,
  baselineToJson,
  createBaselineCounter,
  mergeIntoBaseline,
  type Observation,
} from '@sidecar/features';
import type { History } from './behavior-model.ts';

/**
 * Counts observations by the span of time they fall into. In time order one span is held open at a time; an observation that comes
 * late opens its span again.
 *
 * @param clusterOf - Their clusters; asked once of each, in order.
 */
export function historyOf(
  observations: Iterable<Observation>,
  spanMs: number,
  timeZone: string,
  clusterOf: (observation: Observation) => number,
): History {
  const closed = new Map<number, BaselineJson>();
  let open = Number.NaN;
  let counter = createBaselineCounter(timeZone);
  const close = (): void => {
    if (Number.isNaN(open)) return;
    const baseline = counter.baseline();
    const before = closed.get(open);
    if (before !== undefined) mergeIntoBaseline(baseline, baselineFromJson(before));
    closed.set(open, baselineToJson(baseline));
  };
  for (const observation of observations) {
    const index = Math.floor(observation.time / spanMs);
    if (index !== open) {
      close();
      counter = createBaselineCounter(timeZone);
      open = index;
    }
    counter.add(observation, clusterOf(observation));
  }
  close();
  const ascending = [...closed].sort(([a], [b]) => a - b);
  return { spanMs, spans: ascending.map(([index, json]) => ({ index, baseline: json })) };
}
