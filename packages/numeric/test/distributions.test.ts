import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { chiSquareSurvival, logGamma, regularisedGammaQ } from '../src/index.ts';
import scipy from './fixtures/distributions.json' with { type: 'json' };

const expectClose = (value: number, expected: number, tolerance: number): void => {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);
};

test.for(scipy.log_gamma as [number, number][])('logGamma(%d) agrees with scipy', ([x, expected]) => {
  expectClose(logGamma(x), expected, 1e-13 * Math.max(1, Math.abs(expected)));
});

test.for(scipy.gamma_q as [number, number, number][])(
  'regularisedGammaQ(%d, %d) agrees with scipy',
  ([a, x, expected]) => {
    expectClose(regularisedGammaQ(a, x), expected, 1e-11 * expected);
  },
);

test.for(scipy.chi_square as [number, number, number][])(
  'chiSquareSurvival(%d, %d) agrees with scipy',
  ([x, df, expected]) => {
    expectClose(chiSquareSurvival(x, df), expected, 1e-11 * expected);
  },
);

test('the tail of a chi-square falls as the statistic grows', () => {
  const statistic = fc.double({ min: 0, max: 3000, noNaN: true });
  fc.assert(
    fc.property(statistic, statistic, fc.integer({ min: 1, max: 400 }), (a, b, df) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      const tails = [chiSquareSurvival(less, df), chiSquareSurvival(more, df)] as const;
      expect(tails[1]).toBeLessThanOrEqual(tails[0] * (1 + 1e-11));
      expect(tails[0]).toBeLessThanOrEqual(1);
      expect(tails[1]).toBeGreaterThanOrEqual(0);
    }),
  );
});

it.for([
  {
    name: 'a negative argument of logGamma',
    act: () => logGamma(-1),
    message: 'x is -1, expected a number above 0',
  },
  {
    name: 'a shape of zero',
    act: () => regularisedGammaQ(0, 1),
    message: 'a is 0, expected a number above 0',
  },
  {
    name: 'no degrees of freedom',
    act: () => chiSquareSurvival(1, 0),
    message: 'degreesOfFreedom is 0, expected a number above 0',
  },
  {
    name: 'a statistic that is not a number',
    act: () => chiSquareSurvival(NaN, 1),
    message: `x is NaN, expected a number from 0 to ${Number.MAX_VALUE}`,
  },
])('refuses $name', ({ act, message }) => {
  expect(act).toThrow(new RangeError(message));
});
