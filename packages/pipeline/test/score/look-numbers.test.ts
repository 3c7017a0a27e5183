import { facetNames, rateNames } from '@sidecar/features';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLookNumbers, createNumberedLooks, type SeenLook } from '../../src/score/look-numbers.ts';
import {
  observationBuffer,
  observationColumns,
  putObservation,
  ratesAt,
  returnBinAt,
} from '../../src/score/observation-columns.ts';

const text = fc.constantFrom('', 'ann', 'bob', '__proto__', 'ünï\u2028', '0');
const facet = fc.option(text, { nil: null });
const look: fc.Arbitrary<SeenLook> = fc.record({
  user: text,
  failed: fc.boolean(),
  facets: fc.tuple(...facetNames.map(() => facet)),
});

test('looks arrive as they were, under their numbers, however few are remembered', () => {
  fc.assert(
    fc.property(
      fc.array(look, { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(fc.nat(7), { maxLength: 9 }), { maxLength: 9 }),
      fc.integer({ min: 1, max: 6 }),
      (looks, batches, most) => {
        const here = createLookNumbers({ most });
        const there = createNumberedLooks();
        for (const places of batches) {
          const seen = places.map((place) => looks[place % looks.length]!);
          const numbers = seen.map((each) => here.of(each));
          there.add(structuredClone(here.takeNew()));
          expect(numbers.map((number) => there.at(number))).toEqual(seen);
        }
      },
    ),
  );
});

test('a look is sent once, and again when all were forgotten', () => {
  const facets = facetNames.map((_, f) => `value ${f}`);
  const [ann, bob] = ['ann', 'bob'].map((user) => ({ user, failed: false, facets: [...facets] }));
  const numbers = createLookNumbers({ most: 2 });
  expect([numbers.of(ann!), numbers.of(ann!)]).toEqual([0, 0]);
  expect(numbers.takeNew()).toMatchObject({ anew: true, texts: ['ann', ...facets] });
  expect([numbers.of(ann!), numbers.of(bob!), numbers.of(ann!)]).toEqual([0, 1, 0]);
  expect(numbers.takeNew()).toMatchObject({ anew: false, texts: ['bob'] });
  expect(numbers.of(bob!)).toBe(0);
  expect(numbers.takeNew()).toMatchObject({ anew: true, texts: ['bob', ...facets] });
});

test('a list of facets that two accounts share, or two outcomes, is two looks', () => {
  const facets = facetNames.map(() => null);
  const numbers = createLookNumbers();
  const all = [
    { user: 'ann', failed: false, facets },
    { user: 'bob', failed: false, facets },
    { user: 'bob', failed: true, facets },
  ];
  expect(all.map((each) => numbers.of(each))).toEqual([0, 1, 2]);
});

test('observations come out of a buffer as they were put in', () => {
  const observation = fc.record({
    user: text,
    failed: fc.boolean(),
    facets: fc.constant(facetNames.map(() => null)),
    time: fc.double({ noNaN: true }),
    slot: fc.nat(167),
    rates: fc.uint8Array({ minLength: rateNames.length, maxLength: rateNames.length, max: 15 }),
    returnBin: fc.option(fc.nat(15), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(observation, fc.nat(0xffffffff)), { maxLength: 9 }), (all) => {
      const buffer = observationBuffer(all.length);
      const columns = observationColumns(buffer);
      all.forEach(([each, number], i) => putObservation(columns, i, each, number));
      const there = observationColumns(structuredClone(buffer));
      const read = all.map((_, i) => ({
        time: there.times[i],
        number: there.looks[i],
        slot: there.slots[i],
        rates: there.rates.slice(ratesAt(i), ratesAt(i) + rateNames.length),
        returnBin: returnBinAt(there, i),
      }));
      expect(read).toEqual(
        all.map(([{ time, slot, rates, returnBin }, number]) => ({ time, number, slot, rates, returnBin })),
      );
    }),
  );
});
