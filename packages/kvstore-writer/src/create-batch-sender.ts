import { askKv, collectionPath, type KvAnswer, type KvPlace } from './call-kv.ts';
import { KvStoreError } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import type { KvRecord } from './record-fault.ts';

/** How much goes into one request. They shrink when the server says that it takes less. */
export interface BatchLimits {
  count: number;
  bytes: number;
}

export interface BatchSenderOptions extends KvPlace {
  readonly limits: BatchLimits;
  readonly signal?: AbortSignal | undefined;
  /** Told each record that Splunk refuses by itself. */
  readonly onRefused: (record: SizedRecord, reason: string) => void;
  readonly onBatch: (confirmed: number) => void;
}

/** A record as it is stored. */
export interface SizedRecord {
  readonly record: KvRecord;
  /** Its size as JSON, or a bound of it from above when it is small. */
  readonly bytes: number;
  /** Its own key, and its position among the records given, from 0. */
  readonly key: string;
  readonly position: number;
}

/** Records refused one by one, without one accepted between, after which the fault is taken to be the collection's. */
const REFUSALS_IN_A_ROW = 20;

/**
 * Upserts records by `batch_save`. Over the server's limit, batches shrink to the number in its answer, else by half; at any other refusal the batch
 * is halved until the record at fault stands alone and is reported. A batch is confirmed when all its keys come back; one whose fate is unknown is sent again, for upserts
 * by `_key` do no harm twice.
 */
export function createBatchSender(
  transport: KvTransport,
  { limits, signal, onRefused, onBatch, ...place }: BatchSenderOptions,
): (records: readonly SizedRecord[]) => Promise<void> {
  const path = `${collectionPath('data', place)}/batch_save`;
  let refusedInARow = 0;

  async function send(records: readonly SizedRecord[]): Promise<void> {
    for (const batch of within(records, limits)) {
      signal?.throwIfAborted();
      const refusal = await attempt(batch);
      if (refusal === undefined) {
        refusedInARow = 0;
        onBatch(batch.length);
      } else if (shrink(limits, batch, refusal)) {
        await send(batch);
      } else if (batch.length > 1) {
        await send(batch.slice(0, batch.length / 2));
        await send(batch.slice(batch.length / 2));
      } else {
        if (++refusedInARow > REFUSALS_IN_A_ROW) throw refusal;
        onRefused(batch[0]!, refusal.message);
      }
    }
  }

  /** Undefined when every record is confirmed, the refusal when the records may be at fault. */
  async function attempt(batch: readonly SizedRecord[]): Promise<KvStoreError | undefined> {
    const json = batch.map(({ record }) => record);
    const confirmed = (answer: KvAnswer): true | undefined => (hasKeys(answer, json) ? true : undefined);
    try {
      await askKv(
        transport,
        { method: 'POST', path, json, signal },
        confirmed,
        `the keys of its ${json.length} records`,
      );
      return undefined;
    } catch (error) {
      if (error instanceof KvStoreError && (error.status === 400 || error.status === 413)) return error;
      throw error;
    }
  }

  return send;
}

function* within(
  records: readonly SizedRecord[],
  limits: Readonly<BatchLimits>,
): Generator<readonly SizedRecord[]> {
  let start = 0;
  let bytes = 0;
  for (let i = 0; i < records.length; i++) {
    if (i > start && (i - start >= limits.count || bytes + records[i]!.bytes > limits.bytes)) {
      yield records.slice(start, i);
      start = i;
      bytes = 0;
    }
    bytes += records[i]!.bytes;
  }
  if (start < records.length) yield records.slice(start);
}

/** Lowers the limits when the refusal is about size; false when it is not, or when one record alone is too large. */
function shrink(
  limits: BatchLimits,
  batch: readonly SizedRecord[],
  { message, status }: KvStoreError,
): boolean {
  if (
    batch.length === 1 ||
    !(status === 413 || /exceeds API limits|max_documents_per_batch|max_size_per_batch/.test(message))
  )
    return false;
  const named = Number(/max_documents_per_batch_save=(\d+)/.exec(message)?.[1]);
  const half = Math.floor(batch.length / 2);
  if (status === 413 || /max_size_per_batch/.test(message)) {
    const bytes = batch.reduce((sum, record) => sum + record.bytes, 0);
    limits.bytes = Math.max(1, Math.floor(bytes / 2));
  } else {
    limits.count = named >= 1 && named < batch.length ? named : half;
  }
  return true;
}

function hasKeys({ json }: KvAnswer, records: readonly KvRecord[]): boolean {
  const keys = new Set<unknown>(Array.isArray(json) ? json : []);
  return records.every(({ _key }) => keys.has(_key));
}
