import type { AlertRates } from './alert-rates.ts';
import type { BaselineJson, RateState } from '@sidecar/features';
import type { Calibration } from './calibration.ts';
import type { ClusterModel } from './cluster-model.ts';
import type { OwnNoise } from './own-noise.ts';
import type { ContextModel } from './recent/context.ts';
import type { Thresholds } from './thresholds.ts';

/** A trained model: everything that a score depends on, plain data that survives JSON. */
export interface BehaviorModel {
  readonly preset: 'behavior';
  readonly settings: TrainingSettings;
  /** Counts of all training events, per account, by span of time. */
  readonly history: History;
  readonly clusters: ClusterModel;
  /** Weight of each layer by name; they sum to 1. */
  readonly weights: Readonly<Record<string, number>>;
  /** How surprising each account usually is. */
  readonly ownNoise: OwnNoise;
  /** From where on an event makes its neighbours suspicious. */
  readonly context: ContextModel;
  /** Turns a raw score into a p-value. */
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
  /** How many alerts a limit of p-values gives, for the mode `budget`. */
  readonly alertRates: AlertRates;
  /** The sliding windows as they stood after the last training event. */
  readonly rateState: RateState;
  readonly training: TrainingFacts;
}

export interface TrainingFacts {
  readonly events: number;
  readonly accounts: number;
  /** Of these, the newest, held out for calibration. */
  readonly heldOut: number;
  readonly rejected: number;
  /** Epoch ms. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** The days that were asked for, with their bounds in epoch ms; absent if there was no limit. */
  readonly window?: { readonly days: number; readonly from: number; readonly until: number };
  readonly notes: readonly string[];
}

/**
 * Counts of training events in spans of time. They add up, so spans can be forgotten and added; and an event of the training
 * window is judged by all spans but its own: no event is judged by itself.
 */
export interface History {
  /** Length of a span; span `i` holds the events from `i * spanMs`, before `(i + 1) * spanMs`. Epoch ms. */
  readonly spanMs: number;
  /** Ascending by index. */
  readonly spans: readonly { readonly index: number; readonly baseline: BaselineJson }[];
}

/** What was asked of the training. */
export interface TrainingSettings {
  /** IANA zone whose hours people keep. */
  readonly timeZone: string;
  /** Numbers of clusters to choose from. */
  readonly candidates: readonly number[];
  readonly seed: number;
  /** Share of the events, the newest, that calibrate and are never clustered on, in (0, 1). */
  readonly holdoutShare: number;
  /** Share of quiet events below a threshold, in (0, 1). */
  readonly percentile: number;
  /** Held-out events that an account or a cluster needs for a threshold of its own. */
  readonly leastEvents: number;
  /** Days to learn from, the last ones; absent for all there are. */
  readonly windowDays?: number;
}
