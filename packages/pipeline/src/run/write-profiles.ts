import { KvStoreError } from '@sidecar/kvstore-writer';
import type { SidecarConfig } from '../config/index.ts';
import { collections } from '../records/collections.ts';
import type { Profiles } from '../score/scoring-engine.ts';
import { planWrites, type WrittenTarget } from './plan-writes.ts';
import type { RunOptions } from './run.ts';
import { writeAll } from './write-all.ts';

export interface WriteProfilesOptions extends Pick<RunOptions, 'signal' | 'onProgress' | 'onWarning'> {
  readonly config: SidecarConfig;
  readonly runId: string;
  /** Of the model that the profiles belong to. */
  readonly modelVersion: string;
}

const COLLECTIONS: ReadonlySet<string> = new Set([
  collections.auth_user_profiles.name,
  collections.auth_cluster_profiles.name,
  collections.auth_user_thresholds.name,
]);

/**
 * Writes what a training knows of accounts and clusters, as a run does, and nothing else: events and incidents that were published stay.
 *
 * Done again under the same run after it was published, it writes nothing.
 *
 * @throws SplunkError, KvStoreError or IoError if a place cannot be written now: to be done again.
 */
export async function writeProfiles(
  profiles: Profiles,
  { modelVersion, ...options }: WriteProfilesOptions,
): Promise<WrittenTarget[]> {
  const provenance = { model_version: modelVersion, run_id: options.runId };
  const plan = planWrites({ recordsPath: '', provenance, incidents: [], ...profiles }, options.config);
  const planned = plan.filter(({ collection }) => COLLECTIONS.has(collection.name));
  try {
    return await writeAll(planned, options);
  } catch (error) {
    if (error instanceof KvStoreError && error.code === 'published') return [];
    throw error;
  }
}
