import { type Actor } from './actor.ts';

/** How likely each actor is the next to act, slot after slot. */
export interface Weights {
  /** Fills in the cumulated weights at a slot and returns their sum. Slots must not descend. */
  at(slot: number): number;
  /** Cumulated weights at the last slot asked for, one per actor. */
  readonly cumulated: Float64Array;
}

/**
 * Looks at an actor's life only when its phase changes; in between a weight costs one multiplication. The phases lie in
 * columns, as this is the innermost loop: accounts times half hours.
 */
export function createWeights(actors: readonly Actor[]): Weights {
  const count = actors.length;
  const rhythms = Array.from({ length: count }, (): Float64Array => new Float64Array(0));
  const shifts = new Int32Array(count);
  const factors = new Float64Array(count);
  const extras = new Float64Array(count);
  const untils = new Float64Array(count).fill(-Infinity);
  const cumulated = new Float64Array(count);

  const enterPhase = (i: number, slot: number): void => {
    const { rhythm, shift, factor, extra, until } = actors[i]!.phase(slot);
    rhythms[i] = rhythm;
    shifts[i] = shift;
    factors[i] = factor;
    extras[i] = extra;
    untils[i] = until;
  };

  return {
    cumulated,
    at(slot) {
      const inWeek = slot % 336;
      let sum = 0;
      for (let i = 0; i < count; i++) {
        if (slot >= untils[i]!) enterPhase(i, slot);
        const shifted = inWeek + shifts[i]!;
        sum += factors[i]! * rhythms[i]![shifted < 336 ? shifted : shifted - 336]! + extras[i]!;
        cumulated[i] = sum;
      }
      return sum;
    },
  };
}

/** Adds an actor's weight in each slot, from the first on, to `weights`. */
export function addWeights(actor: Actor, firstSlot: number, weights: Float64Array): void {
  for (let i = 0; i < weights.length;) {
    const { rhythm, shift, factor, extra, until } = actor.phase(firstSlot + i);
    const last = Math.min(weights.length, until - firstSlot);
    let inWeek = (firstSlot + i + shift) % 336;
    for (; i < last; i++) {
      weights[i]! += factor * rhythm[inWeek]! + extra;
      inWeek = inWeek === 335 ? 0 : inWeek + 1;
    }
  }
}
