import type { SidecarConfig } from '@sidecar/pipeline';
import type { IndexWindow } from '@sidecar/pipeline/slices';

/** An event may say that it happens so much after it was indexed, as clocks differ: a day. What says more is no event (`readSlice`). */
const AHEAD_SECONDS = 86_400;

/**
 * Where in event time the events of a window of index time are looked for: from `late_hours` before the window begins to a day after it
 * ends, epoch seconds, half-open. Splunk finds events by event time, so without bounds every search would go through everything it has.
 *
 * @example
 * eventTimesOf({ from: 7200, to: 7500 }, config); // with late_hours 1 => { oldest: 3600, newest: 93900 }
 */
export function eventTimesOf(
  { from, to }: IndexWindow,
  { worker }: Pick<SidecarConfig, 'worker'>,
): { readonly oldest: number; readonly newest: number } {
  return { oldest: Math.max(0, from - worker.score.late_hours * 3600), newest: to + AHEAD_SECONDS };
}
