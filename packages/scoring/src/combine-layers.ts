import { remembered } from '@sidecar/numeric';
import { ORDINARY_SURPRISE } from './surprise.ts';

const STEEPNESS = 3;
const BEND = 0.5;

/**
 * What a surprise is worth: `log(1 + exp(3 (L - 1/2))) / 3`, little below one in three (L = 1/2), and growing in
 * proportion above: many small surprises do not add up to a large one, and several large ones do.
 *
 * @param surprise - `-log10 p`; NaN, for a facet that the event does not have, counts as the most ordinary.
 */
export const layerValue: (surprise: number) => number = remembered((surprise) => {
  const known = Number.isNaN(surprise) ? ORDINARY_SURPRISE : surprise;
  return Math.log1p(Math.exp(STEEPNESS * (known - BEND))) / STEEPNESS;
});

/**
 * The raw score: the weighted sum of what the surprises are worth.
 *
 * @param surprises - One per layer, NaN where missing.
 * @param weights - One per layer, sum 1.
 */
export function combineLayers(surprises: readonly number[], weights: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < surprises.length; j++) {
    if (weights[j] !== 0) sum += weights[j]! * layerValue(surprises[j]!);
  }
  return sum;
}
