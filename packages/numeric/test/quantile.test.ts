import { expect, it, test } from 'vitest';
import { quantile } from '../src/index.ts';

// numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], p)
test.for([
  { p: 0, expected: 1 },
  { p: 0.1, expected: 1 },
  { p: 0.25, expected: 1.75 },
  { p: 0.5, expected: 3.5 },
  { p: 0.95, expected: 7.95 },
  { p: 1, expected: 9 },
])('agrees with numpy.quantile at p = $p', ({ p, expected }) => {
  expect(quantile([1, 1, 2, 3, 4, 5, 6, 9], p)).toBeCloseTo(expected, 12);
});

it.for([
  { name: 'no values', sorted: [], p: 0.5, message: 'sorted has 0 values, expected at least 1' },
  { name: 'p above 1', sorted: [1], p: 1.5, message: 'p is 1.5, expected a number from 0 to 1' },
])('refuses $name', ({ sorted, p, message }) => {
  expect(() => quantile(sorted, p)).toThrow(new RangeError(message));
});
