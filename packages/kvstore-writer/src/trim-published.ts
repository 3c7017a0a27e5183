import type { KvPlace } from './call-kv.ts';
import { markExtended } from './extension-marks.ts';
import { generationTag, insideGeneration } from './generation.ts';
import { requireFieldName } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { publishedRun } from './publication.ts';
import { hasRecords, removeRecords, type RemoveOptions } from './remove-records.ts';

export interface TrimPublishedOptions
  extends Omit<KvPlace, 'owner'>, Pick<RemoveOptions, 'signal' | 'onRemoved'> {
  /** The field that tells a record's time: ISO 8601 text in UTC, or epoch seconds. */
  readonly timeField: string;
  /** The earliest time that stays, in the form of the field: texts are compared as texts. */
  readonly before: string | number;
}

/**
 * Removes from the run that readers of a collection see the records of times before a given one, for runs that are added to (`extendPublished`), also while others do so. Records without that field stay, and
 * where no run is published, or nothing is so old, nothing happens. Should a run be published meanwhile, it stays whole.
 *
 * @returns How many are gone, and whether some are left that do not go.
 * @throws RangeError for a field name; KvStoreError if Splunk refuses. Doing it again is safe.
 * @example
 * await trimPublished(splunk, { app: 'search', collection: 'auth_events', timeField: 'TimeCreated', before: '2026-01-31' });
 */
export async function trimPublished(
  transport: KvTransport,
  { timeField, before, signal, onRemoved, ...place }: TrimPublishedOptions,
): Promise<{ readonly removed: number; readonly left: boolean }> {
  requireFieldName(timeField);
  const none = { removed: 0, left: false };
  const pointer = await publishedRun(transport, { ...place, signal });
  if (pointer === undefined) return none;
  const query = { $and: [insideGeneration(generationTag(pointer.runId)), { [timeField]: { $lt: before } }] };
  if (!(await hasRecords(transport, { ...place, query, signal }))) return none;
  if (!pointer.isExtended) await markExtended(transport, [pointer], { ...place, signal });
  return removeRecords(transport, { ...place, query, signal, onRemoved });
}
