import { KvStoreError } from './kv-store-error.ts';
import { publish, publishedRuns, type Publication } from './publication.ts';
import { failureOf } from './failure-of.ts';
import type { Draft, RunWork } from './run-work.ts';

/** Times the pointers are switched when they do not show it afterwards. */
const ROUNDS = 3;

/** How long a failed switch is looked into, in milliseconds. */
const LOOK_MS = 5000;

/**
 * Makes the pointers of collections show this run, all that do not in one request, and notes in each report whether they do.
 *
 * While the lease is ours, nobody else's pointer is rightful: one that appears is of a run that was taken for dead and woke up between its last look at the lease and its last request.
 *
 * @throws what is not a failure of Splunk.
 */
export async function publishDrafts(work: RunWork, drafts: readonly Draft[]): Promise<void> {
  try {
    for (let round = 0; ; round++) {
      const others = await notShown(work, drafts, work.signal);
      if (others.length === 0) break;
      if (round === ROUNDS) throw notTaken(work);
      await work.lease.confirm();
      await switchTo(work, others);
    }
    for (const draft of drafts) draft.report = { ...draft.report, published: true };
  } catch (error) {
    await noteFailure(work, drafts, error);
  }
}

async function switchTo(work: RunWork, drafts: readonly Draft[]): Promise<void> {
  const { transport, app, runId, lease, time, signal } = work;
  const publishedAt = new Date(time.earliest()).toISOString();
  const publications = drafts.map(({ report }): Publication => ({
    collection: report.collection,
    runId,
    records: report.stored!,
    publishedAt,
  }));
  // Sent while the lease is ours, and never after: the heartbeat may go on, but this request must not outlive what it was checked against.
  const limit = AbortSignal.any([signal, AbortSignal.timeout(lease.remainingMs())]);
  await publish(transport, publications, { app, signal: limit }).catch((error: unknown) => {
    if (!limit.aborted || signal.aborted) throw error;
    const message = `Splunk did not confirm in time that run ${runId} is published; run again.`;
    throw new KvStoreError('unreachable', message, { cause: error });
  });
}

async function notShown(
  { transport, app, runId }: RunWork,
  drafts: readonly Draft[],
  signal: AbortSignal,
): Promise<Draft[]> {
  const names = drafts.map(({ report }) => report.collection);
  const pointers = await publishedRuns(transport, names, { app, signal });
  return drafts.filter(({ report }) => pointers.get(report.collection)?.runId !== runId);
}

/** A switch that failed may still have happened: only the pointers tell. */
async function noteFailure(work: RunWork, drafts: readonly Draft[], error: unknown): Promise<void> {
  const failure = failureOf(error);
  const without = await notShown(work, drafts, AbortSignal.timeout(LOOK_MS)).catch(() => undefined);
  for (const draft of drafts) {
    const published = without === undefined ? null : !without.includes(draft);
    draft.report = { ...draft.report, published, complete: false, error: failure };
  }
}

function notTaken({ runId }: RunWork): KvStoreError {
  const message = `Splunk took the pointers to run ${runId} ${ROUNDS} times and does not show them; look for another program that writes to sidecar_state, and run again.`;
  return new KvStoreError('protocol', message);
}
