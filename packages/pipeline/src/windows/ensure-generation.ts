import type { SidecarConfig } from '../config/index.ts';

export interface EnsureGenerationOptions {
  readonly config: SidecarConfig;
  /** Names the generation that is published where there is none. */
  readonly runId: string;
  /** The one that was extended before; null if none was. */
  readonly known: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** What scored windows are added to. */
export interface Generation {
  /** `run_id` of the records of `auth_events` that readers see; null where KV Store is not written. */
  readonly generation: string | null;
  /** Whether it is another one than was known: somebody has used `sidecar run` meanwhile. */
  readonly isOther: boolean;
}

/** Makes sure that there is something to add scored windows to. Not done yet. */
export async function ensureGeneration({ runId }: EnsureGenerationOptions): Promise<Generation> {
  throw new RangeError(`${runId} cannot be published yet`);
}
