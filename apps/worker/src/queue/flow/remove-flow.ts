import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import { type ParentName, QUEUE_OF, type QueueName } from '../jobs/job-data.ts';
import type { QueueLog } from '../queue-options.ts';

export interface RemoveFlowOptions {
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly log: QueueLog;
  readonly signal: AbortSignal;
}

const PARENTS: readonly ParentName[] = ['follow', 'collect', 'reduce', 'compare'];
const PAUSE_MS = 100;

/**
 * Removes the jobs of a flow. A piece that a worker is doing at this moment is waited for, so that nothing of an old flow is written after a new one has
 * begun.
 */
export async function removeFlow(flow: string, { queues, log, signal }: RemoveFlowOptions): Promise<void> {
  for (const name of PARENTS) {
    const queue = queues[QUEUE_OF[name]];
    for (let isTold = false; ; isTold = true) {
      const parent = await queue.getJob(`${flow}-${name}`);
      if (parent === undefined || (await isRemoved(parent))) break;
      if (!isTold) log.info({ flow }, 'Waiting for a piece of earlier work that is under way.');
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}

/** What waits goes at once, so that no more of it begins. */
async function isRemoved(parent: Job): Promise<boolean> {
  await parent.removeUnprocessedChildren();
  try {
    await parent.remove();
    return true;
  } catch (error) {
    if (/locked/.test((error as Error).message)) return false;
    throw error;
  }
}
