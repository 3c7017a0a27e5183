import { ensurePublished } from '@sidecar/kvstore-writer';
import type { SplunkWarning } from '@sidecar/splunk-client';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import type { Progress } from '../progress.ts';
import { connect } from '../run/connect.ts';
import { declaredFields } from '../run/write-kv-store.ts';
import { windowCollections } from './window-collections.ts';

export interface EnsureGenerationOptions {
  readonly config: SidecarConfig;
  /** Names the generation that is published where there is none. */
  readonly runId: string;
  /** The one that was extended before; null if none was. */
  readonly known: string | null;
  readonly signal?: AbortSignal | undefined;
  /** Told when a `sidecar run` is waited for. */
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** What scored windows are added to. */
export interface Generation {
  /** `run_id` of the records of `auth_events` that readers see; null where KV Store is not written. */
  readonly generation: string | null;
  /** Whether it is another one than was known: somebody has used `sidecar run` meanwhile. */
  readonly isOther: boolean;
}

/**
 * Makes sure that the collections which scored windows are added to are there, with all their fields, and show a run; where one shows none, an empty one is published, so that a `sidecar run` and other
 * workers that begin at the same moment agree. `auth_outlier_events` and `auth_incidents` may show another run than `auth_events` does: each is extended as it is.
 *
 * @throws SplunkError or KvStoreError if Splunk refuses, a collection has other types, or a run is writing and does not end; IoError or ConfigError as `connect`. Doing it again is safe.
 */
export async function ensureGeneration({
  config,
  runId,
  known,
  signal,
  onProgress,
  onWarning,
}: EnsureGenerationOptions): Promise<Generation> {
  const { writers, splunk_kvstore: kv } = config.output;
  if (!writers.includes('splunk_kvstore') || !kv.enabled) return { generation: null, isOther: false };
  const client = await connect(kvStoreConnection(config), {
    app: kv.app,
    signal,
    ...(onWarning && { onWarning }),
  });
  const [events] = await ensurePublished(client, {
    app: kv.app,
    runId,
    collections: windowCollections(config).map(({ collection }) => declaredFields(collection)),
    leaseSeconds: kv.lease_seconds,
    readerGraceSeconds: kv.reader_grace_seconds,
    signal,
    onProgress: (event) => {
      if (event.stage !== 'waiting' || onProgress === undefined) return;
      const { runId: other, host, startedAt } = event.holder;
      const note = `run ${other} on ${host} has been writing since ${startedAt}`;
      onProgress({ stage: 'waiting for another run', done: Math.round(event.waitedSeconds), note });
    },
  });
  const generation = events!.runId;
  return { generation, isOther: known !== null && known !== generation };
}
