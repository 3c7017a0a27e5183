import type { Job } from 'bullmq';
import { errorOfReason } from './failure-reason.ts';
import type { ChildResults } from './job-context.ts';

/**
 * What became of the pieces that a job waited for.
 *
 * @throws QueueError if one failed for a reason that is not its own: then it is not to be set aside.
 */
export async function childrenOf(job: Job): Promise<ChildResults> {
  const done = Object.entries((await job.getChildrenValues()) ?? {});
  const failed = Object.entries((await job.getIgnoredChildrenFailures()) ?? {});
  for (const [, reason] of failed) {
    const error = errorOfReason(reason);
    if (error !== null) throw error;
  }
  return {
    done: done.map(([key, value]) => ({ index: indexOf(key), value: value as unknown })).sort(byIndex),
    failed: failed.map(([key, reason]) => ({ index: indexOf(key), reason })).sort(byIndex),
  };
}

/** A key ends with `-<index>`. */
function indexOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('-') + 1));
}

function byIndex(a: { readonly index: number }, b: { readonly index: number }): number {
  return a.index - b.index;
}
