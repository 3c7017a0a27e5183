import {
  addToBaseline,
  baselineFromJson,
  type BaselineJson,
  baselineToJson,
  emptyBaseline,
  type Observation,
} from '@sidecar/features';
import type { History } from './behavior-model.ts';

/**
 * Counts observations by the span of time they fall into. In time order one span is held open at a time; an observation that comes
 * late opens its span again.
 *
 * @param clusterOf - Their clusters.
 */
export function historyOf(
  observations: Iterable<Observation>,
  spanMs: number,
  timeZone: string,
  clusterOf: (observation: Observation) => number,
): History {
  const closed = new Map<number, BaselineJson>();
  let open = Number.NaN;
  let baseline = emptyBaseline(timeZone);
  const close = (): void => {
    if (!Number.isNaN(open)) closed.set(open, baselineToJson(baseline));
  };
  for (const observation of observations) {
    const index = Math.floor(observation.time / spanMs);
    if (index !== open) {
      close();
      const before = closed.get(index);
      baseline = before === undefined ? emptyBaseline(timeZone) : baselineFromJson(before);
      open = index;
    }
    addToBaseline(baseline, observation, clusterOf(observation));
  }
  close();
  const ascending = [...closed].sort(([a], [b]) => a - b);
  return { spanMs, spans: ascending.map(([index, json]) => ({ index, baseline: json })) };
}
