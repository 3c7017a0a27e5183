import type { AuthEvent, EventKind } from '@sidecar/events';
import {
  createObserver,
  latestTimeOf,
  type Observation,
  type Observer,
  type RateState,
} from '@sidecar/features';
import type { BehaviorModel } from './behavior-model.ts';
import { tailProbability } from './calibration.ts';
import { decide, type DecisionOptions } from './decide.ts';
import type { HistoryTables } from './history/history-tables.ts';
import { HOUR_LAYER } from './layer-names.ts';
import type { Judged, JudgedLook } from './judge.ts';
import { type JudgedTables, preparedModel } from './prepared-model.ts';
import type { Scored } from './scored.ts';
import { type AlertLimitState, createAlertLimits } from './recent/alert-limits.ts';
import { createRecentTracker, type Recent, type RecentState } from './recent/recent-tracker.ts';

/** Everything that scoring remembers from event to event, plain data. */
export interface ScorerState {
  /** Null before the first event: whether it goes on from the windows of the model is for the time of that event to tell. */
  readonly rates: RateState | null;
  readonly recent: RecentState;
  /** Alerts and p-values of late, as the mode of decision needs them. */
  readonly alerts: AlertLimitState;
}

/**
 * Scores events against one model, in time order, for the sake of the rates and of what is recent. An event that comes late, being older than one
 * before it or than the state to go on from, is judged by its own hour and what it is, and for all that is remembered it happens at the
 * latest time: state never goes back.
 */
export interface Scorer {
  readonly model: BehaviorModel;
  readonly history: HistoryTables;
  /** One weight per `layerNames`. */
  readonly weights: Float64Array;
  /** Scores the next event. */
  score(event: AuthEvent): Scored;
  /**
   * As `score`, of an event in two parts: quicker where the same object stands for all events of a kind.
   *
   * @param notAfter - Epoch ms; for all that is remembered, an event of a clock that is ahead happens no later. @default no limit
   */
  scoreAt(kind: EventKind, time: number, notAfter?: number): Scored;
  /** Scores the next observation: what `score` does once it has observed the event. */
  scoreNext(observation: Observation): Scored;
  /** What is recent to the next observation; for `scoreObservation`. */
  follow(observation: Observation): Recent;
  /** As `scoreAt`, for the sake of the state alone, which is the same then. */
  followAt(kind: EventKind, time: number, notAfter?: number): Recent;
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
  const { history, weights, looks, tablesAt } = preparedModel(model);
  const tracker = createRecentTracker(model.context, from?.recent);
  const limits = createAlertLimits(model, decision, from?.alerts);
  let observer: Observer | undefined;
  let latest = from?.rates ? latestTimeOf(from.rates) : Number.NEGATIVE_INFINITY;
  return {
    model,
    history,
    weights,
    score: (event) => scoreNext(observerFor(event.time).observe(event)),
    scoreAt: (kind, time, notAfter) => {
      const observation = observerFor(time).observeAt(kind, time, notAfter);
      return scored(observation, followed(observation, notAfter));
    },
    scoreNext,
    follow: (observation) => followed(observation).recent,
    followAt: (kind, time, notAfter) =>
      followed(observerFor(time).observeAt(kind, time, notAfter), notAfter).recent,
    scoreObservation: (observation, recent) => {
      const by = tablesAt(observation.time);
      const look = by.judge.lookOf(observation);
      const judged = by.judge.judge(observation, look, recent.habits);
      const pValue = tailProbability(model.calibration, rawScoreOf(judged, recent.context));
      return scored(observation, { by, look, judged, recent, pValue });
    },
    forgotten: () => (observer?.forgotten() ?? 0) + tracker.forgotten(),
    state: () => ({
      rates: observer?.state() ?? from?.rates ?? null,
      recent: tracker.state(),
      alerts: limits.state(),
    }),
  };

  /** Events older than what training left are a look back: what came after them must not count. */
  function observerFor(time: number): Observer {
    return (observer ??= createObserver({
      timeZone: model.settings.timeZone,
      looks,
      from: from?.rates ?? (isLater({ time }, model) ? model.rateState : undefined),
    }));
  }

  function scoreNext(observation: Observation): Scored {
    return scored(observation, followed(observation));
  }

  function followed(observation: Observation, notAfter = observation.time): Followed {
    const by = tablesAt(observation.time);
    const look = by.judge.lookOf(observation);
    const remembered = inOrder(observation, Math.min(observation.time, notAfter));
    const habits = tracker.habitsOf(remembered, look.layers.unknown, by.known);
    const judged = by.judge.judge(observation, look, habits);
    const hour = judged.surprises[HOUR_LAYER]!;
    const context = tracker.contextOf(remembered, hour, judged.rawScore, weights[HOUR_LAYER]!);
    const pValue = tailProbability(model.calibration, rawScoreOf(judged, context));
    const recent = { habits, context, alertLimit: limits.limitOf(remembered, pValue) };
    return { by, look, judged, recent, pValue };
  }

  /** The observation as it is remembered: no earlier than those before it, and no later than it can have happened. */
  function inOrder(observation: Observation, time: number): Observation {
    if (time > latest) latest = time;
    return observation.time === latest ? observation : { ...observation, time: latest };
  }

  function scored(observation: Observation, { by, look, judged, recent, pValue }: Followed): Scored {
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
      history: by.judgedBy,
    };
  }
}

interface Followed {
  readonly by: JudgedTables;
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
