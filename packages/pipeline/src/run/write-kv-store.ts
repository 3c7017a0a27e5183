import {
  countCollection,
  ensureCollection,
  type EnsuredCollection,
  KvStoreError,
  writeCollection,
} from '@sidecar/kvstore-writer';
import type { SplunkClient } from '@sidecar/splunk-client';
import type { Progress } from '../progress.ts';
import type { Collection } from '../records/collections.ts';
import type { PlannedWrite, WrittenTarget } from './plan-writes.ts';

export interface WriteKvStoreOptions {
  readonly app: string;
  readonly batchSize: number;
  readonly runId: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/**
 * Writes collections one after the other, once all of them are there. A failure in one does not stop the others.
 *
 * @throws KvStoreError if a collection is missing and cannot be made, or Splunk cannot be reached: nothing was written then.
 */
export async function writeToKvStore(
  client: SplunkClient,
  plan: readonly PlannedWrite[],
  options: WriteKvStoreOptions,
): Promise<WrittenTarget[]> {
  const ready: (PlannedWrite & { readonly problem: string | undefined })[] = [];
  for (const planned of plan) {
    ready.push({ ...planned, problem: await prepare(client, planned.collection, options) });
  }
  const written: WrittenTarget[] = [];
  for (const { problem, ...planned } of ready) {
    written.push(
      problem === undefined
        ? await writeOne(client, planned, options)
        : await leaveOut(client, planned, problem, options),
    );
  }
  return written;
}

/** Makes or completes the collection; returns why its fields would lose values, if they would. */
async function prepare(
  client: SplunkClient,
  { name, fields, accelerated }: Collection,
  { app, signal }: WriteKvStoreOptions,
): Promise<string | undefined> {
  const acceleratedFields = Object.fromEntries(
    accelerated.map((field) => [`by_${field.toLowerCase()}`, { [field]: 1 as const }]),
  );
  const { wrongTypes } = await ensureCollection(client, {
    app,
    collection: name,
    fields,
    acceleratedFields,
    signal,
  });
  return wrongTypes.length === 0 ? undefined : wrongTypesText(name, wrongTypes);
}

function wrongTypesText(name: string, wrongTypes: EnsuredCollection['wrongTypes']): string {
  const each = wrongTypes.map(({ field, expected, found }) => `${field} as ${found} instead of ${expected}`);
  return `${name} declares ${each.join(', ')}: Splunk would drop these values, so nothing was written; correct collections.conf.`;
}

async function writeOne(
  client: SplunkClient,
  { collection: { name, fields, mode }, records }: PlannedWrite,
  { app, batchSize, runId, signal, onProgress }: WriteKvStoreOptions,
): Promise<WrittenTarget> {
  const stage = `writing ${name}`;
  const { run_id: _, ...declared } = fields as Record<string, Collection['fields'][string]>;
  onProgress?.({ stage, done: 0 });
  const { confirmed, refused, complete, error } = await writeCollection(client, {
    app,
    collection: name,
    records: records(),
    runId,
    fields: declared,
    mode,
    batchCount: batchSize,
    onProgress: (progress) => onProgress?.({ stage, done: progress.confirmed }),
    signal,
  });
  const readBack = await countBack(client, { app, name, signal, ...(mode === 'append' && { runId }) });
  onProgress?.({ stage, done: confirmed });
  const problem = error?.message ?? refused.samples[0]?.reason;
  const written = Math.min(confirmed, readBack ?? confirmed);
  const all = complete ? confirmed : await countOf(records());
  return {
    target: name,
    written,
    failed: all - written,
    readBack,
    complete,
    ...(problem !== undefined && { problem }),
  };
}

async function leaveOut(
  client: SplunkClient,
  { collection: { name, mode }, records }: PlannedWrite,
  problem: string,
  { app, runId, signal }: WriteKvStoreOptions,
): Promise<WrittenTarget> {
  const failed = await countOf(records());
  const readBack = await countBack(client, { app, name, signal, ...(mode === 'append' && { runId }) });
  return { target: name, written: 0, failed, readBack, complete: false, problem };
}

async function countOf(records: AsyncIterable<unknown> | Iterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of records) count += 1;
  return count;
}

/** Null if reading fails. @param options - `runId`: only records of that run. */
async function countBack(
  client: SplunkClient,
  {
    app,
    name,
    runId,
    signal,
  }: {
    readonly app: string;
    readonly name: string;
    readonly runId?: string;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<number | null> {
  const query = runId === undefined ? undefined : { run_id: runId };
  return countCollection(client, { app, collection: name, query, signal }).catch((error: unknown) => {
    if (error instanceof KvStoreError) return null;
    throw error;
  });
}
