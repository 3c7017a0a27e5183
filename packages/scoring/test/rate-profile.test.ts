import { RATE_BINS } from '@sidecar/features';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binReach as reachOfBins, rateSurprise } from '../src/rate-profile.ts';

const bins = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 })), {
    minLength: RATE_BINS,
    maxLength: RATE_BINS,
  })
  .map((counts) => Float64Array.from(counts));
/** Reach of bins by the events of accounts in each. */
const binReach = (accounts: readonly Float64Array[]): Float64Array =>
  reachOfBins(
    Float64Array.from(
      { length: RATE_BINS },
      (_, bin) => accounts.filter((counts) => counts[bin]! > 0).length,
    ),
  );
const accounts = fc.array(bins, { maxLength: 6 });

it('is never less surprised by more', () => {
  fc.assert(
    fc.property(accounts, fc.option(bins, { nil: undefined }), (others, own) => {
      const surprises = rateSurprise(own, binReach(others));
      expect(surprises.length).toBe(RATE_BINS);
      for (let bin = 1; bin < RATE_BINS; bin++) expect(surprises[bin]!).toBeGreaterThan(surprises[bin - 1]!);
      expect(surprises[0]).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('spreads the reach of bins over what accounts were in, and keeps something for all', () => {
  fc.assert(
    fc.property(accounts, (others) => {
      const reach = binReach(others);
      expect(reach.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(reach.every((share) => share > 0)).toBe(true);
    }),
  );
  // Two accounts, both in bin 0, one in bin 3: 2 1/2, 1/4, 1/8, 1 1/16, ... of 4 - 2^-16 in all.
  const reach = binReach([inBins({ 0: 5 }), inBins({ 0: 1, 3: 900 })]);
  expect(reach[0]).toBeCloseTo(2.5 / 4, 4);
  expect(reach[3]).toBeCloseTo(1.0625 / 4, 4);
});

it('judges the first storm of an account by how many others had one', () => {
  const calm = inBins({ 0: 500 });
  const others = (storms: number): Float64Array[] =>
    Array.from({ length: 10 }, (_, i) => inBins(i < storms ? { 0: 100, 6: 10 } : { 0: 100 }));
  const storm = [0, 1, 5].map((storms) => rateSurprise(calm, binReach(others(storms)))[6]!);
  expect(storm[0]).toBeGreaterThan(storm[1]!);
  expect(storm[1]).toBeGreaterThan(storm[2]!);
});

it('knows an account that storms daily', () => {
  const reach = binReach([inBins({ 0: 100 })]);
  expect(rateSurprise(inBins({ 0: 100, 6: 100 }), reach)[6]).toBeLessThan(0.7);
  expect(rateSurprise(inBins({ 0: 200 }), reach)[6]).toBeGreaterThan(2);
});

it('expects an account without history to be like the others, and no storm to be impossible', () => {
  const reach = binReach([inBins({ 0: 10 }), inBins({ 0: 10, 1: 3 })]);
  // The chance of a new bin is 1, so p is the reach at or above it, its own half.
  expect(rateSurprise(undefined, reach)[0]).toBeCloseTo(-Math.log10(1 - reach[0]! / 2), 12);
  expect(rateSurprise(undefined, reach)[15]).toBeLessThan(12);
});

function inBins(counts: Record<number, number>): Float64Array {
  return Float64Array.from({ length: RATE_BINS }, (_, bin) => counts[bin] ?? 0);
}
