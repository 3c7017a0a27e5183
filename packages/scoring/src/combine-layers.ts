import { NEUTRAL_SURPRISE } from './surprise.ts';

/** Between a sum (1), which many small surprises win, and a maximum, which one large surprise wins. */
export const POWER = 1.5;

/**
 * The raw score: a power mean of the surprises, `(sum of w_j L_j^1.5)^(1/1.5)`. A layer that the event does not have counts
 * as an average event would, so that a missing facet neither raises nor lowers the score.
 *
 * @param surprises - One per layer, NaN where missing.
 * @param weights - One per layer, sum 1.
 */
export function combineLayers(surprises: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < surprises.length; j++) sum += layerShare(surprises[j]!, weights[j]!);
  return sum ** (1 / POWER);
}

/** What one layer adds to the sum. */
export function layerShare(surprise: number, weight: number): number {
  // x ** 1.5 by square root: exact to the last bit on every machine, and quick.
  const value = Number.isNaN(surprise) ? NEUTRAL_SURPRISE : surprise;
  return weight * value * Math.sqrt(value);
}
