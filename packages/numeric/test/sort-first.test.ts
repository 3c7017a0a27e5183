import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortFirst } from '../src/index.ts';

it('sorts the first numbers and leaves the others', () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 80 });
  fc.assert(
    fc.property(numbers, fc.nat(80), (list, at) => {
      const length = Math.min(at, list.length);
      const array = Float64Array.from(list);
      sortFirst(array, length);
      const sorted = list.slice(0, length).sort((a, b) => a - b);
      expect([...array].map(Math.abs)).toEqual([...sorted, ...list.slice(length)].map(Math.abs));
    }),
    { numRuns: 300 },
  );
});
