import {
  accountKind,
  type AccountKind,
  addToBaseline,
  type Baseline,
  baselineToJson,
  emptyBaseline,
  type Observation,
  type RateState,
} from '@sidecar/features';
import {
  type BehaviorModel,
  combineLayers,
  fitCalibration,
  fitThresholds,
  type HeldOutScore,
  type History,
  layerNames,
  layerWeights,
  prepareLayers,
  type TrainingSettings,
} from '@sidecar/scoring';
import { chooseClusters, countClusters } from './cluster-behaviour.ts';

const DAY_MS = 86_400_000;
const LEAST_HELD_OUT = 50;
const MOST_JUDGED = 100_000;

/** Observations in time order that can be gone through again and again. */
export interface TrainingEvents {
  readonly size: number;
  at(place: number): Observation;
}

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
  events: TrainingEvents,
  options: TrainBehaviorOptions,
): Promise<BehaviorModel> {
  const { settings, rejected, rateState, onStep } = options;
  const { timeZone, candidates, seed, holdoutShare, percentile, leastEvents } = settings;
  const held = Math.floor(events.size * holdoutShare);
  const enough = held >= LEAST_HELD_OUT;
  const cut = enough ? events.size - held : events.size;
  const past = range(events, 0, cut);
  // Too few events are judged by themselves, for want of others.
  const judgedFrom = enough ? cut : 0;
  const step = Math.ceil((events.size - judgedFrom) / MOST_JUDGED);

  await onStep?.('counting');
  const plainPast = fold(past, timeZone);
  const pastKinds = kindsOf(plainPast);
  await onStep?.('clustering');
  const chosen = chooseClusters(past, pastKinds, { candidates, seed });
  await onStep?.('calibrating');
  const pastClusters = countClusters(past, pastKinds, chosen);
  const tables = prepareLayers(fold(past, timeZone, pastClusters.clusterOf), pastClusters.model, pastKinds);
  const judged = Array.from(range(events, judgedFrom, events.size, step), (observation) => ({
    user: observation.user,
    ...tables.layersOf(observation),
  }));
  const weights = layerWeights(judged.map(({ surprises }) => surprises));
  const weightList = Float64Array.from(layerNames, (name) => weights[name]!);
  const scores = judged.map(({ user, cluster, surprises }): HeldOutScore => {
    return { user, cluster, score: combineLayers(surprises, weightList) };
  });

  await onStep?.('completing');
  const all = range(events, 0, events.size);
  const whole = enough ? fold(range(events, cut, events.size), timeZone, undefined, plainPast) : plainPast;
  const clusters = countClusters(all, kindsOf(whole), chosen);
  const firstTime = events.at(0).time;
  const lastTime = events.at(events.size - 1).time;
  const days = Math.max(1, (lastTime - firstTime) / DAY_MS);
  return {
    preset: 'behavior',
    settings,
    history: foldHistory(all, timeZone, clusters.clusterOf, spanFor(lastTime - firstTime)),
    clusters: clusters.model,
    weights,
    calibration: fitCalibration(Float64Array.from(scores, ({ score }) => score)),
    thresholds: fitThresholds(scores, { percentile, leastEvents, eventsPerDay: events.size / days }),
    rateState,
    training: {
      events: events.size,
      accounts: whole.accounts.size,
      heldOut: enough ? held : 0,
      rejected,
      firstTime,
      lastTime,
      notes: notesOf(enough, events.size, chosen.notes),
    },
  };
}

/** Weeks for a history of eight or more, days for one of four days or more, hours for less. */
function spanFor(durationMs: number): number {
  if (durationMs >= 8 * 7 * DAY_MS) return 7 * DAY_MS;
  return durationMs >= 4 * DAY_MS ? DAY_MS : DAY_MS / 24;
}

type ClusterOf = (observation: Observation) => number;

function foldHistory(
  observations: Iterable<Observation>,
  timeZone: string,
  clusterOf: ClusterOf,
  spanMs: number,
): History {
  const spans = new Map<number, Baseline>();
  for (const observation of observations) {
    const index = Math.floor(observation.time / spanMs);
    let baseline = spans.get(index);
    if (baseline === undefined) spans.set(index, (baseline = emptyBaseline(timeZone)));
    addToBaseline(baseline, observation, clusterOf(observation));
  }
  const ascending = [...spans].sort(([a], [b]) => a - b);
  return {
    spanMs,
    spans: ascending.map(([index, baseline]) => ({ index, baseline: baselineToJson(baseline) })),
  };
}

function fold(
  observations: Iterable<Observation>,
  timeZone: string,
  clusterOf?: ClusterOf,
  into: Baseline = emptyBaseline(timeZone),
): Baseline {
  for (const observation of observations) addToBaseline(into, observation, clusterOf?.(observation));
  return into;
}

function kindsOf({ accounts }: Baseline): (user: string) => AccountKind {
  const kinds = new Map([...accounts].map(([user, counts]) => [user, accountKind(user, counts)]));
  return (user) => kinds.get(user) ?? accountKind(user, undefined);
}

function notesOf(enough: boolean, events: number, clusterNotes: readonly string[]): string[] {
  if (enough) return [...clusterNotes];
  return [
    `only ${events} events: too few to hold some out, so scores are calibrated on the training events themselves and run low`,
    ...clusterNotes,
  ];
}

/** Every `step`-th of a part of the events, as an iterable that can be gone through again. */
function range(events: TrainingEvents, from: number, to: number, step = 1): Iterable<Observation> {
  return {
    *[Symbol.iterator]() {
      for (let place = from; place < to; place += step) yield events.at(place);
    },
  };
}
