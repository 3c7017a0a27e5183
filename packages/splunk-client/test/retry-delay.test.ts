import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { retryDelay } from '../src/retry-delay.ts';

test.for([
  { attempt: 1, random: 0.5, after: 0, expected: 50 },
  { attempt: 2, random: 0.5, after: 0, expected: 100 },
  { attempt: 5, random: 0.999, after: 0, expected: 999 },
  { attempt: 60, random: 0.5, after: 0, expected: 500 },
  { attempt: 1, random: 0, after: 0.7, expected: 700 },
  { attempt: 1, random: 0, after: 3600, expected: 1000 },
])(
  'waits $expected ms after attempt $attempt, asked to wait $after s',
  ({ attempt, random, after, expected }) => {
    expect(
      retryDelay(attempt, { baseDelayMs: 100, maxDelayMs: 1000, random: () => random }, after),
    ).toBeCloseTo(expected, 9);
  },
);

it('never waits longer than the maximum, nor less than nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(),
      (attempt, random, after) => {
        const delay = retryDelay(
          attempt,
          { baseDelayMs: 100, maxDelayMs: 1000, random: () => random },
          after,
        );
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(1000);
      },
    ),
  );
});
