import { ensureCollection, type EnsuredCollection, type EnsureOptions } from './ensure-collection.ts';
import { forgetExtensions } from './extension-marks.ts';
import { failureOf } from './failure-of.ts';
import { generationTag, outsideGeneration } from './generation.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvQuery } from './kv-query.ts';
import { publishedRuns, type Publication } from './publication.ts';
import { removeRecords } from './remove-records.ts';
import type { CollectionWrite, Draft, RunWork } from './run-work.ts';
import { writeCollection } from './write-collection.ts';
import type { WriteFailure } from './write-report.ts';

/**
 * Writes the records of all collections and counts them; readers do not see them yet. A failure in one does not stop the others.
 *
 * @throws KvStoreError, before anything is written, if this run is published already or a collection is missing and cannot be made.
 */
export async function writeDrafts(work: RunWork): Promise<Draft[]> {
  const { transport, app, runId, collections, signal } = work;
  const replaced = collections.filter(({ mode }) => mode === 'replace').map(({ collection }) => collection);
  const pointers = await publishedRuns(transport, replaced, { app, signal });
  for (const [collection, pointer] of pointers) {
    if (pointer.runId !== runId) continue;
    const message = `${collection} shows run ${runId} already, so nothing was written; give a run a name of its own.`;
    throw new KvStoreError('published', message);
  }
  const problems: (WriteFailure | undefined)[] = [];
  for (const write of collections) problems.push(await prepare(work, write));
  const drafts: Draft[] = [];
  for (const [i, write] of collections.entries()) {
    const problem = problems[i] ?? (await clear(work, write, pointers.get(write.collection)));
    drafts.push(problem ? leftOut(work, write, problem) : await writeOne(work, write));
  }
  return drafts;
}

/** Makes or completes the collection; returns why its fields would lose values, if they would. */
async function prepare(
  { transport, app, signal }: RunWork,
  write: CollectionWrite,
): Promise<WriteFailure | undefined> {
  const { wrongTypes } = await ensureCollection(transport, settingsFor(write, { app, signal }));
  return wrongTypes.length === 0
    ? undefined
    : { code: 'wrong_types', message: wrongTypesText(write.collection, wrongTypes) };
}

/** How a collection must be set up for the records of runs. */
export function settingsFor(
  { collection, fields, mode, acceleratedFields }: Omit<CollectionWrite, 'records' | 'retention'>,
  place: Pick<EnsureOptions, 'app' | 'signal'>,
): EnsureOptions {
  return {
    ...place,
    collection,
    fields: mode === 'replace' ? { ...fields, record_key: 'string' } : fields,
    acceleratedFields: { ...acceleratedFields, by_run_id: { run_id: 1 } },
  };
}

export function wrongTypesText(collection: string, wrongTypes: EnsuredCollection['wrongTypes']): string {
  const each = wrongTypes.map(({ field, expected, found }) => `${field} as ${found} instead of ${expected}`);
  return `${collection} declares ${each.join(', ')}: Splunk would drop these values, so nothing was written; correct collections.conf.`;
}

/** Removes what unfinished runs have left, which nobody sees, so that room is needed for two runs and not for more. */
async function clear(
  { transport, app, signal }: RunWork,
  { collection, mode }: CollectionWrite,
  pointer: Publication | undefined,
): Promise<WriteFailure | undefined> {
  if (mode === 'append') return undefined;
  const hidden: readonly KvQuery[] = pointer
    ? outsideGeneration(generationTag(pointer.runId))
    : [{ record_key: { $gt: '' } }];
  try {
    for (const query of hidden) await removeRecords(transport, { app, collection, query, signal });
    await forgetExtensions(transport, { app, collection, runId: pointer?.runId, signal });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

async function writeOne(work: RunWork, write: CollectionWrite): Promise<Draft> {
  const { transport, app, runId, batchCount, batchBytes, signal, onProgress } = work;
  const { collection, records, fields, mode } = write;
  const tell = (confirmed: number): void => onProgress({ stage: 'writing', collection, confirmed });
  tell(0);
  const report = await writeCollection(transport, {
    app,
    collection,
    records,
    runId,
    fields,
    mode,
    ...(batchCount !== undefined && { batchCount }),
    ...(batchBytes !== undefined && { batchBytes }),
    onProgress: ({ confirmed }) => tell(confirmed),
    signal,
  });
  return { write, report };
}

function leftOut({ runId }: RunWork, write: CollectionWrite, error: WriteFailure): Draft {
  const none = {
    sent: 0,
    confirmed: 0,
    refused: { count: 0, samples: [] },
    duplicates: 0,
    batches: 0,
    removed: 0,
  };
  const { collection } = write;
  return {
    write,
    report: { collection, runId, ...none, stored: 0, published: false, complete: false, error },
  };
}
