import type { SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { IndexWindow } from '../slices/slice.ts';
import type { ScoredSlice } from './scored-window.ts';

export interface WriteWindowOptions {
  readonly config: SidecarConfig;
  /** Noted in locks and logs. */
  readonly runId: string;
  /** The span of index time that it is about; files are named by its start. */
  readonly window: IndexWindow;
  /** Which records of KV Store are extended, their `run_id`; null where KV Store is not written. */
  readonly generation: string | null;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/**
 * Writes the records of a window to every configured place. Done again it writes the same under the same keys.
 *
 * @returns What became of each; one that is not complete had records that were refused, which trying again does not mend.
 * @throws SplunkError, KvStoreError or IoError if a place cannot be written now: to be done again.
 */
export async function writeWindow({
  scored,
  window,
}: WriteWindowOptions & { readonly scored: Pick<ScoredSlice, 'recordsPath'> }): Promise<
  readonly WrittenTarget[]
> {
  throw new Error(`not yet: ${scored.recordsPath} ${window.from}`);
}
