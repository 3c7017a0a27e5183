import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { openExchange } from './exchange/open-exchange.ts';
import { createTrouble } from './flow/create-trouble.ts';
import { backOff } from './jobs/back-off.ts';
import { createModelCache } from './jobs/create-model-cache.ts';
import { createProcessor } from './jobs/create-processor.ts';
import { QUEUE_NAMES, type QueueName } from './jobs/job-data.ts';
import { type QueueWork, queueWork } from './jobs/queue-work.ts';
import type { QueueLog, QueueOptions } from './queue-options.ts';
import { connectRedis } from './redis/connect-redis.ts';
import { isRedisAway, redisMessage } from './redis/redis-failure.ts';

/** A process that takes jobs. */
export interface QueueWorker {
  /**
   * Stops taking jobs and waits for those under way; after `timeoutMs` they are abandoned, and another worker takes them over.
   *
   * @param options.timeoutMs - @default 30 000
   */
  close(options?: { readonly timeoutMs?: number }): Promise<void>;
}

export interface QueueWorkerOptions extends QueueOptions {
  /** Abandons what is under way at once. */
  readonly signal: AbortSignal;
  /** @default that of the pipeline */
  readonly work?: QueueWork;
}

/** A training may keep the processor so busy that its lock is not renewed in time: it is taken for dead so many times later. */
const TRAINING_LOCKS = 20;
/** How long abandoned work has to go back into the queue. */
const ABANDON_MS = 2000;

/**
 * Takes jobs from Redis until it is closed. What a dead worker held is taken over within twice `lock_seconds`.
 *
 * @throws QueueError if Redis refuses; one that is not up yet is waited for.
 */
export async function startQueueWorker(options: QueueWorkerOptions): Promise<QueueWorker> {
  const { config, log, signal, onRedis, work = queueWork } = options;
  const { prefix, concurrency, lock_seconds, most_stalls, backoff_seconds } = config.queue;
  const link = await connectRedis({ redis: config.queue.redis, log, signal, onRedis });
  const exchange = openExchange(link.client, config.queue);
  const stop = new AbortController();
  const process = createProcessor({
    ...options,
    work,
    exchange,
    models: createModelCache(exchange),
    trouble: createTrouble(link.client, { prefix }),
    stop: stop.signal,
  });
  const start = (queue: QueueName): Worker => {
    const lockDuration = lock_seconds * 1000 * (queue === 'training' ? TRAINING_LOCKS : 1);
    return new Worker(queue, (job, token, lost) => process(job, token, lost), {
      connection: link.client,
      prefix,
      name: `${hostname()}-${globalThis.process.pid}`,
      concurrency: queue === 'pieces' ? concurrency : 1,
      lockDuration,
      stalledInterval: Math.min(lockDuration, lock_seconds * 1000) / 2,
      maxStalledCount: most_stalls - 1,
      runRetryDelay: 1000,
      // It would be said on the console, for each connection; `connectRedis` has said it.
      skipVersionCheck: link.mayEvict,
      settings: { backoffStrategy: (failures) => backOff(failures, backoff_seconds) },
    });
  };
  const workers = QUEUE_NAMES.map(start);
  for (const worker of workers) watch(worker, log);

  const close = async ({ timeoutMs = 30_000 } = {}): Promise<void> => {
    const closed = Promise.allSettled(workers.map((worker) => worker.close()));
    const withoutRedis = link.client.status !== 'ready';
    await Promise.race([
      closed,
      sleep(withoutRedis ? Math.min(timeoutMs, ABANDON_MS) : timeoutMs, undefined, { ref: false }),
    ]);
    stop.abort(new Error('The worker stops.'));
    await Promise.race([closed, sleep(ABANDON_MS, undefined, { ref: false })]);
    for (const worker of workers) worker.disconnect().catch(() => undefined);
    await link.close();
  };
  let closing: Promise<void> | undefined;
  const abandon = (): void => {
    stop.abort(new Error('The worker stops.'));
    closing ??= close({ timeoutMs: 0 });
  };
  signal.addEventListener('abort', abandon, { once: true });
  return { close: (limits) => (closing ??= close(limits)) };
}

function watch(worker: Worker, log: QueueLog): void {
  // Another worker has it by now.
  worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => worker.cancelJob(id, 'its lock was lost')));
  worker.on('stalled', (job) => log.warn({ job }, 'Taken over from a worker that gave no sign of life.'));
  worker.on('failed', (job, error) =>
    log.warn({ job: job?.id, attempts: job?.attemptsMade }, `A piece of work failed: ${error.message}`),
  );
  let told = '';
  worker.on('error', (error) => {
    const message = redisMessage(error);
    // Outages are told of by the connection.
    if (isRedisAway(error) || message === told) return;
    told = message;
    log.warn({ queue: worker.name }, message);
  });
}
