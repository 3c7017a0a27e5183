import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BLOCK } from '../../src/rates/key-block.ts';
import { clearRing, linkNewest, ringOf, touch, unlink } from '../../src/rates/recency-ring.ts';

it('keeps the order of last touches, as a list does that is searched and spliced', () => {
  const step = fc.tuple(fc.constantFrom('touch', 'touch', 'remove'), fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const rows = new Int32Array(31 * BLOCK);
      clearRing(rows, 0);
      let expected: number[] = [];
      for (const [what, id] of steps) {
        const at = BLOCK * id;
        const isKnown = expected.includes(at);
        expected = expected.filter((other) => other !== at);
        if (what === 'remove' && isKnown) unlink(rows, at);
        if (what === 'touch' && isKnown) touch(rows, 0, at);
        if (what === 'touch' && !isKnown) linkNewest(rows, 0, at);
        if (what === 'touch') expected.push(at);
        expect(ringOf(rows, 0)).toEqual(expected);
      }
    }),
  );
});
