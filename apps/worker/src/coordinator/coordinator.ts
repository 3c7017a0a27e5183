import type { SidecarConfig } from '@sidecar/pipeline';
import type { Alerting } from '../alerts/alerting.ts';
import type { Clock } from '../clock/clock.ts';
import type { HealthNotes } from '../ops/create-health.ts';
import type { Stage, WorkerMetrics } from '../ops/worker-metrics.ts';
import type { StateKeeper } from '../state/keep-state.ts';
import type { StageEnd, StageLog } from '../stages/stage-context.ts';
import type { StageEffects } from '../stages/stage-effects.ts';
import type { OpenEngine } from './hold-engine.ts';

/** What a coordinator is made of. */
export interface CoordinatorOptions {
  readonly config: SidecarConfig;
  /** The log of a run; of the coordinator itself without a stage. */
  readonly logOf: (runId: string, stage?: Stage) => StageLog;
  /** Names the process in its own lines. */
  readonly runId: string;
  readonly clock: Clock;
  readonly metrics: WorkerMetrics;
  readonly health: HealthNotes;
  readonly state: StateKeeper;
  readonly openEngine: OpenEngine;
  readonly openAlerting: (config: SidecarConfig) => Promise<Alerting>;
  /** @default those of the world */
  readonly effects?: StageEffects;
  /** Seeds the jitter of starts. */
  readonly seed: string;
  /** False fails a stage at the first failure of the world, instead of waiting for it to be back. @default true */
  readonly isPatient?: boolean;
}

/** Has the schedules, the state and the models, and sees to it that stages run. */
export interface Coordinator {
  /** Follows the schedules until it is stopped. */
  run(): Promise<void>;
  /** Does once what is due: trains if there is no model or its time has passed, and scores. */
  once(): Promise<StageEnd>;
  /** Begins nothing new; what is under way may end within `worker.stop_seconds`, and is abandoned then. */
  stop(): Promise<void>;
  /**
   * Follows another configuration from the next start of each stage on.
   *
   * @throws ConfigError if it cannot be followed without a new start; what opening alerts throws. The one before goes on then.
   */
  reload(config: SidecarConfig): Promise<void>;
  /** Stages under way. */
  running(): number;
}
