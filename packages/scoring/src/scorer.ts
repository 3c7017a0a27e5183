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
import { HOUR_LAYER, layerNames } from './layer-names.ts';
import { calmedByOwnNoise } from './own-noise.ts';
import type { Layered } from './prepare-layers.ts';
import { type AlertLimitState, createAlertLimits } from './recent/alert-limits.ts';
import { applyHabits } from './recent/habits.ts';
import { createRecentTracker, type Recent, type RecentState } from './recent/recent-tracker.ts';

/** One judged event. */
export interface Scored {
  readonly observation: Observation;
  readonly cluster: number;
  /** `-log10 p` per `layerNames`, NaN where the event lacks the facet; after habits and the account's own noise. */
  readonly surprises: Float64Array;
  /** What happened since the baseline was made. */
  readonly recent: Recent;
  /** Weighted sum of what the surprises are worth, and what the context adds; no unit, above 0. */
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

/** Everything that scoring remembers from event to event, plain data. */
export interface ScorerState {
  readonly rates: RateState;
  readonly recent: RecentState;
  /** Alerts and p-values of late, as the mode of decision needs them. */
  readonly alerts: AlertLimitState;
}

/** Scores events against one model. */
export interface Scorer {
  readonly model: BehaviorModel;
  readonly history: HistoryTables;
  /** One weight per `layerNames`. */
  readonly weights: Float64Array;
  /** Scores the next event; events come in time order, for the sake of the rates and of what is recent. */
  score(event: AuthEvent): Scored;
  /** Scores the next observation, in time order: what `score` does once it has observed the event. */
  scoreNext(observation: Observation): Scored;
  /** What is recent to the next observation, in time order; for `scoreObservation`. */
  follow(observation: Observation): Recent;
  /** Scores what was observed and followed already, in any order; depends on nothing but the model. */
  scoreObservation(observation: Observation, recent: Recent): Scored;
  /** What is remembered, plain data, for another scorer to go on from. */
  state(): ScorerState;
}

export interface ScorerOptions {
  readonly decision: DecisionOptions;
  /** State to go on from. @default the windows of the model, unless the first event lies before them; nothing recent */
  readonly from?: ScorerState | undefined;
}

const HISTORY_FOR_HALF_CONFIDENCE = 30;

/**
 * Prepares a model for scoring. Pure: no I/O, no clock; the same events give the same scores, alone or among a million, given
 * the state that `state` hands over.
 *
 * @throws RangeError if the model was made with other facets, rates or layers than this version knows.
 */
export function createScorer(model: BehaviorModel, { decision, from }: ScorerOptions): Scorer {
  const history = historyTables(model);
  const weights = Float64Array.from(layerNames, (name) => weightOf(model, name));
  const calm = calmedByOwnNoise(model.ownNoise);
  const tracker = createRecentTracker(model.context, from?.recent);
  const limits = createAlertLimits(model, decision, from?.alerts);
  let observer: Observer | undefined;
  return {
    model,
    history,
    weights,
    score: (event) => {
      // Events older than what training left are a look back: what came after them must not count.
      observer ??= createObserver({
        timeZone: model.settings.timeZone,
        from: from?.rates ?? (isLater(event, model) ? model.rateState : undefined),
      });
      return scoreNext(observer.observe(event));
    },
    scoreNext,
    follow: (observation) => followed(observation).recent,
    scoreObservation: (observation, recent) => scored(observation, recent, judge(observation, recent.habits)),
    state: () => ({
      rates: observer?.state() ?? from?.rates ?? model.rateState,
      recent: tracker.state(),
      alerts: limits.state(),
    }),
  };

  function scoreNext(observation: Observation): Scored {
    const { judged, recent } = followed(observation);
    return scored(observation, recent, judged);
  }

  function followed(observation: Observation): { readonly judged: Layered; readonly recent: Recent } {
    const habits = tracker.habitsOf(observation, history.tablesAt(observation.time).known);
    const judged = judge(observation, habits);
    const hour = judged.surprises[HOUR_LAYER]!;
    const rawScore = combineLayers(judged.surprises, weights);
    const context = tracker.contextOf(observation, hour, rawScore, weights[HOUR_LAYER]!);
    const pValue = tailProbability(model.calibration, rawScore + context.oddDays + context.neighbours);
    return { judged, recent: { habits, context, alertLimit: limits.limitOf(observation, pValue) } };
  }

  function judge(observation: Observation, habits: Recent['habits']): Layered {
    const layered = history.tablesAt(observation.time).layersOf(observation);
    applyHabits(layered.surprises, habits);
    calm(observation.user, layered.surprises);
    return layered;
  }

  function scored(observation: Observation, recent: Recent, { cluster, surprises }: Layered): Scored {
    const { baseline } = history.tablesAt(observation.time);
    const { alertLimit, context } = recent;
    const rawScore = combineLayers(surprises, weights) + context.oddDays + context.neighbours;
    const pValue = tailProbability(model.calibration, rawScore);
    const counts = baseline.accounts.get(observation.user);
    const events = counts === undefined ? 0 : eventsOf(counts);
    return {
      observation,
      cluster,
      surprises,
      recent,
      rawScore,
      pValue,
      score: 100 * (1 - pValue),
      confidence: events / (events + HISTORY_FOR_HALF_CONFIDENCE),
      decision: decide(
        { user: observation.user, cluster, rawScore, pValue, alertLimit },
        model.thresholds,
        decision,
      ),
      baseline,
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
