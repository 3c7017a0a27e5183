import type { BaselineJson } from '@sidecar/features';
import type { History } from '../behavior-model.ts';
import { createColumnCounter } from './count-columns.ts';
import { columnsPart, type ObservationColumns, type OrderedObservations } from '../ordered-observations.ts';

/**
 * Counts observations by the span of time they fall into.
 *
 * @param k - Number of clusters.
 * @param clusterOf - Cluster of the observation at a place of columns; asked once of each, in order.
 */
export function historyOf(
  events: OrderedObservations,
  spanMs: number,
  timeZone: string,
  k: number,
  clusterOf: (columns: ObservationColumns, i: number) => number,
): History {
  const spans: { readonly index: number; readonly baseline: BaselineJson }[] = [];
  const counter = createColumnCounter(events, timeZone, k);
  let open = Number.NaN;
  const close = (): void => {
    if (!Number.isNaN(open)) spans.push({ index: open, baseline: counter.take() });
  };
  for (const columns of events.columns(0, events.size)) {
    for (let from = 0; from < columns.size;) {
      const index = Math.floor(columns.times[from]! / spanMs);
      if (index !== open) close();
      open = index;
      let to = from + 1;
      while (to < columns.size && Math.floor(columns.times[to]! / spanMs) === index) to += 1;
      const part = columnsPart(columns, from, to);
      counter.add(part, (i) => clusterOf(part, i));
      from = to;
    }
  }
  close();
  return { spanMs, spans };
}
