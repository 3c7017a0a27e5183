import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remembered } from '../src/index.ts';

it('is the function, whatever it remembers', () => {
  const few = fc.oneof(fc.constantFrom(0, 0.1, 1 / 3, Number.NaN, Infinity, 5), fc.double());
  fc.assert(
    fc.property(fc.array(few), fc.constantFrom(1, 2, 1024), (numbers, places) => {
      const text = remembered(String, places);
      expect(numbers.map(text)).toEqual(numbers.map(String));
    }),
  );
});

it('asks the function once of a number that repeats', () => {
  let asked = 0;
  const square = remembered((x) => {
    asked += 1;
    return x * x;
  });
  expect([3, 3, 3].map(square)).toEqual([9, 9, 9]);
  expect(asked).toBe(1);
});
