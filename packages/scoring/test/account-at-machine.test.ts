import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAtMachine } from '../src/account-at-machine.ts';
import { facetSurprise, facetTable, subjectFacet } from '../src/facet-table.ts';
import type { SideTable } from '../src/organisation-tables.ts';
import { ORDINARY_SURPRISE } from '../src/index.ts';

type Visits = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The table of machines from events by machine and account. */
function sideOf(visits: Visits): SideTable {
  const accountsOf = new Map(
    Object.entries(visits).map(([machine, accounts]) => [machine, new Map(Object.entries(accounts))]),
  );
  const weightOf = new Map<string, number>();
  for (const tally of accountsOf.values())
    for (const [user, weight] of tally) weightOf.set(user, (weightOf.get(user) ?? 0) + weight);
  return { accountsOf, weightOf, table: facetTable(accountsOf.values()) };
}

const users = ['ana', 'bob', 'cyd', 'dan', '__proto__'] as const;
const weight = fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.constantFrom(0.02, 0.4, 1.02));
const arbitraryVisits = fc.dictionary(
  fc.constantFrom('A', 'B', 'C', 'D'),
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...users), weight), { minLength: 1, selector: ([user]) => user })
    .map((pairs): Record<string, number> => Object.fromEntries(pairs)),
  { minKeys: 1 },
);

/** Lift to the nearest eighth of a doubling, event by event and account by account. */
function byDefinition(machine: string, user: string, { accountsOf, weightOf, table }: SideTable): number {
  const tally = accountsOf.get(machine)!;
  const { novelty } = subjectFacet(tally, table);
  const lift = (name: string): number =>
    2 ** (Math.round(8 * Math.log2(tally.get(name)! / weightOf.get(name)!)) / 8);
  let all = 0;
  for (const one of tally.values()) all += one;
  let p = 0;
  for (const [other, one] of tally) p += one / all / (1 + (lift(other) / lift(user)) ** 2);
  return -Math.log10(novelty + (1 - novelty) * p);
}

describe('an account that was at the machine', () => {
  it('is ranked by lift, as defined', () => {
    fc.assert(
      fc.property(arbitraryVisits, (visits) => {
        const side = sideOf(visits);
        const surpriseOf = accountAtMachine(side);
        for (const [machine, tally] of side.accountsOf) {
          for (const [user, one] of tally)
            if (one >= 1) expect(surpriseOf(machine, user)).toBeCloseTo(byDefinition(machine, user, side), 9);
        }
      }),
    );
  });

  it('is ordinary if it is as often here as everywhere, however seldom that is', () => {
    const volumes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(volumes, fc.integer({ min: 1, max: 9 }), (events, others) => {
        const here = Object.fromEntries(events.map((count, i) => [`u${i}`, count]));
        const there = Object.fromEntries(events.map((count, i) => [`u${i}`, count * others]));
        const surpriseOf = accountAtMachine(sideOf({ here, there }));
        for (const user of Object.keys(here))
          expect(surpriseOf('here', user)).toBeLessThanOrEqual(ORDINARY_SURPRISE + 1e-12);
      }),
    );
  });

  it('is odd if it spends its time elsewhere', () => {
    const colleagues = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`u${i}`, 50]));
    const side = sideOf({ A: { ...colleagues, guest: 1, rare: 1 }, B: { guest: 2000 } });
    const surpriseOf = accountAtMachine(side);
    expect(surpriseOf('A', 'guest')).toBeGreaterThan(1.2);
    expect(surpriseOf('A', 'rare')).toBeLessThan(ORDINARY_SURPRISE);
    expect(surpriseOf('B', 'guest')).toBeLessThan(ORDINARY_SURPRISE);
  });
});

describe('an account that was not at the machine', () => {
  it('is as surprising as any new value, and more so than one that was', () => {
    fc.assert(
      fc.property(arbitraryVisits, (visits) => {
        const side = sideOf(visits);
        const surpriseOf = accountAtMachine(side);
        for (const [machine, tally] of side.accountsOf) {
          const facet = subjectFacet(tally, side.table);
          const stranger = surpriseOf(machine, 'stranger');
          expect(stranger).toBe(facetSurprise('stranger', facet, side.table));
          for (const [user, one] of tally)
            if (one >= 1) expect(surpriseOf(machine, user)).toBeLessThanOrEqual(stranger + 1e-12);
        }
      }),
    );
  });

  it('is hardly less so for having failed there', () => {
    // By lift, dan would be at home: he never was anywhere else.
    const side = sideOf({ A: { ana: 400, bob: 380, cyd: 0.2, dan: 0.2 }, B: { cyd: 300 } });
    const surpriseOf = accountAtMachine(side);
    for (const user of ['cyd', 'dan']) {
      expect(surpriseOf('A', user)).toBeGreaterThan(surpriseOf('A', 'bob') + 1);
      expect(surpriseOf('A', user)).toBeLessThanOrEqual(surpriseOf('A', 'nobody'));
    }
  });
});

it('knows nothing of no machine, or of one that nobody was at', () => {
  const surpriseOf = accountAtMachine(sideOf({ A: { ana: 3 } }));
  expect([surpriseOf(null, 'ana'), surpriseOf('B', 'ana'), surpriseOf('constructor', 'ana')]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
