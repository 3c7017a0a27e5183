import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetSurprise, facetTable, subjectFacet } from '../src/facet-table.ts';

type Tally = ReadonlyMap<string, number>;

const tally = (counts: Record<string, number>): Tally => new Map(Object.entries(counts));
const p = (surprise: number): number => 10 ** -surprise;

const tallies = fc.array(
  fc
    .dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'toString'),
      fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(0.02)),
    )
    .map(tally),
  { maxLength: 8 },
);

describe('the organisation', () => {
  it('counts values by events and by subjects', () => {
    const table = facetTable([tally({ a: 98, b: 1 }), tally({ a: 1 })]);
    // Three first uses of two values in 100 events.
    expect(table.novelty).toBeCloseTo(3 / 100, 12);
    expect(table.freshShare).toBeCloseTo(2 / 3, 12);
    expect(p(table.unseenSurprise)).toBeCloseTo(3 / 101 / 2, 12);
    // 2 of 3 uses are of a, 1 of b: mid-p of b is (1/3)/2 + (2/3)/5.
    expect(table.newP('b')).toBeCloseTo(2 / 3 + 0.3 / 3, 12);
    expect(p(table.eventSurprise('b'))).toBeCloseTo(
      3 / 101 + (98 / 101) * (0.01 / 2 + 0.99 / (1 + 99 ** 2)),
      12,
    );
  });

  it('is less surprised by the commoner value, and most by one that nobody had', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const { eventSurprise, unseenSurprise } = facetTable(subjects);
        const events = new Map<string, number>();
        for (const subject of subjects)
          for (const [value, count] of subject) events.set(value, (events.get(value) ?? 0) + count);
        const sorted = [...events].sort(([, a], [, b]) => b - a).map(([value]) => eventSurprise(value));
        expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
        for (const surprise of sorted) expect(surprise).toBeLessThan(unseenSurprise);
      }),
    );
  });

  it('without any event expects everything new', () => {
    const table = facetTable([]);
    expect(table).toMatchObject({ freshShare: 1, novelty: 1 });
    expect(facetSurprise('x', subjectFacet(new Map(), table), table)).toBeCloseTo(Math.log10(2), 12);
  });
});

describe('one subject', () => {
  const steady = (name: string): Tally => tally({ [name]: 200 });
  const table = facetTable(['a', 'a', 'a', 'b', 'c'].map(steady));

  it('expects new values as often as it had them: distinct by events, shrunk to the average', () => {
    const facet = subjectFacet(tally({ a: 50, b: 40, c: 7 }), table);
    expect(facet.novelty).toBeCloseTo((3 + 2 * (5 / 1000) + 1) / 100, 12);
  });

  it('is hardly surprised by a new value if it has new ones daily', () => {
    const bursty = tally(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`pc-${i}`, 3])));
    const [restless, settled] = [bursty, steady('a')].map((own) =>
      facetSurprise('new', subjectFacet(own, table), table),
    );
    expect(restless).toBeLessThan(settled! - 1);
  });

  it('finds a value that others have less odd than one that nobody has', () => {
    const own = subjectFacet(steady('b'), table);
    expect(facetSurprise('a', own, table)).toBeLessThan(facetSurprise('nobody has', own, table));
    expect(facetSurprise('b', own, table)).toBeLessThan(facetSurprise('a', own, table));
  });

  it('is never loud at its first event: a value that others have is below one in ten', () => {
    fc.assert(
      fc.property(tallies, (subjects) => {
        const all = facetTable(subjects);
        const stranger = subjectFacet(new Map(), all);
        expect(stranger.novelty).toBeGreaterThanOrEqual(1 / 3);
        for (const value of new Set(subjects.flatMap((subject) => [...subject.keys()]))) {
          const common = all.newP(value) >= all.freshShare + (1 - all.freshShare) * 0.3;
          if (common) expect(facetSurprise(value, stranger, all)).toBeLessThan(1);
        }
      }),
    );
  });

  it('learns little from a few failures: the value stays nearly as odd as if it were new', () => {
    const failedOnly = subjectFacet(tally({ a: 200, x: 0.04 }), table);
    const without = subjectFacet(tally({ a: 200 }), table);
    const succeeded = subjectFacet(tally({ a: 200, x: 1 }), table);
    const never = facetSurprise('x', without, table);
    expect(facetSurprise('x', failedOnly, table)).toBeGreaterThan(never - 0.1);
    expect(facetSurprise('x', succeeded, table)).toBeLessThan(never - 0.1);
  });

  it('is never surprised beyond bounds, nor by an impossible amount', () => {
    fc.assert(
      fc.property(tallies, fc.constantFrom('a', 'b', 'zzz', '__proto__'), (subjects, value) => {
        const all = facetTable(subjects);
        for (const subject of [new Map<string, number>(), ...subjects]) {
          const surprise = facetSurprise(value, subjectFacet(subject, all), all);
          expect(surprise).toBeGreaterThanOrEqual(0);
          expect(surprise).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
});
