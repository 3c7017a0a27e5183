import { askKv, collectionPath, type KvAnswer } from './call-kv.ts';
import { markKey, marksOf } from './extension-marks.ts';
import { KvStoreError } from './kv-store-error.ts';
import { quoteKvQuery } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { recordsOf } from './read-collection.ts';
import type { KvRecord } from './record-fault.ts';
import { STATE_COLLECTION } from './state-collection.ts';

/** What readers of a collection see. */
export interface Publication {
  readonly collection: string;
  readonly runId: string;
  /** Records of that run when it was published. */
  readonly records: number;
  /** ISO 8601, by the server's clock. */
  readonly publishedAt: string;
}

export interface PublishedRun extends Publication {
  /** Whether records are added or removed since: `records` is then not how many there are. */
  readonly isExtended: boolean;
}

interface Place {
  readonly app: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Which run of a collection is published, or undefined if none ever was: then readers see the records that have no `record_key`, from before there were
 * generations.
 *
 * @throws KvStoreError if Splunk refuses.
 */
export async function publishedRun(
  transport: KvTransport,
  { app, collection, signal }: Place & { readonly collection: string },
): Promise<PublishedRun | undefined> {
  return (await publishedRuns(transport, [collection], { app, signal })).get(collection);
}

/** The same of several collections, by name. */
export async function publishedRuns(
  transport: KvTransport,
  collections: readonly string[],
  { app, signal }: Place,
): Promise<Map<string, PublishedRun>> {
  if (collections.length === 0) return new Map();
  const query = quoteKvQuery({ $or: collections.flatMap((name) => [{ _key: keyOf(name) }, marksOf(name)]) });
  const path = collectionPath('data', { app, collection: STATE_COLLECTION });
  const request = { method: 'GET', path, query: { query }, signal } as const;
  const found = await askKv(transport, request, recordsOf, 'a list of records').catch((error: unknown) => {
    if (error instanceof KvStoreError && error.status === 404) return []; // nothing was ever published in this app
    throw error;
  });
  const keys = new Set(found.map(({ _key }) => _key));
  const pointers = found.filter(({ _key }) => _key.startsWith(PUBLISHED)).map(publicationOf);
  return new Map(
    pointers.map((pointer) => {
      const { collection, runId } = pointer;
      return [collection, { ...pointer, isExtended: keys.has(markKey(collection, runId)) }];
    }),
  );
}

/**
 * Switches readers of all these collections to the runs named, in one request. This is the moment from which a run counts.
 *
 * @throws KvStoreError if it did not happen, or nobody can know.
 */
export async function publish(
  transport: KvTransport,
  publications: readonly Publication[],
  { app, signal }: Place,
): Promise<void> {
  const json = publications.map(({ collection, runId, records, publishedAt }) => ({
    _key: keyOf(collection),
    collection,
    run_id: runId,
    records,
    published_at: publishedAt,
  }));
  const path = `${collectionPath('data', { app, collection: STATE_COLLECTION })}/batch_save`;
  const all = ({ json: keys }: KvAnswer): true | undefined =>
    Array.isArray(keys) && json.every(({ _key }) => keys.includes(_key)) ? true : undefined;
  await askKv(transport, { method: 'POST', path, json, signal }, all, 'the keys of what is published');
}

const PUBLISHED = 'published-';

function keyOf(collection: string): string {
  return `${PUBLISHED}${collection}`;
}

function publicationOf(record: KvRecord): Publication {
  return {
    collection: String(record['collection']),
    runId: String(record['run_id']),
    records: Number(record['records']),
    publishedAt: String(record['published_at']),
  };
}
