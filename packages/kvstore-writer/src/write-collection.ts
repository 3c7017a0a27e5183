import type { KvPlace } from './call-kv.ts';
import { createBatchSender, type SizedRecord } from './create-batch-sender.ts';
import { KvStoreError } from './kv-store-error.ts';
import { requireFieldName } from './kv-query.ts';
import type { KvTransport } from './kv-transport.ts';
import { recordFault, type KvFieldType, type KvRecord } from './record-fault.ts';
import { removeStale } from './remove-stale.ts';
import { verifyRun } from './verify-run.ts';

export interface WriteOptions extends KvPlace {
  readonly records: Iterable<KvRecord> | AsyncIterable<KvRecord>;
  /** Names this run; it is written into the field `run_id` of every record. */
  readonly runId: string;
  /** The declared type of every field that a record may have, besides `_key` and `run_id`. */
  readonly fields: Readonly<Record<string, KvFieldType>>;
  /** `replace`: afterwards the collection holds this run's records alone; `append`: nothing is ever removed. */
  readonly mode: 'replace' | 'append';
  /** Records a request, from 1; lowered when the server takes less. @default 500 */
  readonly batchCount?: number;
  /** Bytes of JSON a request. @default 4000000 */
  readonly batchBytes?: number;
  readonly onProgress?: (progress: WriteProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface WriteProgress {
  readonly confirmed: number;
  readonly refused: number;
  readonly batches: number;
}

/** What truly happened. */
export interface WriteReport {
  readonly collection: string;
  readonly runId: string;
  /** Records handed to Splunk. */
  readonly sent: number;
  /** Of these, records whose key Splunk gave back. */
  readonly confirmed: number;
  /** Records that were not written, and why, for the first 10: wrong types, bad or repeated keys, and what Splunk refused. */
  readonly refused: { readonly count: number; readonly samples: readonly RefusedRecord[] };
  /** Of the refused, those whose `_key` had been given before in this run. */
  readonly duplicates: number;
  /** Records of other runs, or of none, that were removed. */
  readonly removedStale: number;
  readonly batches: number;
  /** True when every record given is in the collection, counted there after the last write, and (`replace`) nothing else is. */
  readonly complete: boolean;
  /** Why not, when something failed. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface RefusedRecord {
  /** Position among the records given, from 0. */
  readonly position: number;
  readonly key: string;
  readonly reason: string;
}

/** MongoDB's limit of one document. */
const MAX_RECORD_BYTES = 16 * 2 ** 20;

/**
 * Upserts records into a KV Store collection, so that readers never find it empty: new records go in first, batch by batch, each confirmed by its key; only when all are
 * confirmed are the records of earlier runs removed (`replace`); then the collection is counted. When anything fails, nothing is removed. Running again with the same records and
 * `runId` repairs an interrupted run.
 *
 * Failures of Splunk are in the report, not thrown. When every record was refused, the old ones stay.
 *
 * @throws RangeError if a field name, `runId` or a limit is not acceptable; whatever `records` throws; the signal's reason when aborted.
 */
export async function writeCollection(transport: KvTransport, options: WriteOptions): Promise<WriteReport> {
  const {
    app,
    collection,
    owner = 'nobody',
    records,
    runId,
    mode,
    batchCount = 500,
    batchBytes = 4_000_000,
    onProgress,
    signal,
  } = options;
  const fields = requireOptions(options, batchCount, batchBytes);
  const place = { app, collection, owner };
  const samples: RefusedRecord[] = [];
  const state = { sent: 0, confirmed: 0, refused: 0, duplicates: 0, removedStale: 0, batches: 0 };
  const positions = new Map<string, number>();
  const refuse = (position: number, key: unknown, reason: string): void => {
    state.refused++;
    if (samples.length < 10) samples.push({ position, key: typeof key === 'string' ? key : '', reason });
  };
  const limits = { count: batchCount, bytes: batchBytes };
  const send = createBatchSender(transport, {
    ...place,
    limits,
    signal,
    onRefused: ({ _key }, reason) => refuse(positions.get(_key)!, _key, reason),
    onBatch: (confirmed) => {
      state.confirmed += confirmed;
      state.batches++;
      onProgress?.({ confirmed: state.confirmed, refused: state.refused, batches: state.batches });
    },
  });
  const report = (complete: boolean, error?: WriteReport['error']): WriteReport => {
    const { refused, ...counts } = state;
    return {
      collection,
      runId,
      ...counts,
      refused: { count: refused, samples },
      complete,
      ...(error ? { error } : {}),
    };
  };

  try {
    await sendAll();
    if (mode === 'replace' && state.confirmed === 0 && state.refused > 0) {
      return report(false, {
        code: 'refused',
        message: `Every record for ${collection} was refused, so the earlier ones were kept; see the reasons.`,
      });
    }
    if (mode === 'replace') state.removedStale = await removeStale(transport, { ...place, runId, signal });
    const fault = await verifyRun(transport, { ...place, runId, mode, expected: state.confirmed, signal });
    return report(fault === undefined && state.refused === 0, fault);
  } catch (error) {
    if (!(error instanceof KvStoreError)) throw error;
    return report(false, { code: error.code, message: error.message });
  }

  async function sendAll(): Promise<void> {
    let batch: SizedRecord[] = [];
    let bytes = 0;
    let position = -1;
    const flush = async (): Promise<void> => {
      state.sent += batch.length;
      await send(batch);
      batch = [];
      bytes = 0;
    };
    for await (const given of records) {
      position++;
      const fault = recordFault(given, fields);
      const size = fault === undefined ? sized(given, runId) : undefined;
      if (size === undefined) {
        refuse(position, given?._key, fault!);
      } else if (positions.has(given._key)) {
        state.duplicates++;
        refuse(position, given._key, `_key was given before, by record ${positions.get(given._key)}`);
      } else if (size.bytes > MAX_RECORD_BYTES) {
        refuse(
          position,
          given._key,
          `the record has ${size.bytes} bytes, expected at most ${MAX_RECORD_BYTES}`,
        );
      } else {
        positions.set(given._key, position);
        if (batch.length >= limits.count || (batch.length > 0 && bytes + size.bytes > limits.bytes))
          await flush();
        batch.push(size);
        bytes += size.bytes;
      }
    }
    if (batch.length > 0) await flush();
  }
}

/** The record as it is stored: without absent values and `_user`, with its run. */
function sized(given: KvRecord, runId: string): SizedRecord {
  const record: Record<string, unknown> = {};
  for (const name in given) {
    const value = given[name];
    if (value !== undefined && value !== null && name !== '_user') record[name] = value;
  }
  record['run_id'] = runId;
  return { record: record as unknown as KvRecord, bytes: Buffer.byteLength(JSON.stringify(record)) + 1 };
}

function requireOptions(
  { runId, fields }: WriteOptions,
  batchCount: number,
  batchBytes: number,
): Readonly<Record<string, KvFieldType>> {
  if (typeof runId !== 'string' || runId === '')
    throw new RangeError(`runId is ${JSON.stringify(runId)}, expected text`);
  for (const [name, value] of Object.entries({ batchCount, batchBytes })) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}, expected an integer from 1`);
  }
  Object.keys(fields).forEach(requireFieldName);
  return { ...fields, run_id: 'string' };
}
