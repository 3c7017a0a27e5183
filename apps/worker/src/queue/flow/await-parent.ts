import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { errorOfReason } from '../jobs/failure-reason.ts';
import { QueueError } from '../queue-error.ts';
import type { Trouble } from './create-trouble.ts';

export interface AwaitParentOptions {
  readonly flow: string;
  readonly trouble: Trouble;
  readonly signal: AbortSignal;
  /** How many of the pieces are done. */
  readonly onProgress: (done: number) => void;
  /** Called at each look. */
  readonly onLook: () => Promise<void>;
  /** How long nothing may go on for the world's sake before it is told. */
  readonly patienceMs: number;
}

const FIRST_PAUSE_MS = 10;
const MOST_PAUSE_MS = 500;

/**
 * Looks at a job, ever less often up to twice a second, until it is done, and gives its result.
 *
 * @throws QueueError `flow_lost` if Redis does not know it any more; `put_off` if the world held it up for too long, after which it goes on nevertheless;
 *   what it failed with otherwise.
 */
export async function awaitParent(queue: Queue, id: string, options: AwaitParentOptions): Promise<unknown> {
  const { flow, trouble, signal, onProgress, onLook, patienceMs } = options;
  let last = { done: -1, at: 0 };
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(MOST_PAUSE_MS, pause * 1.5)) {
    const job = await queue.getJob(id);
    if (job === undefined) throw new QueueError('flow_lost', `Redis does not know ${id} any more.`);
    const state = await job.getState();
    if (state === 'completed') return (await queue.getJob(id))?.returnvalue as unknown;
    if (state === 'failed') {
      const reason = (await queue.getJob(id))?.failedReason ?? 'nobody knows why';
      throw errorOfReason(reason) ?? new QueueError('failed', reason);
    }
    const { processed = 0, ignored = 0 } = await job.getDependenciesCount();
    if (processed + ignored !== last.done) {
      last = { done: processed + ignored, at: Date.now() };
      onProgress(last.done);
    } else if (Date.now() - last.at > patienceMs) {
      const held = await trouble.hear(flow);
      if (held !== null) throw new QueueError('put_off', held.message);
    }
    await onLook();
    await sleep(pause, undefined, { signal });
  }
}
