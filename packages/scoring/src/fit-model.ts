import { behaviourColumns, type Observation, type RateState } from '@sidecar/features';
import type { BehaviorModel } from './behavior-model.ts';
import { fitBehavior } from './fit-behavior.ts';
import { observationsOf } from './ordered-observations.ts';

export interface FitModelOptions {
  /** The sliding windows after the last observation, as the observer's `state()` has them. */
  readonly rateState: RateState;
  /** IANA zone whose hours people keep, as the observer had it. @default 'UTC' */
  readonly timeZone?: string;
  /** Kinds of behaviour, each as long as `behaviourColumns`. @default one kind for all */
  readonly centroids?: readonly (readonly number[])[];
  /** Share of the observations, the newest, that weights, calibration and thresholds are learned from, in (0, 1). @default 0.2 */
  readonly holdoutShare?: number;
  /** Share of quiet events below a threshold, in (0, 1). @default 0.99 */
  readonly percentile?: number;
  /** Held-out events that an account or a cluster needs for a threshold of its own. @default 50 */
  readonly leastEvents?: number;
  /** Length of the spans of time that an event of the training is judged without, in ms. @default a day */
  readonly spanMs?: number;
}

const DAY_MS = 86_400_000;
const everything = [behaviourColumns.map(() => 0)];

/**
 * A model of observations held in memory: the older ones are counted, the newest are judged by these counts, which teaches
 * weights, calibration and thresholds, and then all are counted. It chooses no clusters: give it centroids.
 *
 * @param observations - In time order.
 * @throws RangeError unless `holdoutShare` leaves observations on both sides.
 */
export function fitModel(observations: readonly Observation[], options: FitModelOptions): BehaviorModel {
  const { rateState, timeZone = 'UTC', centroids = everything, holdoutShare = 0.2 } = options;
  const { percentile = 0.99, leastEvents = 50, spanMs = DAY_MS } = options;
  const heldOut = Math.floor(observations.length * holdoutShare);
  if (heldOut < 1 || heldOut >= observations.length) {
    throw new RangeError(
      `holdoutShare is ${holdoutShare}, expected to split ${observations.length} observations`,
    );
  }
  const steps = fitBehavior(observationsOf(observations), {
    settings: { timeZone, candidates: [centroids.length], seed: 0, holdoutShare, percentile, leastEvents },
    heldOut,
    rateState,
    rejected: 0,
    chooseClusters: () => ({ centroids, curve: [] }),
    spanFor: () => spanMs,
  });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
