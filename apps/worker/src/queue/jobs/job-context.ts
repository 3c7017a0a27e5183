import type { SidecarConfig } from '@sidecar/pipeline';
import type { Exchange } from '../exchange/exchange.ts';
import type { QueueLog } from '../queue-options.ts';
import type { FailedPiece } from './job-data.ts';
import type { ModelCache } from './create-model-cache.ts';
import type { QueueWork } from './queue-work.ts';

/** What a job is done with. */
export interface JobContext {
  /** The settings of the job and the connections of this process. */
  readonly config: SidecarConfig;
  readonly work: QueueWork;
  readonly exchange: Exchange;
  readonly models: ModelCache;
  readonly log: QueueLog;
  readonly signal: AbortSignal;
  /** What became of the pieces that a parent waited for. */
  readonly children: () => Promise<ChildResults>;
}

/** What became of pieces, in the order of their indexes. */
export interface ChildResults {
  readonly done: readonly { readonly index: number; readonly value: unknown }[];
  readonly failed: readonly FailedPiece[];
}
