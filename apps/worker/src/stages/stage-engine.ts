import type { Profiles, RunDrift, SidecarConfig, SidecarModel, InputCounts } from '@sidecar/pipeline';
import type { SetAside } from '@sidecar/pipeline/checkpoint';
import type { IndexWindow, TimeSlice } from '@sidecar/pipeline/slices';
import type { ScoredWindow } from '@sidecar/pipeline/windows';
import type { ScorerState } from '@sidecar/scoring';

/** What carries stages out: this process alone (`local`), or many workers through Redis (`queue`). The results are the same, byte for byte. */
export interface StageEngine {
  train(job: TrainingJob, run: StageRun): Promise<TrainingOutcome>;
  /** Scores windows, one after the other in event time and state, and writes their events. */
  score(job: ScoringJob, run: StageRun): Promise<ScoringOutcome>;
  drift(job: DriftJob, run: StageRun): Promise<DriftOutcome>;
  close(): Promise<void>;
}

/** One run of a stage. */
export interface StageRun {
  /** Noted in records and logs. */
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, done: number) => void;
}

export interface TrainingJob {
  readonly config: SidecarConfig;
  /** In order, without gaps. */
  readonly slices: readonly TimeSlice[];
  readonly now: Date;
}

export interface TrainingOutcome {
  /** Null if there was no event. */
  readonly model: SidecarModel | null;
  /** Of the events that it was trained on; null without a model. */
  readonly profiles: Profiles | null;
  readonly counts: InputCounts;
  readonly setAside: readonly SetAside[];
}

/** A model and its version, as the registry knows it. */
export interface VersionedModel {
  readonly version: string;
  readonly model: SidecarModel;
}

export interface ScoringJob {
  readonly config: SidecarConfig;
  readonly model: VersionedModel;
  /** In order, without gaps. */
  readonly windows: readonly IndexWindow[];
  /** State at the beginning of the first window. Null to begin without. */
  readonly state: ScorerState | null;
  /** Which records of KV Store are extended; null where KV Store is not written. */
  readonly generation: string | null;
}

export interface ScoringOutcome {
  /** Of every window but those set aside, in order. */
  readonly windows: readonly ScoredWindow[];
  /** After the last window. */
  readonly state: ScorerState;
  readonly setAside: readonly SetAside[];
}

export interface DriftJob {
  readonly config: SidecarConfig;
  readonly model: VersionedModel;
  readonly slices: readonly TimeSlice[];
}

export interface DriftOutcome {
  readonly drift: RunDrift | null;
  readonly counts: InputCounts;
  readonly setAside: readonly SetAside[];
}
