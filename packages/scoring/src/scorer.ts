import type { AuthEvent } from '@sidecar/events';
import {
  type Baseline,
  createObserver,
  eventsOf,
  type Observation,
  type Observer,
  type RateState,
} from '@sidecar/features';
import type { BehaviorModel } from './behavior-model.ts';
import { tailProbability } from './calibration.ts';
import { combineLayers } from './combine-layers.ts';
import { decide, type Decision, type DecisionOptions } from './decide.ts';
import { type HistoryTables, historyTables } from './history.ts';
import { layerNames } from './layer-names.ts';

/** One judged event. */
export interface Scored {
  readonly observation: Observation;
  readonly cluster: number;
  /** `-log10 p` per `layerNames`, NaN where the event lacks the facet. */
  readonly surprises: Float64Array;
  /** Weighted sum of what the surprises are worth, no unit, above 0. */
  readonly rawScore: number;
  /** How often a quiet event scores at least this high, in (0, 1]. */
  readonly pValue: number;
  /** 100 (1 - pValue): the share of quiet events that score lower, in percent. */
  readonly score: number;
  /** How much of a history the account has: events / (events + 30), in [0, 1). */
  readonly confidence: number;
  readonly decision: Decision;
  /** What it was judged by: all history, but of its own span of time. */
  readonly baseline: Baseline;
}

/** Scores events against one model. */
export interface Scorer {
  readonly model: BehaviorModel;
  readonly history: HistoryTables;
  /** One weight per `layerNames`. */
  readonly weights: Float64Array;
  /** Scores the next event; events come in time order, for the sake of the rates. */
  score(event: AuthEvent): Scored;
  /** Scores what was observed already; depends on nothing but the model. */
  scoreObservation(observation: Observation): Scored;
  /** State of the sliding windows, plain data, for another scorer to go on from. */
  state(): RateState;
}

export interface ScorerOptions {
  readonly decision: DecisionOptions;
  /** Sliding windows to go on from. @default those of the model, unless the first event lies before them */
  readonly from?: RateState | undefined;
}

const HISTORY_FOR_HALF_CONFIDENCE = 30;

/**
 * Prepares a model for scoring. Pure: no I/O, no clock; the same events give the same scores, alone or among a million.
 *
 * @throws RangeError if the model was made with other facets, rates or layers than this version knows.
 */
export function createScorer(model: BehaviorModel, { decision, from }: ScorerOptions): Scorer {
  const history = historyTables(model);
  const weights = Float64Array.from(layerNames, (name) => weightOf(model, name));
  let observer: Observer | undefined;
  return {
    model,
    history,
    weights,
    score: (event) => {
      // Events older than what training left are a look back: what came after them must not count.
      observer ??= createObserver({
        timeZone: model.settings.timeZone,
        from: from ?? (isLater(event, model) ? model.rateState : undefined),
      });
      return scoreObservation(observer.observe(event));
    },
    scoreObservation,
    state: () => observer?.state() ?? from ?? model.rateState,
  };

  function scoreObservation(observation: Observation): Scored {
    const tables = history.tablesAt(observation.time);
    const { cluster, surprises } = tables.layersOf(observation);
    const rawScore = combineLayers(surprises, weights);
    const pValue = tailProbability(model.calibration, rawScore);
    const counts = tables.baseline.accounts.get(observation.user);
    const events = counts === undefined ? 0 : eventsOf(counts);
    return {
      observation,
      cluster,
      surprises,
      rawScore,
      pValue,
      score: 100 * (1 - pValue),
      confidence: events / (events + HISTORY_FOR_HALF_CONFIDENCE),
      decision: decide({ user: observation.user, cluster, rawScore, pValue }, model.thresholds, decision),
      baseline: tables.baseline,
    };
  }
}

/** Whether an event can follow on the sliding windows that training left. */
export function isLater(event: Pick<AuthEvent, 'time'>, { training }: BehaviorModel): boolean {
  return event.time >= training.lastTime;
}

function weightOf({ weights }: BehaviorModel, name: string): number {
  const weight = weights[name];
  if (weight === undefined) throw new RangeError(`the model has no weight for layer ${name}: train it anew`);
  return weight;
}
