import { type Actor, type Phase } from './actor.ts';

/** How likely each actor is the next to act, slot after slot. */
export interface Weights {
  /** Fills in the cumulated weights at a slot and returns their sum. Slots must not descend. */
  at(slot: number): number;
  /** Cumulated weights at the last slot asked for, one per actor. */
  readonly cumulated: Float64Array;
}

/** Looks at an actor's life only when its phase changes; in between a weight costs one multiplication. */
export function createWeights(actors: readonly Actor[]): Weights {
  const phases: Phase[] = [];
  const cumulated = new Float64Array(actors.length);
  return {
    cumulated,
    at(slot) {
      let sum = 0;
      for (let i = 0; i < actors.length; i++) {
        let phase = phases[i];
        if (phase === undefined || slot >= phase.until) {
          phase = actors[i]!.phase(slot);
          phases[i] = phase;
        }
        sum += phase.factor * phase.rhythm[(slot + phase.shift) % 336]! + phase.extra;
        cumulated[i] = sum;
      }
      return sum;
    },
  };
}
