import type { RunDrift } from '@sidecar/pipeline';
import type { Registry } from 'prom-client';
import type { AlertMetrics } from '../alerts/alerting.ts';

export type Stage = 'train' | 'score' | 'drift';

/**
 * How the run of a stage ended: `partial` if something was set aside or not written, `skipped` if it did not begin, as the one before was
 * still under way.
 */
export type StageOutcome = 'done' | 'failed' | 'partial' | 'skipped';

/** Alerts (outliers) per day, as the model promises them and as they came. */
export interface BudgetFigures {
  /** Null without a budget. */
  readonly promised: number | null;
  /** Fewest that the promise allows. Null without a budget. */
  readonly low: number | null;
  /** Most that the promise allows. Null without a budget. */
  readonly high: number | null;
  /** Null before a day is over. */
  readonly realised: number | null;
}

/**
 * What the worker counts and measures, for Prometheus. Numbers are added as things happen; label values that are not known words become
 * `other`, so that no name of a user and no secret can come in.
 */
export interface WorkerMetrics extends AlertMetrics {
  /** Lines that were read from Splunk, rejected ones included. */
  eventsRead(n: number): void;
  eventsScored(n: number): void;
  /** @param reason - A `RejectionReason` of `@sidecar/events`. */
  eventsRejected(reason: string, n: number): void;
  /** Scored events that are outliers: what the budget calls alerts. */
  outliers(n: number): void;
  /** @param seconds - How long it took; not looked at if it was skipped. */
  stageDone(stage: Stage, outcome: StageOutcome, seconds: number): void;
  /** @param code - Of a `SplunkError` or `KvStoreError`. */
  splunkError(code: string): void;
  /** Seconds from the end of the last window that is scored to now, by the server's clock; goes on growing until it is told again. */
  lag(seconds: number): void;
  /** @param createdAt - Null if nobody noted it. */
  modelInUse(version: string, createdAt: Date | null): void;
  drift(drift: RunDrift): void;
  budget(figures: BudgetFigures): void;
  /** Windows and slices that are set aside at present. */
  setAside(n: number): void;
  /** @param state - Of the jobs, as BullMQ has it. */
  queueJobs(state: string, n: number): void;
  recordsWritten(collection: string, n: number, outcome: 'written' | 'failed'): void;
  /** Whether `/readyz` says so. */
  ready(isReady: boolean): void;
  /** All of them, with those of the process. */
  readonly registry: Registry;
}
