import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPairTally } from '../../src/rates/pair-tally.ts';

interface Held {
  readonly pair: number;
  readonly value: number;
  count: number;
}

it('counts pairs as a map does, through growth and gaps', () => {
  const step = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
      const tally = createPairTally();
      const held = new Map<string, Held>();
      for (const [isAdded, key, value] of steps) {
        const known = held.get(`${key} ${value}`);
        if (isAdded) {
          const pair = tally.add(key, value);
          if (known === undefined) held.set(`${key} ${value}`, { pair, value, count: 1 });
          else {
            expect(pair).toBe(known.pair);
            known.count += 1;
          }
        } else if (known !== undefined) {
          expect(tally.subtract(known.pair)).toBe((known.count -= 1));
          if (known.count === 0) held.delete(`${key} ${value}`);
        }
      }
      for (const { pair, value, count } of held.values()) {
        expect([tally.countOf(pair), tally.valueOf(pair)]).toEqual([count, value]);
      }
      expect(new Set([...held.values()].map(({ pair }) => pair)).size).toBe(held.size);
    }),
  );
});

it('counts a known pair again only for its own value', () => {
  const tally = createPairTally();
  const pair = tally.add(1, 7);
  expect([tally.addIf(pair, 7), tally.addIf(pair, 8), tally.countOf(pair)]).toEqual([true, false, 2]);
});

it('uses the numbers of pairs that are gone again', () => {
  const tally = createPairTally();
  const pairs = Array.from({ length: 1000 }, (_, i) => {
    const pair = tally.add(1, i + 1);
    tally.subtract(pair);
    return pair;
  });
  expect(Math.max(...pairs)).toBe(1);
});
