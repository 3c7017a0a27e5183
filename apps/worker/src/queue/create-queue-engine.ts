import type { StageEngine } from '../stages/stage-engine.ts';
import { driftByFlow } from './drift-by-flow.ts';
import type { EngineParts } from './engine-parts.ts';
import { openExchange } from './exchange/open-exchange.ts';
import { createFlows } from './flow/create-flows.ts';
import type { QueueOptions } from './queue-options.ts';
import { connectRedis } from './redis/connect-redis.ts';
import { scoreByFlow } from './score-by-flow.ts';
import { trainByFlow } from './train-by-flow.ts';

export interface QueueEngineOptions extends QueueOptions {
  /** Ends the waiting for a Redis that is not up yet. */
  readonly signal?: AbortSignal | undefined;
  /**
   * If Splunk or KV Store let nothing go on for so long, the stage fails with `put_off` and says why; its work stays in the queue and is gone on with when the
   * stage is run again. @default 60 000
   */
  readonly patienceMs?: number;
}

/**
 * Stages by flows of jobs in Redis, which `startQueueWorker` of any number of processes carries out. One process, the coordinator, has the engine; when it
 * is started again and asked for the same work, it goes on with what is under way.
 *
 * @throws QueueError if Redis refuses; one that is not up yet is waited for.
 */
export async function createQueueEngine({
  patienceMs = 60_000,
  ...options
}: QueueEngineOptions): Promise<StageEngine> {
  const { config, log, signal, onRedis } = options;
  const link = await connectRedis({ redis: config.queue.redis, log, signal, onRedis });
  const exchange = openExchange(link.client, config.queue);
  const flows = createFlows(link, { ...options, exchange, patienceMs });
  const parts: EngineParts = { flows, exchange, log };
  return {
    train: (job, run) => trainByFlow(job, run, parts),
    score: (job, run) => scoreByFlow(job, run, parts),
    drift: (job, run) => driftByFlow(job, run, parts),
    close: async () => {
      await flows.close();
      await link.close();
    },
  };
}
