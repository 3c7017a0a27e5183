import { askKv, collectionPath, type KvAnswer, type KvPlace } from './call-kv.ts';
import { KvStoreError } from './kv-store-error.ts';
import { quoteKvQuery, requireFieldName, type KvCondition, type KvQuery, type KvScalar } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import type { KvRecord } from './record-fault.ts';

export interface ReadOptions extends KvPlace {
  /** Which records. @default all */
  readonly query?: KvQuery | undefined;
  /** Fields to fetch besides `_key`. @default all */
  readonly fields?: readonly string[] | undefined;
  /** Records a request, from 1 to 50000; small pages stay below the server's limit in bytes. @default 1000 */
  readonly pageSize?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * All records of a collection, ordered by `_key`, however many there are. Splunk gives 50,000 rows at most and does not say that there are more, and may cut
 * a page by its bytes; so every page asks for the keys after the last one, until a page is empty.
 *
 * @throws RangeError if `pageSize`, a field or the query is not acceptable; KvStoreError if Splunk refuses.
 */
export async function* readCollection(
  transport: KvTransport,
  { query, fields, pageSize = 1000, signal, ...place }: ReadOptions,
): AsyncGenerator<KvRecord, void, undefined> {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 50_000) {
    throw new RangeError(`pageSize is ${pageSize}, expected an integer from 1 to 50000`);
  }
  fields?.forEach(requireFieldName);
  const path = collectionPath('data', place);
  const params = {
    sort: '_key',
    limit: String(pageSize),
    ...(fields ? { fields: ['_key', ...fields].join(',') } : {}),
  };
  let last: string | undefined;
  for (;;) {
    const rest = last === undefined ? query : after(last, query);
    const filter = rest === undefined ? {} : { query: quoteKvQuery(rest) };
    const request = { method: 'GET', path, query: { ...params, ...filter }, signal } as const;
    const page = await askKv(transport, request, recordsOf, 'a list of records');
    if (page.length === 0) return;
    const end = page.at(-1)!._key;
    if (end === last)
      throw new KvStoreError(
        'protocol',
        `Splunk gives the same page of ${path} again; it ignores the query.`,
      );
    yield* page;
    last = end;
  }
}

/** The records of a query beyond a key. A range of keys stays one: the index on `_key` answers it alone. */
function after(last: string, query: KvQuery | undefined): KvQuery {
  const beyond = { $gt: last };
  if (query === undefined) return { _key: beyond };
  const range = query['_key'];
  if (Object.keys(query).length !== 1 || typeof range !== 'object' || range === null)
    return { $and: [query, { _key: beyond }] };
  const { $gt: _, $gte: __, ...end } = range as Exclude<KvCondition, KvScalar>;
  return { _key: { ...end, ...beyond } };
}

/** How many records a collection holds, or how many match `query`: KV Store has no count, so their keys are read. */
export async function countCollection(
  transport: KvTransport,
  options: KvPlace & Pick<ReadOptions, 'query' | 'signal'>,
): Promise<number> {
  let count = 0;
  for await (const _ of readCollection(transport, { ...options, fields: [], pageSize: 5000 })) count++;
  return count;
}

export function recordsOf({ json }: KvAnswer): KvRecord[] | undefined {
  const isList =
    Array.isArray(json) && json.every((one) => typeof (one as KvRecord | null)?._key === 'string');
  return isList ? (json as KvRecord[]) : undefined;
}
