import fc from 'fast-check';
import { expect, it } from 'vitest';
import { combineLayers, layerNames, layerValue, ORDINARY_SURPRISE } from '../src/index.ts';

const surprise = fc.double({ min: 0, max: 12, noNaN: true });

it('is worth more the more surprising, and in proportion where it is', () => {
  fc.assert(
    fc.property(surprise, fc.double({ min: 1e-6, max: 3, noNaN: true }), (less, more) => {
      const growth = layerValue(less + more) - layerValue(less);
      expect(growth).toBeGreaterThan(0);
      expect(growth).toBeLessThan(more + 1e-12);
      if (less > 4) expect(growth).toBeGreaterThan(0.999 * more - 1e-12);
    }),
  );
  expect(layerValue(0)).toBeLessThan(0.1);
});

it('does not add many small surprises up to a large one', () => {
  const weights = Float64Array.from(layerNames, () => 1 / layerNames.length);
  const score = (surprises: (j: number) => number): number =>
    combineLayers(
      layerNames.map((_, j) => surprises(j)),
      weights,
    );
  const everywhereALittle = score(() => 2 * ORDINARY_SURPRISE);
  const ordinary = score(() => ORDINARY_SURPRISE);
  const threeTimesALot = score((j) => (j < 9 ? 4 : ORDINARY_SURPRISE));
  expect(threeTimesALot - ordinary).toBeGreaterThan(everywhereALittle - ordinary);
});

it('takes what is missing for ordinary, and a layer without weight for nothing', () => {
  expect(layerValue(Number.NaN)).toBe(layerValue(ORDINARY_SURPRISE));
  expect(combineLayers([Number.NaN, 5], Float64Array.of(1, 0))).toBe(layerValue(ORDINARY_SURPRISE));
  expect(combineLayers([1, 5], Float64Array.of(0.25, 0.75))).toBeCloseTo(
    0.25 * layerValue(1) + 0.75 * layerValue(5),
    12,
  );
});
