import fc from 'fast-check';
import { expect, it } from 'vitest';
import { upperTail } from '../src/upper-tail.ts';

const tally = fc
  .uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 20 })
  .chain((values) =>
    fc.tuple(
      fc.constant(values.toSorted((a, b) => a - b)),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: values.length, maxLength: values.length }),
    ),
  )
  .map(([values, counts]) => values.map((value, i) => [value, counts[i]!] as const));

it('counts events above whole and tied events half, as a search through all does', () => {
  fc.assert(
    fc.property(tally, fc.integer({ min: -1, max: 102 }), (values, twice) => {
      const asked = twice / 2;
      const events = values.flatMap(([value, count]) => Array.from({ length: count }, () => value));
      const above = events.filter((value) => value > asked).length;
      const tied = events.filter((value) => value === asked).length;
      const p = (above + tied / 2 + 0.5) / (events.length + 1);
      expect(upperTail(values)(asked)).toBeCloseTo(-Math.log10(p), 12);
    }),
  );
});

it('takes values that differ in their last bits for the same', () => {
  const third = 0.1 + 0.2;
  const tail = upperTail([
    [0.3, 4],
    [third, 6],
    [1, 10],
  ]);
  expect(third).not.toBe(0.3);
  expect(tail(0.3)).toBe(tail(third));
  expect(tail(0.3)).toBeCloseTo(-Math.log10((10 + 5 + 0.5) / 21), 12);
});

it('finds nothing unusual without events to compare with', () => {
  expect(upperTail([])(3)).toBe(0);
});
