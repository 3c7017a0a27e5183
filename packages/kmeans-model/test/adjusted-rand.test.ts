import { expect, test } from 'vitest';
import { adjustedRand } from '../src/index.ts';
import cases from './fixtures/adjusted-rand.json' with { type: 'json' };

test.for(cases)('matches scikit-learn: $expected', ({ a, b, weights, expected }) => {
  const index = adjustedRand(Int32Array.from(a), Int32Array.from(b), Float64Array.from(weights));
  expect(Math.abs(index - expected)).toBeLessThan(1e-12);
});
