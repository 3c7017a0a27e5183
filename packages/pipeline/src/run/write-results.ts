import { countCollection, ensureCollection, type KvRecord, writeCollection } from '@sidecar/kvstore-writer';
import type { SplunkClient } from '@sidecar/splunk-client';
import type { Progress } from '../progress.ts';
import { type Collection, collections } from '../records/collections.ts';
import type { Profiles } from '../score/scoring-engine.ts';
import { kvRecords } from './kv-records.ts';

/** What became of one collection or file. */
export interface WrittenTarget {
  /** Name of the collection, or path of the file. */
  readonly target: string;
  /** Records that are there for certain. */
  readonly written: number;
  /** Records that are not, refused ones included. */
  readonly failed: number;
  /** Records counted by reading the collection back; for a file those written. */
  readonly readBack: number;
  /** Why something failed. */
  readonly problem?: string;
}

/** What goes into the collections. */
export interface Results extends Profiles {
  /** NDJSON of scored lines. */
  readonly scoredPath: string;
  readonly modelVersion: string;
}

export interface WriteResultsOptions {
  readonly app: string;
  /** Name of the collection of events. */
  readonly eventsCollection: string;
  readonly withOutliers: boolean;
  readonly batchSize: number;
  readonly runId: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

/** Writes all collections one after the other, creating those that are missing. A failure in one does not stop the others. */
export async function writeResults(client: SplunkClient, results: Results, options: WriteResultsOptions): Promise<WrittenTarget[]> {
  const { scoredPath, modelVersion } = results;
  const stamped = (records: readonly KvRecord[]): KvRecord[] =>
    records.map((record) => ({ ...record, model_version: modelVersion }));
  const { auth_events, auth_outlier_events, auth_user_profiles, auth_cluster_profiles, auth_user_thresholds } = collections;
  const events: Collection = { ...auth_events, name: options.eventsCollection };
  const plan: [Collection, Iterable<KvRecord> | AsyncIterable<KvRecord>][] = [
    [events, kvRecords(scoredPath, events, () => true)],
    [auth_user_profiles, stamped(results.userProfiles)],
    [auth_cluster_profiles, stamped(results.clusterProfiles)],
    [auth_user_thresholds, stamped(results.userThresholds)],
  ];
  if (options.withOutliers) {
    const isOutlier = (line: Readonly<Record<string, unknown>>): boolean => line.behavior_outlier === 1;
    plan.splice(1, 0, [auth_outlier_events, kvRecords(scoredPath, auth_outlier_events, isOutlier)]);
  }
  const written: WrittenTarget[] = [];
  for (const [collection, records] of plan) written.push(await writeOne(client, collection, records, options));
  return written;
}

async function writeOne(
  client: SplunkClient,
  { name, fields, mode, accelerated }: Collection,
  records: Iterable<KvRecord> | AsyncIterable<KvRecord>,
  { app, batchSize, runId, signal, onProgress }: WriteResultsOptions,
): Promise<WrittenTarget> {
  const stage = `writing ${name}`;
  onProgress?.({ stage, done: 0 });
  const { run_id: _, ...declared } = fields as Record<string, Collection['fields'][string]>;
  const acceleratedFields = Object.fromEntries(accelerated.map((field) => [`by_${field.toLowerCase()}`, { [field]: 1 as const }]));
  await ensureCollection(client, { app, collection: name, fields, acceleratedFields, ...(signal && { signal }) });
  const report = await writeCollection(client, {
    app,
    collection: name,
    records,
    runId,
    fields: declared,
    mode,
    batchCount: batchSize,
    onProgress: ({ confirmed }) => onProgress?.({ stage, done: confirmed }),
    ...(signal && { signal }),
  });
  const readBack = await countCollection(client, { app, collection: name, ...(mode === 'append' && { query: { run_id: runId } }) });
  onProgress?.({ stage, done: report.confirmed });
  const problem = report.error?.message ?? report.refused.samples[0]?.reason;
  return {
    target: name,
    written: report.confirmed,
    failed: report.sent - report.confirmed + report.refused.count,
    readBack,
    ...(problem !== undefined && { problem }),
  };
}
