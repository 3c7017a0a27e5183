import { ORDINARY_SURPRISE } from './surprise.ts';

const STEEPNESS = 3;
const BEND = 0.5;

/** Values of late, as surprises repeat: which ones, and what they are worth. Of two at one place the later stays. */
const PLACES = 8192;
const knownSurprises = new Float64Array(PLACES).fill(Number.NaN);
const knownValues = new Float64Array(PLACES);
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/**
 * What a surprise is worth: `log(1 + exp(3 (L - 1/2))) / 3`, little below one in three (L = 1/2), and growing in
 * proportion above: many small surprises do not add up to a large one, and several large ones do.
 *
 * @param surprise - `-log10 p`; NaN, for a facet that the event does not have, counts as the most ordinary.
 */
export function layerValue(surprise: number): number {
  bits[0] = surprise;
  const hash = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x9e3779b1), 0x85ebca6b);
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  if (knownSurprises[place] === surprise) return knownValues[place]!;
  const known = Number.isNaN(surprise) ? ORDINARY_SURPRISE : surprise;
  const value = Math.log1p(Math.exp(STEEPNESS * (known - BEND))) / STEEPNESS;
  knownSurprises[place] = surprise;
  knownValues[place] = value;
  return value;
}

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
