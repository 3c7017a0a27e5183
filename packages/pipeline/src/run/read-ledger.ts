import { type KvRecord, KvStoreError, readCollection } from '@sidecar/kvstore-writer';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { collections } from '../records/collections.ts';
import type { LedgerStage } from '../records/model-run.ts';
import { connect } from './connect.ts';

/** One run of `auth_model_runs`, as much as tells how things go. Numbers that a record does not have are 0. */
export interface LedgerEntry {
  readonly runId: string;
  readonly stage: LedgerStage;
  /** `complete`, `partial` or `nothing`. */
  readonly status: string;
  /** ISO time. */
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly modelVersion: string;
  readonly eventsRead: number;
  readonly outliers: number;
  readonly setAside: number;
  /** Why something is not whole, as texts `collection: reason`. */
  readonly problems: readonly string[];
}

export interface ReadLedgerOptions {
  readonly config: SidecarConfig;
  /** From when on: batches that were scored, which are many. */
  readonly scoredSince: Date;
  /** From when on: all other runs. */
  readonly since: Date;
  readonly signal?: AbortSignal | undefined;
}

const STAGES: ReadonlySet<unknown> = new Set<LedgerStage>(['run', 'train', 'score', 'drift']);
const FIELDS = [
  'run_id',
  'stage',
  'status',
  'started_at',
  'duration_seconds',
  'model_version',
  'events_read',
  'outlier_count',
  'set_aside',
  'problems',
];

/**
 * The runs of late from KV Store, oldest first. Reads only what is shown, a few hundred bytes a run.
 *
 * @returns Null if runs are not written to KV Store.
 * @throws KvStoreError or SplunkError if it cannot be read; none of them if there was no run yet.
 */
export async function readLedger({
  config,
  scoredSince,
  since,
  signal,
}: ReadLedgerOptions): Promise<LedgerEntry[] | null> {
  const { writers, splunk_kvstore: kv } = config.output;
  if (!writers.includes('splunk_kvstore') || !kv.enabled) return null;
  const client = await connect(kvStoreConnection(config), { app: kv.app, signal });
  const records = readCollection(client, {
    app: kv.app,
    collection: collections.auth_model_runs.name,
    fields: FIELDS,
    query: {
      $or: [
        { started_at: { $gte: scoredSince.toISOString() } },
        { $and: [{ started_at: { $gte: since.toISOString() } }, { stage: { $ne: 'score' } }] },
      ],
    },
    signal,
  });
  const entries: LedgerEntry[] = [];
  try {
    for await (const record of records) entries.push(entryOf(record));
  } catch (error) {
    if (error instanceof KvStoreError && error.status === 404) return [];
    throw error;
  }
  return entries.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

function entryOf(record: KvRecord): LedgerEntry {
  const text = (name: string): string => (typeof record[name] === 'string' ? record[name] : '');
  const number = (name: string): number => (typeof record[name] === 'number' ? record[name] : 0);
  const { stage, problems } = record;
  return {
    runId: text('run_id'),
    stage: STAGES.has(stage) ? (stage as LedgerStage) : 'run',
    status: text('status'),
    startedAt: text('started_at'),
    durationSeconds: number('duration_seconds'),
    modelVersion: text('model_version'),
    eventsRead: number('events_read'),
    outliers: number('outlier_count'),
    setAside: number('set_aside'),
    problems: Array.isArray(problems) ? problems.filter((one) => typeof one === 'string') : [],
  };
}
