import type { SidecarConfig } from '@sidecar/pipeline';
import type { Alerting } from '../alerts/alerting.ts';
import type { Clock } from '../clock/clock.ts';
import type { HealthNotes } from '../ops/create-health.ts';
import type { WorkerMetrics } from '../ops/worker-metrics.ts';
import type { StateKeeper } from '../state/keep-state.ts';
import type { ModelSource } from './create-model-source.ts';
import type { Patience } from './create-patience.ts';
import type { StageEffects } from './stage-effects.ts';
import type { StageEngine } from './stage-engine.ts';

/** A pino logger has this shape. */
export interface StageLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What one run of a stage works with. Its configuration does not change under way. */
export interface StageContext {
  readonly config: SidecarConfig;
  readonly runId: string;
  readonly startedAt: Date;
  readonly clock: Clock;
  readonly log: StageLog;
  /** The log of a batch, which is a run of its own. */
  readonly logOf: (runId: string) => StageLog;
  readonly metrics: WorkerMetrics;
  readonly health: HealthNotes;
  readonly state: StateKeeper;
  readonly models: ModelSource;
  readonly engine: StageEngine;
  readonly effects: StageEffects;
  readonly alerting: Alerting;
  readonly patiently: Patience;
  /** Aborts what is under way. */
  readonly signal: AbortSignal;
  /** Nothing new is begun. */
  readonly stopping: AbortSignal;
}

/** How a run of a stage ended: `nothing` if there was nothing to do. */
export type StageEnd = 'done' | 'partial' | 'failed' | 'nothing';
