import type { AuthEvent } from '@sidecar/events';
import { createObserver, type Observation } from '@sidecar/features';
import type { BehaviorModel } from '../behavior-model.ts';
import type { DecisionOptions } from '../decide.ts';
import { createAlertLimits } from '../recent/alert-limits.ts';
import { noHabits } from '../recent/habits.ts';
import type { Recent } from '../recent/recent-tracker.ts';
import { createScorer } from '../scorer.ts';
import type { Scored } from '../scored.ts';

const nothingBefore: Omit<Recent, 'alertLimit'> = {
  habits: noHabits,
  context: { neighbours: 0, neighbourEvents: 0, oddDays: 0, oddDayCount: 0 },
};

/**
 * Scores events each by itself: as a scorer would its first event, that has seen none before and judges by all of the history.
 *
 * So sliding windows hold the event alone, nothing became a habit since the training, nothing unusual happened of late and no alert was
 * raised; and an event of the training window is judged by its own span of the history, too. This is what tables can say of an
 * event without any memory (`aloneTables`).
 *
 * @returns A function of an event, and of how an observer saw it if its rates shall count.
 * @throws RangeError if the model was made with other facets, rates or layers than this version knows.
 * @example
 * const scoreAlone = createAloneScorer(model, decision);
 * events.map((event) => scoreAlone(event).score);
 */
export function createAloneScorer(
  model: BehaviorModel,
  decision: DecisionOptions,
): (event: AuthEvent, observation?: Observation) => Scored {
  const { timeZone } = model.settings;
  const scorer = createScorer(withoutWindow(model), { decision });
  return (event, observation = createObserver({ timeZone }).observe(event)) => {
    const scored = scorer.scoreObservation(observation, { ...nothingBefore, alertLimit: 0 });
    const alertLimit = createAlertLimits(model, decision).limitOf(observation, scored.pValue);
    return alertLimit === 0 ? scored : scorer.scoreObservation(observation, { ...nothingBefore, alertLimit });
  };
}

/** No event lies in the training window of the model, so that each is judged by all of the history. */
function withoutWindow(model: BehaviorModel): BehaviorModel {
  return { ...model, training: { ...model.training, lastTime: Number.NEGATIVE_INFINITY } };
}
