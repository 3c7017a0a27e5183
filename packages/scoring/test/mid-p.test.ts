import fc from 'fast-check';
import { expect, it } from 'vitest';
import { midP } from '../src/index.ts';

const weights = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 40 });

function ranks(list: readonly number[]): number[] {
  const p = midP(new Map(list.map((weight, i) => [i, weight])));
  return list.map((_, i) => p.get(i)!);
}

it('ranks three to one as 3/5 and 1/5', () => {
  // a: (3/4)/2 + (1/4)/(1 + 1/9) = 0.375 + 0.225; b: (1/4)/2 + (3/4)/(1 + 9).
  const p = midP(
    new Map([
      ['a', 3],
      ['b', 1],
    ]),
  );
  expect(p.get('a')).toBeCloseTo(0.6, 15);
  expect(p.get('b')).toBeCloseTo(0.2, 15);
});

it('is the sum of its definition', () => {
  fc.assert(
    fc.property(weights, (list) => {
      const total = list.reduce((sum, weight) => sum + weight, 0);
      const byDefinition = list.map((own) =>
        list.reduce((sum, other) => sum + other / total / (1 + (other / own) ** 2), 0),
      );
      ranks(list).forEach((p, i) => expect(p).toBeCloseTo(byDefinition[i]!, 12));
    }),
  );
});

it('lies in (0, 1), and its mean under its own distribution is one half', () => {
  fc.assert(
    fc.property(weights, (list) => {
      const p = ranks(list);
      const total = list.reduce((sum, weight) => sum + weight, 0);
      expect(p.every((value) => value > 0 && value < 1)).toBe(true);
      expect(p.reduce((mean, value, i) => mean + (value * list[i]!) / total, 0)).toBeCloseTo(0.5, 12);
    }),
  );
});

it('rises with the weight, and is the same for the same weight', () => {
  fc.assert(
    fc.property(weights, (list) => {
      const p = ranks(list);
      list.forEach((a, i) => list.forEach((b, j) => expect(Math.sign(p[i]! - p[j]!)).toBe(Math.sign(a - b))));
    }),
  );
});

it('does not change with scale', () => {
  fc.assert(
    fc.property(weights, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, scale) => {
      const scaled = ranks(list.map((weight) => weight * scale));
      ranks(list).forEach((p, i) => expect(scaled[i]).toBeCloseTo(p, 12));
    }),
  );
});

it('has nothing to say of nothing', () => {
  expect(midP(new Map()).size).toBe(0);
});
