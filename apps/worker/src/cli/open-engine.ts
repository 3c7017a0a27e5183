import type { SidecarConfig } from '@sidecar/pipeline';
import type { OpenEngine } from '../coordinator/hold-engine.ts';
import { createLocalEngine } from '../local/create-local-engine.ts';
import { createQueueEngine } from '../queue/create-queue-engine.ts';
import type { QueueOptions } from '../queue/queue-options.ts';
import { type QueueWorker, startQueueWorker } from '../queue/start-queue-worker.ts';

export interface OpenEngineOptions extends Omit<QueueOptions, 'config'> {
  /** Ends the waiting for a Redis that is not up yet, and abandons what is under way. */
  readonly signal: AbortSignal;
}

/** Stages in this process; with `queue.redis` by jobs, of which this process takes some as well. */
export function openEngine(options: OpenEngineOptions): OpenEngine {
  return async (config, patiently) => {
    if (config.queue.redis.url === undefined) return createLocalEngine({ patiently });
    const worker = await takeJobs(config, options);
    try {
      const engine = await createQueueEngine({ ...options, config });
      const close = async (): Promise<void> => {
        await engine.close();
        await worker.close({ timeoutMs: config.worker.stop_seconds * 1000 });
      };
      return { ...engine, close };
    } catch (error) {
      await worker.close({ timeoutMs: 0 });
      throw error;
    }
  };
}

/** Takes jobs from the Redis of a configuration. */
export function takeJobs(config: SidecarConfig, options: OpenEngineOptions): Promise<QueueWorker> {
  return startQueueWorker({ ...options, config });
}
