import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { mergeCounts } from '../../src/slices/merge-counts.ts';
import { planTimeSlices } from '../../src/slices/plan-time-slices.ts';

test('law: slices are the whole time in order, without gap or overlap, cut at the multiples of their length alone', () => {
  const time = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      time,
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.integer({ min: 1000, max: 1e6 }),
      (from, length, seconds) => {
        const to = from + length;
        const slices = planTimeSlices({ from, to, seconds });
        expect(slices.length > 0).toBe(from < to);
        if (from === to) return;
        expect([slices[0]!.from, slices.at(-1)!.to]).toEqual([from, to]);
        for (const [i, slice] of slices.entries()) {
          expect(slice.from).toBeLessThan(slice.to);
          if (i === 0) continue;
          expect(slice.from).toBe(slices[i - 1]!.to);
          expect(Math.abs(slice.from % seconds)).toBe(0);
        }
        expect(slices.length).toBeLessThanOrEqual(Math.ceil(length / seconds) + 1);
      },
    ),
  );
});

test('times that overlap have the same slices in between', () => {
  const [first, second] = [
    planTimeSlices({ from: 0, to: 1000, seconds: 100 }),
    planTimeSlices({ from: 350, to: 1350, seconds: 100 }),
  ];
  expect(first.slice(4)).toEqual(second.slice(1, 7));
});

it.for([
  {
    options: { from: 2, to: 1, seconds: 1 },
    message: 'from is 2 and to 1, expected epoch seconds in this order',
  },
  {
    options: { from: Number.NaN, to: 1, seconds: 1 },
    message: 'from is NaN and to 1, expected epoch seconds in this order',
  },
  { options: { from: 0, to: 1, seconds: 0 }, message: 'seconds is 0, expected a whole number from 1' },
  { options: { from: 0, to: 1, seconds: 1.5 }, message: 'seconds is 1.5, expected a whole number from 1' },
])('refuses: $message', ({ options, message }) => {
  expect(() => planTimeSlices(options)).toThrow(new RangeError(message));
});

test('counts of inputs are added, reason by reason, the most frequent first, with the first sample', () => {
  const counts = (events: number, ...rejections: readonly (readonly [string, number, string])[]) => ({
    events,
    rejected: rejections.reduce((sum, [, count]) => sum + count, 0),
    rejections: rejections.map(([reason, count, sample]) => ({ reason, count, sample })),
  });
  expect(
    mergeCounts([counts(3, ['a', 2, 'a1'], ['b', 1, 'b1']), counts(4), counts(0, ['b', 5, 'b2'])]),
  ).toEqual(counts(7, ['b', 6, 'b1'], ['a', 2, 'a1']));
  expect(mergeCounts([])).toEqual(counts(0));
});
