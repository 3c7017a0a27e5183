import { generationTag, insideGeneration } from './generation.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import { publishedRun } from './publication.ts';
import { readCollection, type ReadOptions } from './read-collection.ts';
import type { KvRecord } from './record-fault.ts';

/**
 * The records of a collection that a reader should see: those of the published run, whole, whatever other runs are writing meanwhile. Where no run was ever published, those that bear no
 * `record_key`. They are given as they are read, so memory is flat; at the end the pointer is read again, and an error says when what was given may not be whole. Of a run that is
 * extended (`extendPublished`), what was there all the time is given, and what comes and goes meanwhile may be.
 *
 * A reader that takes longer than the grace time of a run which replaces what it reads gets `superseded`: forget what was given, and read again.
 *
 * @throws KvStoreError `superseded`; `missing` if records of the published run are not there; or if Splunk refuses.
 * @example
 * for await (const { record_key, score } of readPublished(splunk, { app: 'search', collection: 'user_scores' })) …
 */
export async function* readPublished(
  transport: KvTransport,
  { query, fields, ...options }: Omit<ReadOptions, 'owner'>,
): AsyncGenerator<KvRecord, void, undefined> {
  const { collection } = options;
  const pointer = await publishedRun(transport, options);
  const inside = pointer && insideGeneration(generationTag(pointer.runId));
  const both = query && inside ? { $and: [inside, query] } : (inside ?? query);
  let count = 0;
  const hidden = ['run_id', 'record_key'].filter((name) => fields?.includes(name) === false);
  for await (const record of readCollection(transport, {
    ...options,
    query: both,
    fields: fields && [...fields, ...hidden],
  })) {
    const isSeen = pointer ? record['run_id'] === pointer.runId : record['record_key'] === undefined;
    if (!isSeen) continue;
    count++;
    yield hidden.length === 0 ? record : without(record, hidden);
  }
  if (pointer !== undefined && query === undefined && count === pointer.records) return;
  const now = await publishedRun(transport, options);
  if (now?.runId !== pointer?.runId) {
    const message = `Run ${now?.runId} was published in ${collection} while run ${pointer?.runId ?? 'before it'} was read; read again.`;
    throw new KvStoreError('superseded', message);
  }
  if (pointer === undefined || query !== undefined || now?.isExtended) return;
  const message = `${collection} holds ${count} of the ${pointer.records} records of the published run ${pointer.runId}; run again.`;
  throw new KvStoreError('missing', message);
}

function without(record: KvRecord, names: readonly string[]): KvRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name)),
  ) as unknown as KvRecord;
}
