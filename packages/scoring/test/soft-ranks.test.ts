import fc from 'fast-check';
import { expect, it } from 'vitest';
import { midP } from '../src/index.ts';
import { SoftRanks } from '../src/soft-ranks.ts';

const lists = fc.array(
  fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0.01, max: 1e6, noNaN: true })), {
    maxLength: 100,
  }),
  { minLength: 1, maxLength: 4 },
);

it('ranks each list of weights as mid-p does, whatever lists came before', () => {
  const ranks = new SoftRanks();
  fc.assert(
    fc.property(lists, (all) => {
      for (const weights of all) {
        const expected = midP(
          new Map(weights.filter((weight) => weight > 0).map((weight, i) => [i, weight])),
        );
        ranks.reserve(weights.length).set(weights);
        ranks.take(weights.length);
        weights
          .filter((weight) => weight > 0)
          .forEach((weight, i) => expect(ranks.of(weight)).toBeCloseTo(expected.get(i)!, 12));
      }
    }),
  );
});
