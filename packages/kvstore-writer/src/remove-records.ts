import { askKv, callKv, collectionPath, type KvPlace } from './call-kv.ts';
import { quoteKvQuery, type KvQuery } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { recordsOf } from './read-collection.ts';

/** Times the removal of the same records is tried: its answer is empty, so only reading again tells whether it happened. */
const ROUNDS = 4;

const PAGE = 5000;

export interface RemoveOptions extends KvPlace {
  readonly query: KvQuery;
  readonly signal?: AbortSignal | undefined;
  /** Told after each page how many more are gone. */
  readonly onRemoved?: ((count: number) => void) | undefined;
}

/**
 * Removes the records that match, a page after the other from the smallest key, so that no request takes long and memory stays flat.
 *
 * @returns How many are gone, and whether some are left that do not go.
 */
export async function removeRecords(
  transport: KvTransport,
  { query, signal, onRemoved, ...place }: RemoveOptions,
): Promise<{ readonly removed: number; readonly left: boolean }> {
  let removed = 0;
  let inVain = 0;
  let page = await firstPage(transport, { query, signal, ...place });
  while (page.length > 0 && inVain < ROUNDS) {
    const within = { _key: { $gte: page[0]!, $lte: page.at(-1)! } };
    const those = isKeyRange(query) ? within : { $and: [query, within] };
    await callKv(transport, {
      method: 'DELETE',
      path: collectionPath('data', place),
      query: { query: quoteKvQuery(those) },
      idempotent: true,
      signal,
    });
    const next = await firstPage(transport, { query, signal, ...place });
    const still = new Set(next);
    const gone = page.filter((key) => !still.has(key)).length;
    removed += gone;
    inVain = gone > 0 ? 0 : inVain + 1;
    if (gone > 0) onRemoved?.(gone);
    page = next;
  }
  return { removed, left: page.length > 0 };
}

/** Whether any record matches. */
export async function hasRecords(
  transport: KvTransport,
  options: Omit<RemoveOptions, 'onRemoved'>,
): Promise<boolean> {
  return (await firstPage(transport, options, 1)).length > 0;
}

function isKeyRange(query: KvQuery): boolean {
  return Object.keys(query).every((name) => name === '_key');
}

/** The first keys that match. */
async function firstPage(
  transport: KvTransport,
  { query, signal, ...place }: Omit<RemoveOptions, 'onRemoved'>,
  limit: number = PAGE,
): Promise<string[]> {
  const request = {
    method: 'GET',
    path: collectionPath('data', place),
    query: { query: quoteKvQuery(query), fields: '_key', sort: '_key', limit: String(limit) },
    signal,
  } as const;
  return (await askKv(transport, request, recordsOf, 'a list of records')).map(({ _key }) => _key);
}
