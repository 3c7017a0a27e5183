import type { KvPlace } from './call-kv.ts';
import { countRun } from './count-run.ts';
import { createSending } from './create-sending.ts';
import { failureOf } from './failure-of.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import type { KvFieldType, KvRecord } from './record-fault.ts';
import { requireWriteOptions } from './require-write-options.ts';
import type { WriteFailure, WriteReport } from './write-report.ts';

export interface WriteOptions extends KvPlace {
  readonly records: Iterable<KvRecord> | AsyncIterable<KvRecord>;
  /** Names this run; it is written into the field `run_id` of every record. */
  readonly runId: string;
  /** The declared type of every field that a record may have, besides `_key`, `run_id` and `record_key`. */
  readonly fields: Readonly<Record<string, KvFieldType>>;
  /** `replace`: a generation of its own beside the published one; `append`: added to a history. */
  readonly mode: 'replace' | 'append';
  /** Records a request, from 1; lowered when the server takes less. @default 500 */
  readonly batchCount?: number;
  /** Bytes of JSON a request. @default 4000000 */
  readonly batchBytes?: number;
  readonly onProgress?: ((progress: WriteProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface WriteProgress {
  readonly confirmed: number;
  readonly refused: number;
  readonly batches: number;
}

/**
 * Upserts records into a KV Store collection, batch by batch, each confirmed by its keys, and counts them there when all are. Nothing is removed, and no record of another run is touched; with
 * `replace`, readers do not see the new ones before they are published (`writeRun` does all of it). Takes memory for two batches and 27 bytes a record.
 *
 * Failures of Splunk are in the report, not thrown.
 *
 * @throws RangeError if a field name, `runId` or a limit is not acceptable; whatever `records` throws; the signal's reason when aborted.
 */
export async function writeCollection(transport: KvTransport, options: WriteOptions): Promise<WriteReport> {
  const { app, collection, owner = 'nobody', runId, mode, signal } = options;
  const sending = createSending(transport, { ...options, limits: requireWriteOptions(options) });
  const report = (stored: number | null, error?: WriteFailure): WriteReport =>
    sending.report({ stored, published: mode === 'append', error });
  const count = (): Promise<number> => countRun(transport, { app, collection, owner, runId, mode, signal });

  try {
    await sending.all();
  } catch (error) {
    const failure = failureOf(error);
    return report(mode === 'append' ? await unlessFailing(count()) : null, failure);
  }
  const { confirmed, refused } = report(null);
  if (confirmed === 0 && refused.count > 0) {
    const message = `Every record for ${collection} was refused, so the earlier ones were kept; see the reasons.`;
    return report(0, { code: 'refused', message });
  }
  try {
    const stored = await count();
    return report(stored, lossOf(stored));
  } catch (error) {
    return report(null, failureOf(error));
  }

  function lossOf(stored: number): WriteFailure | undefined {
    if (stored === confirmed || (mode === 'append' && stored > confirmed)) return undefined;
    const message = `${collection} holds ${stored} records of this run where ${confirmed} were confirmed; look for another program that writes to it, and run again.`;
    return { code: 'missing', message };
  }
}

/** Null for what Splunk does not do. */
async function unlessFailing(count: Promise<number>): Promise<number | null> {
  return count.catch((error: unknown) => {
    if (error instanceof KvStoreError) return null;
    throw error;
  });
}
