import { createHash } from 'node:crypto';

/** Choices by chance, the same for the same seed. */
export interface Draw {
  /** An integer from 0 up to `bound`, not included. */
  below(bound: number): number;
  oneOf<T>(choices: readonly T[]): T;
}

export function createDraw(seed: number | string): Draw {
  let drawn = 0;
  const below = (bound: number): number => {
    const digest = createHash('sha256').update(`${seed} ${drawn++}`).digest();
    return Math.floor((digest.readUInt32BE() / 2 ** 32) * bound);
  };
  return { below, oneOf: (choices) => choices[below(choices.length)]! };
}
