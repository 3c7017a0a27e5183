import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { codeOf } from '../../stages/create-patience.ts';
import { isOfTheWorld } from '../../stages/is-of-the-world.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Trouble } from '../flow/create-trouble.ts';
import { QueueError } from '../queue-error.ts';
import type { QueueOptions } from '../queue-options.ts';
import { isRedisAway } from '../redis/redis-failure.ts';
import { withSettings } from '../settings/job-settings.ts';
import { backOff } from './back-off.ts';
import { childrenOf } from './children-of.ts';
import { collectJob } from './collect-job.ts';
import { compareJob } from './compare-job.ts';
import type { ModelCache } from './create-model-cache.ts';
import { failureReason } from './failure-reason.ts';
import { followJob } from './follow-job.ts';
import type { JobContext } from './job-context.ts';
import type { JobName, Jobs } from './job-data.ts';
import type { QueueWork } from './queue-work.ts';
import { readJob } from './read-job.ts';
import { reduceJob } from './reduce-job.ts';
import { writeJob } from './write-job.ts';

const HANDLERS: {
  [N in JobName]: (data: Jobs[N]['data'], context: JobContext) => Promise<Jobs[N]['result']>;
} = {
  read: readJob,
  fold: readJob,
  write: writeJob,
  follow: followJob,
  collect: collectJob,
  reduce: reduceJob,
  compare: compareJob,
};

export interface ProcessorOptions extends QueueOptions {
  readonly work: QueueWork;
  readonly exchange: Exchange;
  readonly models: ModelCache;
  readonly trouble: Trouble;
  /** Abandons the jobs under way: they go back into the queue at once. */
  readonly stop: AbortSignal;
}

/** Does one job, and tells the queue what to do with one that failed. */
export function createProcessor(
  options: ProcessorOptions,
): (job: Job, token: string | undefined, lost?: AbortSignal) => Promise<unknown> {
  return async (job: Job, token: string | undefined, lost?: AbortSignal): Promise<unknown> => {
    const { config, stop } = options;
    const signal = lost === undefined ? stop : AbortSignal.any([stop, lost]);
    try {
      stop.throwIfAborted();
      const data = job.data as Jobs[JobName]['data'];
      const handle = HANDLERS[job.name as JobName] as (
        data: unknown,
        context: JobContext,
      ) => Promise<unknown>;
      if (handle === undefined)
        throw new UnrecoverableError(`This worker knows no job ${job.name}: is it older than the others?`);
      const merged = withSettings(data.settings, config);
      return await handle(data, { ...options, config: merged, signal, children: () => childrenOf(job) });
    } catch (error) {
      return await afterFailure(error, { job, token, options });
    }
  };
}

interface Failed {
  readonly job: Job;
  readonly token: string | undefined;
  readonly options: ProcessorOptions;
}

async function afterFailure(error: unknown, { job, token, options }: Failed): Promise<never> {
  const { stop, config, log, metrics, trouble } = options;
  if (stop.aborted) {
    await job.moveToWait(token);
    throw new WaitingError();
  }
  if (isSuperseded(error))
    throw new UnrecoverableError(failureReason(new QueueError('superseded', error.message)));
  if (error instanceof QueueError) throw new UnrecoverableError(failureReason(error));
  if (!isOfTheWorld(error) && !isRedisAway(error)) throw new Error((error as Error).message);
  const { message, retryAfterSeconds = 0 } = error as Error & { retryAfterSeconds?: number };
  const code = codeOf(error);
  metrics.splunkError(code);
  const failures = job.attemptsStarted - job.attemptsMade - job.stalledCounter;
  const pause = Math.max(retryAfterSeconds * 1000, backOff(failures, config.queue.backoff_seconds));
  const pauseMs = Math.round(pause * (1 + Math.random() / 4));
  const { flow } = job.data as { flow: string };
  log.warn({ job: job.id, code, pause_ms: pauseMs }, `Put off, as the fault is not its own: ${message}`);
  await trouble.tell(flow, { message, code }, pauseMs);
  await job.moveToDelayed(Date.now() + pauseMs, token);
  throw new DelayedError();
}

/** What the work belongs to is another by now: doing it again does not help, planning it again does. */
function isSuperseded(error: unknown): error is Error {
  const { name, code = '' } = error as NodeJS.ErrnoException;
  return name === 'KvStoreError' && /^(?:superseded|unpublished|missing|published)$/.test(code);
}
