import type { SidecarConfig } from '@sidecar/pipeline';
import type { Stage } from '../ops/worker-metrics.ts';
import { nextStart } from '../schedule/next-start.ts';

export const STAGES: readonly Stage[] = ['train', 'score', 'drift'];

/** When each stage starts next; null for one that is switched off. */
export type Starts = Record<Stage, Date | null>;

/** The next start of every stage after a time. */
export function planStarts(config: SidecarConfig, after: Date, seed: string): Starts {
  return {
    train: planStart('train', config, after, seed),
    score: planStart('score', config, after, seed),
    drift: planStart('drift', config, after, seed),
  };
}

/** The next start of one stage. */
export function planStart(stage: Stage, { worker }: SidecarConfig, after: Date, seed: string): Date | null {
  const { enabled, cron } = worker[stage];
  if (!enabled) return null;
  const options = {
    timeZone: worker.time_zone,
    jitterSeconds: worker.jitter_seconds,
    seed: `${seed} ${stage}`,
  };
  return nextStart(cron, after, options)?.at ?? null;
}
