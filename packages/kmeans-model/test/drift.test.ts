import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { compareCounts, driftReport } from '../src/index.ts';
import tables from './fixtures/counts.json' with { type: 'json' };

test.for(tables)(
  'matches scipy: $before against $after',
  ({ before, after, balancedCramersV, ...expected }) => {
    const comparison = compareCounts(before, after);
    for (const [name, value] of Object.entries(expected)) {
      const ours = comparison[name as keyof typeof expected];
      expect(Math.abs(ours - value), name).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(value)));
    }
    expect(comparison.balancedCramersV).toBeCloseTo(balancedCramersV, 6);
  },
);

it('pools categories that expect fewer than five', () => {
  const pooled = compareCounts({ a: 500, b: 400, c: 3, d: 2 }, { a: 480, b: 420, e: 6 });
  const byHand = compareCounts({ a: 500, b: 400, rest: 5 }, { a: 480, b: 420, rest: 6 });
  expect(pooled).toMatchObject({ chiSquare: byHand.chiSquare, degreesOfFreedom: 2, pValue: byHand.pValue });
});

it('lets the smallest common category join a pool that is still rare', () => {
  const pooled = compareCounts({ a: 500, b: 400, c: 30, d: 2 }, { a: 480, b: 420, c: 11, d: 1 });
  const byHand = compareCounts({ a: 500, b: 400, rest: 32 }, { a: 480, b: 420, rest: 12 });
  expect(pooled).toMatchObject({ chiSquare: byHand.chiSquare, degreesOfFreedom: 2 });
});

it('names a new category although the test pools it', () => {
  expect(compareCounts({ a: 100_000 }, { a: 900, new: 4, other: 96 }).shifts[0]!.category).toBe('other');
});

it.for([
  { name: 'an empty sample', before: { a: 5 }, after: {} },
  { name: 'one category', before: { a: 5 }, after: { a: 900 } },
  { name: 'nothing at all', before: {}, after: {} },
])('$name is no drift', ({ before, after }) => {
  expect(compareCounts(before, after)).toMatchObject({
    chiSquare: 0,
    degreesOfFreedom: 0,
    pValue: 1,
    psi: 0,
  });
});

const clusters = [9000, 6000, 5000, 4000, 3000, 2000, 1000];
const halfMoved = [4500, 6000, 5000, 8500, 3000, 2000, 1000];
const facet = { before: { success: 27_000, failure: 3000 }, after: { success: 26_990, failure: 3010 } };

it('finds half of the largest cluster moving elsewhere, and names both ends', () => {
  const report = driftReport({ clusters: { before: clusters, after: halfMoved }, facets: { action: facet } });
  expect(report.drifted).toBe(true);
  expect(report.culprit).toMatchObject({
    name: 'clusters',
    shift: { category: '3', beforeShare: 4000 / 30_000, afterShare: 8500 / 30_000 },
  });
  const [clustersCompared] = report.comparisons;
  expect(clustersCompared!.shifts[1]).toMatchObject({ category: '0', beforeShare: 0.3, afterShare: 0.15 });
  expect(report.comparisons.map(({ name, drifted }) => [name, drifted])).toEqual([
    ['clusters', true],
    ['action', false],
  ]);
});

it('finds it as well when a day is compared with a quarter', () => {
  const day = halfMoved.map((count) => count / 50);
  const report = driftReport({ clusters: { before: clusters.map((count) => count * 90), after: day } });
  expect(report.comparisons[0]!.cramersV).toBeLessThan(0.05);
  expect(report.drifted).toBe(true);
});

it('a shift of 1 % among 30,000 events is no alarm, however significant', () => {
  const report = driftReport({ clusters: { before: [15_000, 15_000], after: [15_300, 14_700] } });
  expect(report.comparisons[0]!.pValue).toBeLessThan(0.05);
  expect(report).toMatchObject({ drifted: false, culprit: null });
});

it('a large difference among few events is no alarm', () => {
  const report = driftReport({ clusters: { before: [12, 8], after: [9, 11] } });
  expect(report.comparisons[0]!.balancedCramersV).toBeGreaterThan(0.1);
  expect(report.drifted).toBe(false);
});

it('corrects for the number of comparisons', () => {
  const borderline = { before: [500, 500], after: [555, 445] };
  const quiet = { before: [500, 500], after: [500, 500] };
  const options = { leastCramersV: 0.01 };
  const facets = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`facet ${i}`, quiet]));
  expect(driftReport({ clusters: borderline }, options).drifted).toBe(true);
  const many = driftReport({ clusters: borderline, facets }, options);
  expect(many.drifted).toBe(false);
  expect(many.comparisons[0]!.adjustedPValue).toBeCloseTo(10 * many.comparisons[0]!.pValue, 12);
});

test('is symmetric, blind to the names of categories, and within its bounds', () => {
  const counts = fc.array(fc.nat(500), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(counts, counts, (before, after) => {
      const there = compareCounts(before, after);
      const back = compareCounts(after, before);
      const renamed = compareCounts(
        Object.fromEntries(before.map((count, i) => [`c${i}`, count])),
        Object.fromEntries(after.map((count, i) => [`c${i}`, count])),
      );
      for (const name of [
        'chiSquare',
        'pValue',
        'cramersV',
        'balancedCramersV',
        'psi',
        'jensenShannon',
      ] as const) {
        expect(back[name]).toBeCloseTo(there[name], 9);
        expect(renamed[name]).toBeCloseTo(there[name], 9);
        expect(there[name]).toBeGreaterThanOrEqual(-1e-12);
      }
      for (const name of ['pValue', 'cramersV', 'balancedCramersV', 'jensenShannon'] as const) {
        expect(there[name]).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});

it.for([
  { name: 'a negative count', before: [1, -2], message: 'before.1 is -2, expected a count from 0' },
  {
    name: 'a count that is not a number',
    before: [NaN],
    message: 'before.0 is NaN, expected a count from 0',
  },
])('refuses $name', ({ before, message }) => {
  expect(() => compareCounts(before, [1])).toThrow(new RangeError(message));
});

it('refuses a significance above 1', () => {
  expect(() => driftReport({ clusters: { before: [1], after: [1] } }, { significance: 5 })).toThrow(
    new RangeError('significance is 5, expected a number from 0 to 1'),
  );
});
