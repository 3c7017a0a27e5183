import type { SplunkClient } from '@sidecar/splunk-client';
import { kvStoreConnection } from '../config/index.ts';
import { connect } from './connect.ts';
import type { PlannedWrite, WrittenTarget } from './plan-writes.ts';
import type { RunOptions } from './run.ts';
import { writeToFiles } from './write-files.ts';
import { writeToKvStore, type WriteKvStoreOptions } from './write-kv-store.ts';

/** Writes collections into KV Store. */
export type KvWriter = (
  client: SplunkClient,
  plan: readonly PlannedWrite[],
  options: WriteKvStoreOptions,
) => Promise<WrittenTarget[]>;

export interface Writers {
  /** @default writes and publishes them together, under the lease */
  readonly toKvStore?: KvWriter;
  /** @default writes each file anew */
  readonly toFiles?: typeof writeToFiles;
}

/** Writes collections to every configured place. */
export async function writeAll(
  plan: readonly PlannedWrite[],
  { config, runId, signal, onProgress, onWarning }: RunOptions,
  { toKvStore = writeToKvStore, toFiles = writeToFiles }: Writers = {},
): Promise<WrittenTarget[]> {
  const { writers, splunk_kvstore: kv, ndjson } = config.output;
  const written = writers.includes('ndjson') ? await toFiles(ndjson.directory, plan) : [];
  if (!writers.includes('splunk_kvstore') || !kv.enabled) return written;
  const client = await connect(kvStoreConnection(config), {
    app: kv.app,
    signal,
    ...(onWarning && { onWarning }),
  });
  const options = {
    app: kv.app,
    batchSize: kv.batch_size,
    leaseSeconds: kv.lease_seconds,
    readerGraceSeconds: kv.reader_grace_seconds,
    runId,
    signal,
    onProgress,
  };
  return [...written, ...(await toKvStore(client, plan, options))];
}
