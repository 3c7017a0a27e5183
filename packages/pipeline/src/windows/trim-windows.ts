import { formatTime } from '@sidecar/events';
import { trimHistory, trimPublished } from '@sidecar/kvstore-writer';
import type { SplunkWarning } from '@sidecar/splunk-client';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { collections } from '../records/collections.ts';
import { connect } from '../run/connect.ts';
import { windowCollections } from './window-collections.ts';

export interface TrimWindowsOptions {
  readonly config: SidecarConfig;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** What became of one collection. */
export interface TrimmedCollection {
  readonly collection: string;
  /** Records that are gone. */
  readonly removed: number;
  /** Why not all that should be, if so. */
  readonly problem?: string;
}

const DAY_MS = 86_400_000;

/**
 * Removes from KV Store what is older than `worker.score.history_days`: events and outliers that happened, and incidents that ended, before then, and what the history of runs
 * says of scoring, one record every few minutes. Others may add records at the same time.
 *
 * @returns One entry per collection; none if nothing is to be removed, as history_days is 0 or KV Store is not written.
 * @throws SplunkError or KvStoreError if Splunk refuses; IoError or ConfigError as `connect`. Doing it again is safe.
 */
export async function trimWindows({
  config,
  now,
  signal,
  onWarning,
}: TrimWindowsOptions): Promise<TrimmedCollection[]> {
  const { writers, splunk_kvstore: kv } = config.output;
  const { history_days: days } = config.worker.score;
  if (days === 0 || !writers.includes('splunk_kvstore') || !kv.enabled) return [];
  const client = await connect(kvStoreConnection(config), {
    app: kv.app,
    signal,
    ...(onWarning && { onWarning }),
  });
  const before = formatTime(now.getTime() - days * DAY_MS);
  const trimmed: TrimmedCollection[] = [];
  for (const { collection, timeField } of windowCollections(config)) {
    const options = { app: kv.app, collection: collection.name, timeField, before, signal };
    trimmed.push(outcomeOf(collection.name, await trimPublished(client, options)));
  }
  const runs = { app: kv.app, collection: collections.auth_model_runs.name, timeField: 'started_at' };
  const limits = { query: { stage: 'score' }, maxAgeDays: days, now: now.getTime(), signal };
  trimmed.push(outcomeOf(runs.collection, await trimHistory(client, { ...runs, ...limits })));
  return trimmed;
}

function outcomeOf(
  collection: string,
  { removed, left }: { readonly removed: number; readonly left: boolean },
): TrimmedCollection {
  const problem = 'Splunk does not remove records that are too old; look into splunkd.log.';
  return { collection, removed, ...(left && { problem }) };
}
