import { facetNames } from '@sidecar/features';
import { type AlertRates, fitAlertRates, type HeldOutAlerting } from './alert-rates.ts';
import { type Calibration, fitCalibration, tailProbability } from './calibration.ts';
import type { OrderedObservations } from './ordered-observations.ts';
import { createJudge, type Judge } from './judge.ts';
import { HOUR_LAYER, layerNames } from './layer-names.ts';
import { layerWeights } from './layer-weights.ts';
import { createOwnNoiseCounter, type OwnNoise } from './own-noise.ts';
import type { LayerTables } from './prepare-layers.ts';
import { type ContextModel, createContextTracker } from './recent/context.ts';
import { applyHabits, createHabitTracker, noHabits } from './recent/habits.ts';
import { fitThresholds, type HeldOutScore, type ThresholdOptions, type Thresholds } from './thresholds.ts';

/** What held-out events teach. */
export interface HeldOutLessons {
  readonly weights: Readonly<Record<string, number>>;
  readonly ownNoise: OwnNoise;
  readonly context: ContextModel;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
  readonly alertRates: AlertRates;
}

const SOURCE = facetNames.indexOf('source');
const UNUSUAL_SHARE = 0.01;
const MOST_WEIGHED = 5000;

/**
 * Judges events that the tables were not made of, and learns the layers' weights, the accounts' own noise, the context, the
 * calibration, the thresholds and the numbers of alerts from how they look.
 *
 * An event is never calibrated by itself: for calibration, the noise of the earlier half of the events calms the later half
 * and the other way round; the model keeps the noise of both.
 *
 * @param heldOut - At least one, in time order.
 */
export function learnFromHeldOut(
  heldOut: OrderedObservations,
  tables: LayerTables,
  options: ThresholdOptions,
): HeldOutLessons {
  const { weights, halves, ownNoise } = learnLayers(heldOut, tables);
  const weightList = Float64Array.from(layerNames, (name) => weights[name]!);
  const judged = judgeByOtherHalf(heldOut, tables, halves, weightList);
  const { context, scores } = learnContext(heldOut, judged, weightList[HOUR_LAYER]!);
  // To 12 digits: logarithms may differ in the last ones from machine to machine, and the model must not.
  const calibrated = scores.map((score) => Number(score.toPrecision(12)));
  const perEvent = Array.from(calibrated, (score, i): HeldOutScore => ({
    user: heldOut.at(i).user,
    cluster: judged.clusters[i]!,
    score,
  }));
  const calibration = fitCalibration(calibrated);
  const alerting = Array.from(calibrated, (score, i): HeldOutAlerting => {
    const { user, time, facets } = heldOut.at(i);
    return { user, time, source: facets[SOURCE] ?? null, pValue: tailProbability(calibration, score) };
  });
  return {
    weights,
    ownNoise,
    context,
    calibration,
    thresholds: fitThresholds(perEvent, options),
    alertRates: fitAlertRates(alerting, options.eventsPerDay),
  };
}

/** Surprises after habits, in time order, one array an event. */
function* surprisesOf(
  heldOut: OrderedObservations,
  { layersOf, lookOf, known }: LayerTables,
): Generator<{ i: number; user: string; surprises: number[] }> {
  const habits = createHabitTracker();
  for (let i = 0; i < heldOut.size; i++) {
    const observation = heldOut.at(i);
    const { surprises } = layersOf(observation);
    const found = habits.observe(observation, lookOf(observation).unknown, known);
    if (found !== noHabits) applyHabits(surprises, found);
    yield { i, user: observation.user, surprises };
  }
}

function learnLayers(
  heldOut: OrderedObservations,
  tables: LayerTables,
): { weights: Record<string, number>; halves: readonly [OwnNoise, OwnNoise]; ownNoise: OwnNoise } {
  const [all, earlier, later] = [createOwnNoiseCounter(), createOwnNoiseCounter(), createOwnNoiseCounter()];
  const step = Math.ceil(heldOut.size / MOST_WEIGHED);
  const some: number[][] = [];
  for (const { i, user, surprises } of surprisesOf(heldOut, tables)) {
    all.add(user, surprises);
    (i < heldOut.size / 2 ? earlier : later).add(user, surprises);
    if (i % step === 0) some.push(surprises);
  }
  return {
    weights: layerWeights(some),
    halves: [earlier.noise(), later.noise()],
    ownNoise: all.noise(),
  };
}

interface Judged {
  readonly rawScores: Float64Array;
  readonly hours: Float64Array;
  readonly clusters: Uint16Array;
}

function judgeByOtherHalf(
  heldOut: OrderedObservations,
  tables: LayerTables,
  [earlier, later]: readonly [OwnNoise, OwnNoise],
  weights: Float64Array,
): Judged {
  const rawScores = new Float64Array(heldOut.size);
  const hours = new Float64Array(heldOut.size);
  const clusters = new Uint16Array(heldOut.size);
  const [judgeEarlier, judgeLater] = [later, earlier].map((noise) => createJudge(tables, noise, weights)) as [
    Judge,
    Judge,
  ];
  const habits = createHabitTracker();
  for (let i = 0; i < heldOut.size; i++) {
    const judge = i < heldOut.size / 2 ? judgeEarlier : judgeLater;
    const observation = heldOut.at(i);
    const look = judge.lookOf(observation);
    const found = habits.observe(observation, look.layers.unknown, tables.known);
    const { cluster, surprises, rawScore } = judge.judge(observation, look, found);
    rawScores[i] = rawScore;
    hours[i] = surprises[HOUR_LAYER]!;
    clusters[i] = cluster;
  }
  return { rawScores, hours, clusters };
}

function learnContext(
  heldOut: OrderedObservations,
  { rawScores, hours }: Judged,
  hourWeight: number,
): { context: ContextModel; scores: Float64Array } {
  const sorted = rawScores.slice().sort();
  const at = (share: number): number =>
    Number(sorted[Math.floor(share * (sorted.length - 1))]!.toPrecision(12));
  const unusual = at(1 - UNUSUAL_SHARE);
  const bare: ContextModel = { unusual, scale: unusual - at(0.5), oddDays: {} };
  const follow = (model: ContextModel): { scores: Float64Array; oddDays: Record<string, number> } => {
    const tracker = createContextTracker(model);
    const scores = rawScores.map((rawScore, i) => {
      const { neighbours, oddDays } = tracker.observe(heldOut.at(i), hours[i]!, rawScore, hourWeight);
      return rawScore + oddDays + neighbours;
    });
    return { scores, oddDays: tracker.usualOddDays() };
  };
  const context = { ...bare, oddDays: follow(bare).oddDays };
  return { context, scores: follow(context).scores };
}
