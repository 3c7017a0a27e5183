import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPairTally } from '../../src/rates/pair-tally.ts';

const step = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));

it('counts pairs as a map does, through growth and gaps', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
      const tally = createPairTally();
      const counts = new Map<string, number>();
      for (const [isAdded, key, value] of steps) {
        const pair = `${key} ${value}`;
        const count = counts.get(pair) ?? 0;
        if (isAdded) {
          expect(tally.add(key, value)).toBe(count + 1);
          counts.set(pair, count + 1);
        } else if (count > 0) {
          expect(tally.subtract(key, value)).toBe(count - 1);
          if (count === 1) counts.delete(pair);
          else counts.set(pair, count - 1);
        }
        expect(tally.size()).toBe(counts.size);
      }
    }),
  );
});
