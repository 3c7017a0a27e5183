import { type CollectionWrite, type RunProgress, writeRun, type WriteReport } from '@sidecar/kvstore-writer';
import type { SplunkClient } from '@sidecar/splunk-client';
import { acceleratedFields } from '../records/collections/accelerated-fields.ts';
import type { Collection, FieldType } from '../records/collections.ts';
import type { Progress } from '../progress.ts';
import type { PlannedWrite, WrittenTarget } from './plan-writes.ts';

export interface WriteKvStoreOptions {
  readonly app: string;
  readonly batchSize: number;
  readonly runId: string;
  /** @see WriteRunOptions of kvstore-writer */
  readonly leaseSeconds: number;
  readonly readerGraceSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/**
 * Writes all collections and publishes them together, one run after the other. A failure in one does not stop the others.
 *
 * @throws KvStoreError if another run is writing and does not end, a collection is missing and cannot be made, or Splunk cannot be reached: nothing was written then.
 */
export async function writeToKvStore(
  client: SplunkClient,
  plan: readonly PlannedWrite[],
  { batchSize, onProgress, ...options }: WriteKvStoreOptions,
): Promise<WrittenTarget[]> {
  const tell = onProgress && createTeller(onProgress);
  const reports = await writeRun(client, {
    ...options,
    collections: plan.map(collectionWrite),
    batchCount: batchSize,
    onProgress: tell,
  });
  return Promise.all(reports.map((report, i) => targetOf(report, plan[i]!)));
}

/** The same for the writer. */
export function collectionWrite({ collection, records, retention }: PlannedWrite): CollectionWrite {
  return {
    ...declaredFields(collection),
    // Opened when its turn comes: a file of events is not kept open while others are written.
    records: { [Symbol.asyncIterator]: () => iterate(records()) },
    mode: collection.mode,
    ...(retention && { retention }),
  };
}

/** A collection as the writer knows it: without the fields that it sees to by itself. */
export function declaredFields(
  collection: Collection,
): Pick<CollectionWrite, 'collection' | 'fields' | 'acceleratedFields'> {
  const { run_id: _, record_key: __, ...fields } = collection.fields as Record<string, FieldType>;
  return { collection: collection.name, fields, acceleratedFields: acceleratedFields(collection) };
}

async function* iterate<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void, undefined> {
  yield* items;
}

/** What became of it, in the words of a run. */
export async function targetOf(
  { collection, stored, confirmed, published, complete, error, refused }: WriteReport,
  { records }: PlannedWrite,
): Promise<WrittenTarget> {
  const readBack = published === null ? null : published ? stored : 0;
  const written = published === false ? 0 : Math.min(confirmed, readBack ?? confirmed);
  const problem = error?.message ?? refused.samples[0]?.reason;
  const all = complete ? confirmed : await countOf(records());
  return {
    target: collection,
    written,
    failed: all - written,
    readBack,
    complete,
    ...(problem !== undefined && { problem }),
  };
}

async function countOf(records: AsyncIterable<unknown> | Iterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of records) count += 1;
  return count;
}

/** Tells a run's progress in stages: what is removed from all collections is one. */
function createTeller(onProgress: Progress): (event: RunProgress) => void {
  const removed = new Map<string, number>();
  return (event) => {
    switch (event.stage) {
      case 'waiting': {
        const { runId, host, startedAt } = event.holder;
        const note = `run ${runId} on ${host} has been writing since ${startedAt}`;
        return onProgress({ stage: 'waiting for another run', done: Math.round(event.waitedSeconds), note });
      }
      case 'writing':
        return onProgress({ stage: `writing ${event.collection}`, done: event.confirmed });
      case 'publishing':
        return onProgress({
          stage: 'publishing',
          done: event.collections,
          note: `${event.collections} collections`,
        });
      case 'removing': {
        removed.set(event.collection, event.removed);
        const done = [...removed.values()].reduce((sum, count) => sum + count, 0);
        return onProgress({ stage: 'removing old records', done });
      }
    }
  };
}
