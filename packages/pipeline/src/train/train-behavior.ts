import type { Observation, RateState } from '@sidecar/features';
import {
  type BehaviorModel,
  countBehaviour,
  historyOf,
  kindsOf,
  learnFromHeldOut,
  type OrderedObservations,
  prepareLayers,
  type TrainingSettings,
} from '@sidecar/scoring';
import { chooseClusters } from './choose-clusters.ts';

const DAY_MS = 86_400_000;
const LEAST_HELD_OUT = 50;
const LEAST_SPLIT = 20;
const MOST_ACCOUNT_SPANS = 200_000;

export interface TrainBehaviorOptions {
  readonly settings: TrainingSettings;
  /** Lines that were no events. */
  readonly rejected: number;
  /** The sliding windows after the last event. */
  readonly rateState: RateState;
  /** Told before each step, which begins when the promise resolves; a rejection ends the training. */
  readonly onStep?: (name: string) => Promise<void>;
}

/**
 * Trains a model: folds the older events into a baseline and clusters them, judges the held-out newest events by that,
 * learns weights, calibration and thresholds from how they look, and then adds them to the baseline.
 *
 * @param events - At least one.
 */
export async function trainBehavior(
  events: OrderedObservations,
  options: TrainBehaviorOptions,
): Promise<BehaviorModel> {
  const { settings, rejected, rateState, onStep } = options;
  const { timeZone, candidates, seed, holdoutShare, percentile, leastEvents } = settings;
  const held = heldOutOf(events.size, holdoutShare);
  const cut = events.size - held;
  const past = range(events, 0, cut);
  // Very few events are judged by themselves, for want of others.
  const judgedFrom = held > 0 ? cut : 0;

  await onStep?.('counting');
  const kindOf = kindsOf(past, timeZone);
  await onStep?.('clustering');
  const { centroids, curve, notes } = chooseClusters(past, kindOf, { candidates, seed });
  await onStep?.('calibrating');
  const firstTime = events.at(0).time;
  const lastTime = events.at(events.size - 1).time;
  const eventsPerDay = events.size / Math.max(1, (lastTime - firstTime) / DAY_MS);
  const counted = countBehaviour(past, centroids, timeZone);
  const lessons = learnFromHeldOut(
    { size: events.size - judgedFrom, at: (place) => events.at(judgedFrom + place) },
    prepareLayers(counted.baseline, counted.clusters, counted.kindOf),
    { percentile, leastEvents, eventsPerDay },
  );

  await onStep?.('completing');
  const all = range(events, 0, events.size);
  const { baseline, clusters, clusterOf } = countBehaviour(all, centroids, timeZone);
  return {
    preset: 'behavior',
    settings,
    history: historyOf(all, spanFor(lastTime - firstTime, baseline.accounts.size), timeZone, clusterOf),
    clusters: { ...clusters, curve },
    ...lessons,
    rateState,
    training: {
      events: events.size,
      accounts: baseline.accounts.size,
      heldOut: held,
      rejected,
      firstTime,
      lastTime,
      notes: [...notesOf(events.size, held), ...notes],
    },
  };
}

/**
 * Weeks for a history of eight or more, days for one of four days or more, hours for less; longer if there would be more than
 * 200,000 spans of single accounts, as each costs memory and about 400 bytes of the model.
 */
function spanFor(durationMs: number, accounts: number): number {
  const finest = durationMs >= 8 * 7 * DAY_MS ? 7 * DAY_MS : durationMs >= 4 * DAY_MS ? DAY_MS : DAY_MS / 24;
  const longer = [DAY_MS / 24, DAY_MS, 7 * DAY_MS, 28 * DAY_MS].filter((spanMs) => spanMs >= finest);
  const fits = (spanMs: number): boolean => accounts * Math.ceil(durationMs / spanMs) <= MOST_ACCOUNT_SPANS;
  // Two spans at least, so that an event can be judged by another than its own.
  return longer.find(fits) ?? longer.findLast((spanMs) => spanMs <= durationMs / 2) ?? finest;
}

/** The share asked for; of few events 50 or half, which is little to calibrate by, and nothing of fewer than 20. */
function heldOutOf(events: number, share: number): number {
  if (events < LEAST_SPLIT) return 0;
  return Math.max(Math.floor(events * share), Math.min(LEAST_HELD_OUT, Math.floor(events / 2)));
}

function notesOf(events: number, held: number): string[] {
  if (held >= LEAST_HELD_OUT) return [];
  const reason =
    held === 0
      ? 'too few to hold some out, so scores are calibrated on the training events themselves and run low'
      : `${held} of them held out for calibration, too few for scores to mean much`;
  return [`only ${events} events: ${reason}`];
}

/** A part of the events, as an iterable that can be gone through again. */
function range(events: OrderedObservations, from: number, to: number): Iterable<Observation> {
  return {
    *[Symbol.iterator]() {
      for (let place = from; place < to; place++) yield events.at(place);
    },
  };
}
