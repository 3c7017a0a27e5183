import { failureOf } from './failure-of.ts';
import { generationTag, outsideGeneration } from './generation.ts';
import { publishDrafts } from './publish-drafts.ts';
import { hasRecords, removeRecords } from './remove-records.ts';
import type { Draft, RunWork } from './run-work.ts';
import { trimHistory } from './trim-history.ts';

/**
 * Removes the records of other runs from collections that this run is published in: after the grace time, in which readers of the run before come to their end, and only while
 * lease and pointers are ours.
 */
export async function removeReplaced(work: RunWork, drafts: readonly Draft[]): Promise<void> {
  const { transport, app, runId, lease, signal, graceMs, clock, onProgress } = work;
  const ranges = outsideGeneration(generationTag(runId));
  let stale: Draft[] = [];
  for (const draft of drafts) {
    const place = { app, collection: draft.write.collection, signal };
    await noting([draft], async () => {
      const found = await Promise.all(ranges.map((query) => hasRecords(transport, { ...place, query })));
      if (found.includes(true)) stale.push(draft);
    });
  }
  if (stale.length === 0) return;
  for (const { write } of stale) onProgress({ stage: 'removing', collection: write.collection, removed: 0 });
  await noting(stale, async () => {
    if (graceMs > 0) await clock.sleep(graceMs, signal);
    await lease.confirm();
  });
  stale = stale.filter(isWell);
  await publishDrafts(work, stale);
  for (const draft of stale.filter(isWell)) {
    const place = { app, collection: draft.write.collection, signal };
    const onRemoved = counting(work, draft);
    await noting([draft], async () => {
      for (const query of ranges) {
        if ((await removeRecords(transport, { ...place, query, onRemoved })).left) noteLeft(draft);
      }
    });
  }
  await publishDrafts(work, stale.filter(isWell));
}

/** Removes what is too old or too much in histories that this run was added to. */
export async function trimHistories(work: RunWork, drafts: readonly Draft[]): Promise<void> {
  const { transport, app, time, signal } = work;
  for (const draft of drafts) {
    const { collection, retention } = draft.write;
    if (retention === undefined) continue;
    const options = { app, collection, ...retention, now: time.earliest(), signal };
    await noting([draft], async () => {
      const { left } = await trimHistory(transport, { ...options, onRemoved: counting(work, draft) });
      if (left) noteLeft(draft);
    });
  }
}

function isWell({ report }: Draft): boolean {
  return report.error === undefined;
}

function counting({ onProgress }: RunWork, draft: Draft): (count: number) => void {
  return (count) => {
    const removed = draft.report.removed + count;
    draft.report = { ...draft.report, removed };
    onProgress({ stage: 'removing', collection: draft.write.collection, removed });
  };
}

/** Does a part of the work for some collections; notes a failure of Splunk in their reports. */
async function noting(drafts: readonly Draft[], part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (error) {
    const failure = failureOf(error);
    for (const draft of drafts) draft.report = { ...draft.report, complete: false, error: failure };
  }
}

function noteLeft(draft: Draft): void {
  const { collection } = draft.write;
  const message = `Splunk does not remove records from ${collection} that are no longer wanted; readers do not see those of other runs; look into splunkd.log.`;
  draft.report = { ...draft.report, complete: false, error: { code: 'mixed', message } };
}
