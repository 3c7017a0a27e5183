import { join } from 'node:path';
import { extendPublished, KvStoreError, type KvStoreErrorCode } from '@sidecar/kvstore-writer';
import type { SplunkWarning } from '@sidecar/splunk-client';
import { type HecRecordKind, kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { type HecResults, sendToHec } from '../hec/send-to-hec.ts';
import { connect } from '../run/connect.ts';
import type { PlannedWrite, WrittenTarget } from '../run/plan-writes.ts';
import { writeToFiles } from '../run/write-files.ts';
import { collectionWrite, targetOf } from '../run/write-kv-store.ts';
import type { IndexWindow } from '../slices/slice.ts';

export interface AddRecordsOptions {
  readonly config: SidecarConfig;
  /** The span of index time that the records are of; files are named by its start. */
  readonly window: IndexWindow;
  /** Which records of `auth_events` are extended, their `run_id`; null where KV Store is not written. */
  readonly generation: string | null;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/**
 * Adds records to collections, in every configured place but the HTTP Event Collector.
 *
 * @throws KvStoreError, SplunkError or IoError if a place cannot be written now; RangeError if KV Store is to be written without a generation.
 */
export async function addRecords(
  plan: readonly PlannedWrite[],
  { config, window, ...options }: AddRecordsOptions,
): Promise<WrittenTarget[]> {
  const { writers, splunk_kvstore: kv, ndjson } = config.output;
  const written: WrittenTarget[] = [];
  if (writers.includes('ndjson')) {
    const { day, ending } = placeOf(window);
    written.push(...(await writeToFiles(join(ndjson.directory, day), plan, ending)));
  }
  if (writers.includes('splunk_kvstore') && kv.enabled)
    written.push(...(await extend(plan, { config, window, ...options })));
  return written;
}

/**
 * Sends some kinds of records to the HTTP Event Collector, as far as they are configured. What was sent before is not remembered, as it may have been
 * another machine that did: what is done again is sent again, with the same `sidecar_id`.
 *
 * @throws SplunkError or IoError, as `sendToHec`.
 */
export async function sendRecords(
  results: HecResults,
  kinds: readonly HecRecordKind[],
  { config, signal, onWarning }: Pick<AddRecordsOptions, 'config' | 'signal' | 'onWarning'>,
): Promise<WrittenTarget[]> {
  const { writers, splunk_hec: hec } = config.output;
  if (!writers.includes('splunk_hec') || !hec.enabled) return [];
  const sent: WrittenTarget[] = [];
  for (const kind of hec.records.filter((configured) => kinds.includes(configured)))
    sent.push(await sendToHec(kind, results, { hec, signal, onWarning }));
  return sent;
}

async function extend(
  plan: readonly PlannedWrite[],
  { config, generation, signal, onWarning }: AddRecordsOptions,
): Promise<WrittenTarget[]> {
  const { splunk_kvstore: kv } = config.output;
  if (generation === null) throw new RangeError('generation is null, expected the run_id that readers see');
  const client = await connect(kvStoreConnection(config), {
    app: kv.app,
    signal,
    ...(onWarning && { onWarning }),
  });
  const reports = await extendPublished(client, {
    app: kv.app,
    // Each collection shows a run of its own; it is that of the events which others go by.
    collections: plan.map((planned) => ({
      ...collectionWrite(planned),
      runId: planned.collection.name === kv.collection ? generation : undefined,
    })),
    batchCount: kv.batch_size,
    signal,
  });
  for (const { error } of reports) {
    if (error !== undefined) throw new KvStoreError(error.code as KvStoreErrorCode, error.message);
  }
  return Promise.all(reports.map((report, i) => targetOf(report, plan[i]!)));
}

/** @example placeOf({ from: 1769817900, to: 1769818200 }); // => { day: '2026-01-31', ending: '.000500Z.ndjson' } */
function placeOf({ from }: IndexWindow): { readonly day: string; readonly ending: string } {
  const time = new Date(from * 1000).toISOString();
  return { day: time.slice(0, 10), ending: `.${time.slice(11, 19).replaceAll(':', '')}Z.ndjson` };
}
