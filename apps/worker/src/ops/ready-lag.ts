import type { WorkerConfig } from '@sidecar/pipeline/config';
import { nextStart } from '../schedule/next-start.ts';

const STARTS = 50;

/**
 * How far behind scoring may be and still be as configured, in seconds: a window waits for its end, `lag_seconds`, the next start and its
 * jitter, and one start may be missed. `window + lag + 2 · longest pause between the next 50 starts + jitter`.
 *
 * @returns Null if this worker does not score.
 * @throws Error if the schedule is none.
 * @example
 * readyLag(config.worker, new Date()); // => 965 with the defaults: 300 + 60 + 2 · 300 + 5
 */
export function readyLag(
  { score, time_zone: timeZone, jitter_seconds: jitter }: WorkerConfig,
  now: Date,
): number | null {
  if (!score.enabled) return null;
  let longest = 0;
  let before: Date | null = null;
  for (let n = 0, after = now; n < STARTS; n += 1) {
    const start = nextStart(score.cron, after, { timeZone, jitterSeconds: 0, seed: '' });
    if (start === null) break;
    if (before !== null) longest = Math.max(longest, (start.at.getTime() - before.getTime()) / 1000);
    before = start.at;
    after = start.at;
  }
  return score.window_seconds + score.lag_seconds + 2 * longest + jitter;
}
