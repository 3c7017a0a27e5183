import type { Queue } from 'bullmq';
import type { QueueOptions } from '../queue-options.ts';

const STATES = ['waiting', 'active', 'delayed', 'prioritized', 'waiting-children', 'failed'] as const;
const EVERY_MS = 5000;

/** Counts the jobs of all queues by state, at most every five seconds. */
export function queueMeter(
  queues: readonly Queue[],
  metrics: QueueOptions['metrics'],
): { look(): Promise<void> } {
  let last = 0;
  return {
    look: async () => {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      const counts = await Promise.all(queues.map((queue) => queue.getJobCounts(...STATES)));
      for (const state of STATES)
        metrics.queueJobs(
          state,
          counts.reduce((sum, each) => sum + (each[state] ?? 0), 0),
        );
    },
  };
}
