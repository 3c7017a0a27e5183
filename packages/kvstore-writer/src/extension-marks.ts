import { askKv, callKv, collectionPath, type KvAnswer } from './call-kv.ts';
import { generationTag } from './generation.ts';
import { quoteKvQuery, type KvQuery } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { recordsOf } from './read-collection.ts';
import { STATE_COLLECTION } from './state-collection.ts';

/**
 * The key in `sidecar_state` of the mark that a generation is added to, or taken from, since it was published: whoever counts it must not expect the number that its pointer
 * names. A record of its own, as nobody may write a pointer without the lease; it has no field `collection`, by which searches find pointers.
 */
export function markKey(collection: string, runId: string): string {
  return `extended-${collection}-${generationTag(runId)}`;
}

/** All marks of a collection, and those of others whose names begin alike. */
export function marksOf(collection: string): KvQuery {
  return { _key: { $gte: `extended-${collection}-`, $lt: `extended-${collection}.` } };
}

interface Place {
  readonly app: string;
  readonly signal?: AbortSignal | undefined;
}

/** Marks generations, before the first record is added to them. Done twice it does no harm. @throws KvStoreError if Splunk does not confirm it. */
export async function markExtended(
  transport: KvTransport,
  generations: readonly { readonly collection: string; readonly runId: string }[],
  { app, signal }: Place,
): Promise<void> {
  if (generations.length === 0) return;
  const json = generations.map(({ collection, runId }) => ({
    _key: markKey(collection, runId),
    extends: collection,
    run_id: runId,
  }));
  const path = `${collectionPath('data', { app, collection: STATE_COLLECTION })}/batch_save`;
  const all = ({ json: keys }: KvAnswer): true | undefined =>
    Array.isArray(keys) && json.every(({ _key }) => keys.includes(_key)) ? true : undefined;
  await askKv(transport, { method: 'POST', path, json, signal }, all, 'the keys of what is extended');
}

/** Removes the marks of generations that are gone. @param runId - The one that is there. */
export async function forgetExtensions(
  transport: KvTransport,
  {
    app,
    collection,
    runId,
    signal,
  }: Place & { readonly collection: string; readonly runId: string | undefined },
): Promise<void> {
  const path = collectionPath('data', { app, collection: STATE_COLLECTION });
  const read = { method: 'GET', path, query: { query: quoteKvQuery(marksOf(collection)) }, signal } as const;
  const ours = /^[0-9a-f]{12}$/;
  const kept = runId === undefined ? undefined : markKey(collection, runId);
  for (const { _key } of await askKv(transport, read, recordsOf, 'a list of records')) {
    if (_key === kept || !ours.test(_key.slice(`extended-${collection}-`.length))) continue;
    const query = { query: quoteKvQuery({ _key }) };
    await callKv(transport, { method: 'DELETE', path, query, idempotent: true, signal });
  }
}
