import type { SidecarConfig } from '../config/index.ts';

export interface TrimWindowsOptions {
  readonly config: SidecarConfig;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

/** What became of one collection. */
export interface TrimmedCollection {
  readonly collection: string;
  /** Records that are gone. */
  readonly removed: number;
  /** Why not all that should be, if so. */
  readonly problem?: string;
}

/** Removes what is older than `worker.score.history_days`. Not done yet. */
export async function trimWindows({ now }: TrimWindowsOptions): Promise<TrimmedCollection[]> {
  throw new RangeError(`nothing before ${now.toISOString()} can be removed yet`);
}
