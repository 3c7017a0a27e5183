import type { RateState } from '@sidecar/features';
import type { DecisionOptions } from '@sidecar/scoring';
import type { SidecarModel } from '../model.ts';
import type { NewLooks } from './look-numbers.ts';
import type { ScoreColumns } from './score-columns.ts';

/** What the judge's thread begins with. */
export interface JudgeData {
  readonly modelPath: string;
  readonly decision: DecisionOptions;
}

/** What the other thread needs of a model: not the model, which is large. Of one of another preset, that it is. */
export type ModelFacts =
  | { readonly preset: 'classic' }
  | {
      readonly preset: 'behavior';
      readonly version: string;
      readonly timeZone: string;
      /** Epoch ms. */
      readonly lastTime: number;
      readonly rateState: RateState;
    };

export function modelFacts(model: SidecarModel, version: string): ModelFacts {
  const { preset } = model;
  if (preset === 'classic') return { preset };
  const { settings, training, rateState } = model;
  return { preset, version, timeZone: settings.timeZone, lastTime: training.lastTime, rateState };
}

/** Begin anew, or the next events in order. */
export type ToJudge = 'begin' | ObservedBatch;

export interface ObservedBatch {
  readonly newLooks: NewLooks;
  /** `ObservationColumns`. */
  readonly observations: ArrayBuffer;
}

/** The model was read; it was begun anew; scores. */
export type FromJudge = ModelFacts | 'begun' | ScoredBatch;

export interface ScoredBatch {
  readonly scores: ScoreColumns;
  /** `Scorer.forgotten` so far. */
  readonly forgotten: number;
}
