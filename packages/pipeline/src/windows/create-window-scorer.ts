import type { ScorerState } from '@sidecar/scoring';
import type { SidecarConfig } from '../config/index.ts';
import type { SidecarModel } from '../model.ts';
import type { ScoredSlice } from './scored-window.ts';

/** Scores windows one after the other, and lives across them. */
export interface WindowScorer {
  /** Goes through the events of a window for the sake of the state alone. @param slice - Bytes of a `Slice`. */
  follow(slice: Uint8Array): Promise<void>;
  /** Scores the events of a window and writes their records into a file. The state is then the very one that `follow` leaves. */
  score(slice: Uint8Array, options: ScoreWindowOptions): Promise<ScoredSlice>;
  /** What is remembered, plain data, for another scorer to go on from. */
  state(): ScorerState;
}

export interface ScoreWindowOptions {
  /** Noted in every record. */
  readonly runId: string;
  /** Where the records go, as NDJSON; the file appears whole or not at all. */
  readonly recordsPath: string;
}

export interface WindowScorerOptions {
  readonly model: SidecarModel;
  /** Of the model, noted in every record. */
  readonly version: string;
  readonly config: Pick<SidecarConfig, 'modeling'>;
  /** State at the beginning of the next window. Null to begin without. */
  readonly state: ScorerState | null;
  readonly signal?: AbortSignal | undefined;
}

export function createWindowScorer({ model, version, state }: WindowScorerOptions): WindowScorer {
  throw new Error(`not yet: ${model.preset} ${version} ${state === null}`);
}
