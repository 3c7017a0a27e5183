import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecencyList } from '../../src/rates/recency-list.ts';

it('keeps the order of last touches, as a list does that is searched and spliced', () => {
  const step = fc.tuple(fc.constantFrom('touch', 'touch', 'remove'), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const list = createRecencyList();
      let expected: number[] = [];
      for (const [what, id] of steps) {
        const isKnown = expected.includes(id);
        expected = expected.filter((other) => other !== id);
        if (what === 'touch') {
          expect(list.touch(id)).toBe(!isKnown);
          expected.push(id);
        } else if (isKnown) list.remove(id);
        expect(list.ids()).toEqual(expected);
        expect(list.size()).toBe(expected.length);
        expect(list.oldest()).toBe(expected[0] ?? 0);
      }
    }),
  );
});
