import { callKv, collectionPath, type KvPlace } from './call-kv.ts';
import { quoteKvQuery } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { countCollection } from './read-collection.ts';

/** Times the removal is tried: its answer is empty, so only counting tells whether it happened. */
const ROUNDS = 4;

/** Removes the records of other runs and those without a run. Returns how many are gone; what is left shows when the run is verified. */
export async function removeStale(
  transport: KvTransport,
  {
    runId,
    signal,
    ...place
  }: KvPlace & { readonly runId: string; readonly signal?: AbortSignal | undefined },
): Promise<number> {
  const query = { run_id: { $ne: runId } };
  const path = collectionPath('data', place);
  const count = (): Promise<number> => countCollection(transport, { ...place, query, signal });
  const before = await count();
  let left = before;
  for (let round = 0; round < ROUNDS && left > 0; round++) {
    await callKv(transport, {
      method: 'DELETE',
      path,
      query: { query: quoteKvQuery(query) },
      idempotent: true,
      signal,
    });
    left = await count();
  }
  return before - left;
}
