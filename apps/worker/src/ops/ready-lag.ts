import type { WorkerConfig } from '@sidecar/pipeline/config';
import { Cron } from 'croner';

const STARTS = 50;

/**
 * How far behind scoring may be and still be as configured, in seconds: a window waits for its end, `lag_seconds`, the next start and its
 * jitter, and one start may be missed. `window + lag + 2 · longest pause between the next 50 starts + jitter`.
 *
 * @returns Null if this worker does not score.
 * @example
 * readyLag(config.worker, new Date()); // => 965 with the defaults: 300 + 60 + 2 · 300 + 5
 */
export function readyLag(
  { score, time_zone: timezone, jitter_seconds: jitter }: WorkerConfig,
  now: Date,
): number | null {
  if (!score.enabled) return null;
  const starts = new Cron(score.cron, { timezone }).nextRuns(STARTS, now);
  const pauses = starts.slice(1).map((start, i) => (start.getTime() - starts[i]!.getTime()) / 1000);
  return score.window_seconds + score.lag_seconds + 2 * Math.max(0, ...pauses) + jitter;
}
