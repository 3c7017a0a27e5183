import { facetNames, type Facets } from '@sidecar/features';
import { type AlertRates, fitAlertRates, type HeldOutAlerting } from './alert-rates.ts';
import { type Calibration, fitCalibration, tailProbability } from './calibration.ts';
import type { OrderedObservations } from './ordered-observations.ts';
import { createJudge } from './judge.ts';
import { HOUR_LAYER, layerNames } from './layer-names.ts';
import { layerWeights } from './layer-weights.ts';
import { calmedByOwnNoise, createOwnNoiseCounter, mergedNoise, noCalm, type OwnNoise } from './own-noise.ts';
import type { LookAlike, LookLayers } from './look-layers.ts';
import type { LayerTables } from './prepare-layers.ts';
import { type ContextModel, createContextTracker } from './recent/context.ts';
import { createHabitTracker } from './recent/habits.ts';
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
 * @param layers - Tables that know nothing of them.
 */
export function learnFromHeldOut(
  heldOut: OrderedObservations,
  layers: LayerTables,
  options: ThresholdOptions,
): HeldOutLessons {
  const tables = { ...layers, lookOf: remembered(layers.lookOf) };
  const { weights, halves, ownNoise } = learnLayers(heldOut, tables);
  const weightList = Float64Array.from(layerNames, (name) => weights[name]!);
  const judged = judgeByOtherHalf(heldOut, tables, halves, weightList);
  const { context, scores } = learnContext(heldOut, judged, weightList[HOUR_LAYER]!);
  // To 12 digits: logarithms may differ in the last ones from machine to machine, and the model must not.
  const calibrated = scores.map((score) => Number(score.toPrecision(12)));
  const calibration = fitCalibration(calibrated);
  return {
    weights,
    ownNoise,
    context,
    calibration,
    thresholds: fitThresholds(scoresOf(heldOut, judged.clusters, calibrated), options),
    alertRates: fitAlertRates(alertingOf(heldOut, calibration, calibrated), options.eventsPerDay),
  };
}

/** One after the other, as there may be millions. */
function* scoresOf(
  heldOut: OrderedObservations,
  clusters: Uint16Array,
  scores: Float64Array,
): Generator<HeldOutScore> {
  let i = 0;
  for (const { user } of heldOut.between(0, heldOut.size)) {
    yield { user, cluster: clusters[i]!, score: scores[i]! };
    i += 1;
  }
}

/** Can be gone through again and again. */
function alertingOf(
  heldOut: OrderedObservations,
  calibration: Calibration,
  scores: Float64Array,
): Iterable<HeldOutAlerting> {
  const pValues = scores.map((score) => tailProbability(calibration, score));
  return {
    *[Symbol.iterator]() {
      let i = 0;
      for (const { user, time, facets } of heldOut.between(0, heldOut.size)) {
        yield { user, time, source: facets[SOURCE] ?? null, pValue: pValues[i]! };
        i += 1;
      }
    },
  };
}

function learnLayers(
  heldOut: OrderedObservations,
  tables: LayerTables,
): { weights: Record<string, number>; halves: readonly [OwnNoise, OwnNoise]; ownNoise: OwnNoise } {
  const [earlier, later] = [createOwnNoiseCounter(), createOwnNoiseCounter()];
  const step = Math.ceil(heldOut.size / MOST_WEIGHED);
  const some: (readonly number[])[] = [];
  // Without noise and weights: the surprises as they are.
  const judge = createJudge(tables, () => noCalm, new Float64Array(layerNames.length));
  const habits = createHabitTracker();
  let i = 0;
  for (const observation of heldOut.between(0, heldOut.size)) {
    const { user } = observation;
    const look = judge.lookOf(observation);
    const found = habits.observe(observation, look.layers.unknown, tables.known);
    const { surprises } = judge.judge(observation, look, found);
    (i < heldOut.size / 2 ? earlier : later).add(user, surprises);
    if (i % step === 0) some.push(surprises);
    i += 1;
  }
  const halves = [earlier.noise(), later.noise()] as const;
  return { weights: layerWeights(some), halves, ownNoise: mergedNoise(...halves) };
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
  let judge = createJudge(tables, calmedByOwnNoise(later), weights);
  const habits = createHabitTracker();
  let i = 0;
  for (const observation of heldOut.between(0, heldOut.size)) {
    if (i === Math.ceil(heldOut.size / 2)) judge = createJudge(tables, calmedByOwnNoise(earlier), weights);
    const look = judge.lookOf(observation);
    const found = habits.observe(observation, look.layers.unknown, tables.known);
    const { cluster, surprises, rawScore } = judge.judge(observation, look, found);
    rawScores[i] = rawScore;
    hours[i] = surprises[HOUR_LAYER]!;
    clusters[i] = cluster;
    i += 1;
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
    const scores = rawScores.slice();
    let i = 0;
    for (const observation of heldOut.between(0, heldOut.size)) {
      const rawScore = rawScores[i]!;
      const { neighbours, oddDays } = tracker.observe(observation, hours[i]!, rawScore, hourWeight);
      scores[i] = rawScore + oddDays + neighbours;
      i += 1;
    }
    return { scores, oddDays: tracker.usualOddDays() };
  };
  const context = { ...bare, oddDays: follow(bare).oddDays };
  return { context, scores: follow(context).scores };
}

/** Looks in memory, about 600 bytes each; at one more all are forgotten. */
const MOST_LOOKS = 32_768;

/** Three judges go through the same events. */
function remembered(lookOf: LayerTables['lookOf']): LayerTables['lookOf'] {
  const looks = new Map<Facets, LookAlike & { readonly layers: LookLayers }>();
  return ({ user, failed, facets }) => {
    let look = looks.get(facets);
    if (look === undefined || look.user !== user || look.failed !== failed) {
      look = { user, failed, facets, layers: lookOf({ user, failed, facets }) };
      if (looks.size >= MOST_LOOKS) looks.clear();
      looks.set(facets, look);
    }
    return { ...look.layers, surprises: look.layers.surprises.slice() };
  };
}
