import type { EvalFunction } from '../eval-function.ts';

/** `random()`: an integer from 0 to 2^31 - 1, the same series for the same seed. */
export const randomFunction: EvalFunction = {
  name: 'random',
  family: 'statistical',
  meaning: 'A random integer from 0 to 2147483647.',
  least: 0,
  most: 0,
  takes: [],
  gives: 'number',
  isStable: false,
  compile: (_, { seed }) => {
    const next = mulberry32(seed);
    return () => next() >>> 1;
  },
};

/** 32 bits at a time. @see Ettinger (2017), mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
