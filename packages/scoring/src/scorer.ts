import type { AuthEvent, EventKind } from '@sidecar/events';
import { createObserver, type Observation, type Observer, type RateState } from '@sidecar/features';
import type { BehaviorModel } from './behavior-model.ts';
import { tailProbability } from './calibration.ts';
import { decide, type DecisionOptions } from './decide.ts';
import { type HistoryTables, historyTables } from './history/history-tables.ts';
import { HOUR_LAYER, layerNames } from './layer-names.ts';
import { createJudge, type Judge, type Judged, type JudgedLook } from './judge.ts';
import { calmedByOwnNoise } from './own-noise.ts';
import type { Scored } from './scored.ts';
import { type AlertLimitState, createAlertLimits } from './recent/alert-limits.ts';
import { createRecentTracker, type Recent, type RecentState } from './recent/recent-tracker.ts';

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
  /** As `score`, of an event in two parts: quicker where the same object stands for all events of a kind. */
  scoreAt(kind: EventKind, time: number): Scored;
  /** Scores the next observation, in time order: what `score` does once it has observed the event. */
  scoreNext(observation: Observation): Scored;
  /** What is recent to the next observation, in time order; for `scoreObservation`. */
  follow(observation: Observation): Recent;
  /** Scores what was observed and followed already, in any order; depends on nothing but the model. */
  scoreObservation(observation: Observation, recent: Recent): Scored;
  /** What is remembered, plain data, for another scorer to go on from. */
  state(): ScorerState;
  /**
   * How many accounts, sources, machines and values were forgotten for want of room, those not met for longest first. Above 0, what
   * met them again may have been scored as if for the first time.
   */
  forgotten(): number;
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
  const calmOf = calmedByOwnNoise(model.ownNoise);
  const tracker = createRecentTracker(model.context, from?.recent);
  const limits = createAlertLimits(model, decision, from?.alerts);
  let observer: Observer | undefined;
  let tables: ReturnType<HistoryTables['tablesAt']> | undefined;
  let judge: Judge | undefined;
  return {
    model,
    history,
    weights,
    score: (event) => scoreNext(observerFor(event.time).observe(event)),
    scoreAt: (kind, time) => scoreNext(observerFor(time).observeAt(kind, time)),
    scoreNext,
    follow: (observation) => followed(observation, judgeAt(observation.time)).recent,
    scoreObservation: (observation, recent) => {
      const by = judgeAt(observation.time);
      const look = by.lookOf(observation);
      const judged = by.judge(observation, look, recent.habits);
      const pValue = tailProbability(model.calibration, rawScoreOf(judged, recent.context));
      return scored(observation, look, judged, recent, pValue);
    },
    forgotten: () => (observer?.forgotten() ?? 0) + tracker.forgotten(),
    state: () => ({
      rates: observer?.state() ?? from?.rates ?? model.rateState,
      recent: tracker.state(),
      alerts: limits.state(),
    }),
  };

  /** Events older than what training left are a look back: what came after them must not count. */
  function observerFor(time: number): Observer {
    return (observer ??= createObserver({
      timeZone: model.settings.timeZone,
      from: from?.rates ?? (isLater({ time }, model) ? model.rateState : undefined),
    }));
  }

  function judgeAt(time: number): Judge {
    const current = history.tablesAt(time);
    if (judge === undefined || current !== tables) {
      tables = current;
      judge = createJudge(current, calmOf, weights);
    }
    return judge;
  }

  function scoreNext(observation: Observation): Scored {
    const { look, judged, recent, pValue } = followed(observation, judgeAt(observation.time));
    return scored(observation, look, judged, recent, pValue);
  }

  function followed(observation: Observation, by: Judge): Followed {
    const look = by.lookOf(observation);
    const habits = tracker.habitsOf(observation, look.layers.unknown, tables!.known);
    const judged = by.judge(observation, look, habits);
    const hour = judged.surprises[HOUR_LAYER]!;
    const context = tracker.contextOf(observation, hour, judged.rawScore, weights[HOUR_LAYER]!);
    const pValue = tailProbability(model.calibration, rawScoreOf(judged, context));
    return {
      look,
      judged,
      recent: { habits, context, alertLimit: limits.limitOf(observation, pValue) },
      pValue,
    };
  }

  function scored(
    observation: Observation,
    look: JudgedLook,
    judged: Judged,
    recent: Recent,
    pValue: number,
  ): Scored {
    const { cluster, surprises } = judged;
    const rawScore = rawScoreOf(judged, recent.context);
    const { events } = look.layers.account;
    const { alertLimit } = recent;
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
      history: tables!.judgedBy,
    };
  }
}

interface Followed {
  readonly look: JudgedLook;
  readonly judged: Judged;
  readonly recent: Recent;
  readonly pValue: number;
}

function rawScoreOf({ rawScore }: Judged, { oddDays, neighbours }: Recent['context']): number {
  return rawScore + oddDays + neighbours;
}

/** Whether an event can follow on the sliding windows that training left. */
export function isLater(
  event: Pick<AuthEvent, 'time'>,
  { training }: { readonly training: Pick<BehaviorModel['training'], 'lastTime'> },
): boolean {
  return event.time >= training.lastTime;
}

function weightOf({ weights }: BehaviorModel, name: string): number {
  const weight = weights[name];
  if (weight === undefined) throw new RangeError(`the model has no weight for layer ${name}: train it anew`);
  return weight;
}
