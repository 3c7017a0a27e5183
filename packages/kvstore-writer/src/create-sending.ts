import { createBatchSender, type BatchLimits, type SizedRecord } from './create-batch-sender.ts';
import type { KvTransport } from './kv-transport.ts';
import { createSeenKeys } from './seen-keys.ts';
import { createStoring } from './stored-record.ts';
import type { WriteOptions } from './write-collection.ts';
import type { RefusedRecord, WriteFailure, WriteReport } from './write-report.ts';

/** Records of one collection on their way. */
export interface Sending {
  /** Sends all records, each batch confirmed by its keys. @throws KvStoreError if Splunk fails; whatever the records throw. */
  all(): Promise<void>;
  /** What has become of them so far. */
  report(rest: SendingRest): WriteReport;
}

/** What sending alone does not know. */
export interface SendingRest extends Pick<WriteReport, 'stored' | 'published'> {
  readonly error?: WriteFailure | undefined;
}

/** Gathers records into batches, one of which is under way while the next is gathered. Memory: two batches and 27 bytes a record. */
export function createSending(
  transport: KvTransport,
  options: WriteOptions & { readonly limits: BatchLimits },
): Sending {
  const { app, collection, owner = 'nobody', records, runId, mode, limits, onProgress, signal } = options;
  const samples: RefusedRecord[] = [];
  const state = { sent: 0, confirmed: 0, refused: 0, duplicates: 0, batches: 0 };
  const refuse = (position: number, key: unknown, reason: string): void => {
    state.refused++;
    if (samples.length < 10) samples.push({ position, key: typeof key === 'string' ? key : '', reason });
  };
  const send = createBatchSender(transport, {
    app,
    collection,
    owner,
    limits,
    signal,
    onRefused: ({ key, position }, reason) => refuse(position, key, reason),
    onBatch: (confirmed) => {
      state.confirmed += confirmed;
      state.batches++;
      onProgress?.({ confirmed: state.confirmed, refused: state.refused, batches: state.batches });
    },
  });

  return {
    async all() {
      const store = createStoring(runId, mode, options.fields, {
        smallBytes: limits.bytes / limits.count - 1,
      });
      const seen = createSeenKeys();
      let batch: SizedRecord[] = [];
      let bytes = 0;
      let position = -1;
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
    },
    report({ stored, published, error }) {
      const { refused, ...counts } = state;
      return {
        collection,
        runId,
        ...counts,
        refused: { count: refused, samples },
        stored,
        published,
        removed: 0,
        complete: error === undefined && refused === 0,
        ...(error ? { error } : {}),
      };
    },
  };
}
