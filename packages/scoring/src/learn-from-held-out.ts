import type { Observation } from '@sidecar/features';
import { type Calibration, fitCalibration } from './calibration.ts';
import { combineLayers } from './combine-layers.ts';
import { layerNames } from './layer-names.ts';
import { layerWeights } from './layer-weights.ts';
import type { LayerTables } from './prepare-layers.ts';
import { fitThresholds, type HeldOutScore, type ThresholdOptions, type Thresholds } from './thresholds.ts';

/** What held-out events teach. */
export interface HeldOutLessons {
  readonly weights: Readonly<Record<string, number>>;
  readonly calibration: Calibration;
  readonly thresholds: Thresholds;
}

/**
 * Judges events that the tables were not made of, and learns the layers' weights, the calibration and the thresholds from
 * how they look.
 *
 * @param heldOut - At least one.
 */
export function learnFromHeldOut(
  heldOut: Iterable<Observation>,
  tables: LayerTables,
  options: ThresholdOptions,
): HeldOutLessons {
  const judged = Array.from(heldOut, (observation) => ({
    user: observation.user,
    ...tables.layersOf(observation),
  }));
  const weights = layerWeights(judged.map(({ surprises }) => surprises));
  const weightList = Float64Array.from(layerNames, (name) => weights[name]!);
  const scores = judged.map(({ user, cluster, surprises }): HeldOutScore => {
    // To 12 digits: logarithms may differ in the last ones from machine to machine, and the model must not.
    return { user, cluster, score: Number(combineLayers(surprises, weightList).toPrecision(12)) };
  });
  const calibration = fitCalibration(Float64Array.from(scores, ({ score }) => score));
  return { weights, calibration, thresholds: fitThresholds(scores, options) };
}
