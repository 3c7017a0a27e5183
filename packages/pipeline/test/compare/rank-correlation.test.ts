import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { rankCorrelation } from '../../src/compare/rank-correlation.ts';
import cases from '../fixtures/rank-correlation.json' with { type: 'json' };

test.for(cases)('agrees with scipy: $name', ({ a, b, expected }) => {
  expect(rankCorrelation(a, b)).toBeCloseTo(expected, 12);
});

it.for([
  { name: 'no value', a: [], b: [] },
  { name: 'one value', a: [1], b: [2] },
  { name: 'values that are all equal', a: [1, 1, 1], b: [1, 2, 3] },
])('is undefined for $name', ({ a, b }) => {
  expect(rankCorrelation(a, b)).toBeNull();
});

it('refuses lists of unequal length', () => {
  expect(() => rankCorrelation([1, 2], [1])).toThrow(
    new RangeError('b has 1 values, expected as many as a (2)'),
  );
});

test('law: it is symmetric, and knows the order of values alone', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })));
  fc.assert(
    fc.property(pairs, (values) => {
      const [a, b] = [values.map(([x]) => x), values.map(([, y]) => y)];
      const correlation = rankCorrelation(a, b);
      expect(rankCorrelation(b, a)).toBe(correlation);
      const stretched = a.map((x) => Math.exp(x) - 7);
      expect(rankCorrelation(stretched, b)).toBe(correlation);
      if (correlation !== null) expect(Math.abs(correlation)).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});
