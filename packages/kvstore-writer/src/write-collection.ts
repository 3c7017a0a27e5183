import type { KvPlace } from './call-kv.ts';
import { countRun } from './count-run.ts';
import { createBatchSender, type SizedRecord } from './create-batch-sender.ts';
import { failureOf } from './failure-of.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import type { KvFieldType, KvRecord } from './record-fault.ts';
import { requireWriteOptions } from './require-write-options.ts';
import { createSeenKeys } from './seen-keys.ts';
import { createStoring } from './stored-record.ts';
import type { RefusedRecord, WriteFailure, WriteReport } from './write-report.ts';

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
  const { app, collection, owner = 'nobody', records, runId, mode, onProgress, signal } = options;
  const limits = requireWriteOptions(options);
  const place = { app, collection, owner };
  const samples: RefusedRecord[] = [];
  const state = { sent: 0, confirmed: 0, refused: 0, duplicates: 0, batches: 0 };
  const refuse = (position: number, key: unknown, reason: string): void => {
    state.refused++;
    if (samples.length < 10) samples.push({ position, key: typeof key === 'string' ? key : '', reason });
  };
  const send = createBatchSender(transport, {
    ...place,
    limits,
    signal,
    onRefused: ({ key, position }, reason) => refuse(position, key, reason),
    onBatch: (confirmed) => {
      state.confirmed += confirmed;
      state.batches++;
      onProgress?.({ confirmed: state.confirmed, refused: state.refused, batches: state.batches });
    },
  });
  const report = (stored: number | null, error?: WriteFailure): WriteReport => {
    const { refused, ...counts } = state;
    return {
      collection,
      runId,
      ...counts,
      refused: { count: refused, samples },
      stored,
      published: mode === 'append',
      removed: 0,
      complete: error === undefined && refused === 0,
      ...(error ? { error } : {}),
    };
  };
  const count = (): Promise<number> => countRun(transport, { ...place, runId, mode, signal });

  try {
    await sendAll();
  } catch (error) {
    const failure = failureOf(error);
    return report(mode === 'append' ? await unlessFailing(count()) : null, failure);
  }
  if (state.confirmed === 0 && state.refused > 0) {
    const message = `Every record for ${collection} was refused, so the earlier ones were kept; see the reasons.`;
    return report(0, { code: 'refused', message });
  }
  try {
    const stored = await count();
    return report(stored, lossOf(stored));
  } catch (error) {
    return report(null, failureOf(error));
  }

  async function sendAll(): Promise<void> {
    const store = createStoring(runId, mode, options.fields, { smallBytes: limits.bytes / limits.count - 1 });
    const seen = createSeenKeys();
    let batch: SizedRecord[] = [];
    let bytes = 0;
    let position = -1;
    // One batch is on its way while the next is gathered.
    let underWay: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      await underWay;
      state.sent += batch.length;
      underWay = send(batch);
      underWay.catch(() => undefined); // thrown where it is waited for
      batch = [];
      bytes = 0;
    };
    try {
      for await (const given of records) {
        position++;
        const one = store(given, position);
        if (typeof one === 'string') {
          refuse(position, given?._key, one);
        } else if (!seen.add(one.key)) {
          state.duplicates++;
          refuse(position, one.key, '_key was given before');
        } else {
          if (batch.length >= limits.count || (batch.length > 0 && bytes + one.bytes > limits.bytes))
            await flush();
          batch.push(one);
          bytes += one.bytes;
        }
      }
      if (batch.length > 0) await flush();
      await underWay;
    } finally {
      await underWay.catch(() => undefined);
    }
  }

  function lossOf(stored: number): WriteFailure | undefined {
    const { confirmed } = state;
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
