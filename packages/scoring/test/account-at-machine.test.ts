import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAtMachine } from '../src/account-at-machine.ts';
import { createColumnBuilder } from '../src/history/column-builder.ts';
import { entryOf } from '../src/history/column.ts';
import { midP, ORDINARY_SURPRISE } from '../src/index.ts';
import { noveltyOf } from '../src/row-surprises.ts';
import { rowTable } from '../src/value-table.ts';
import { columnOf, FAILURE } from './columns.ts';

type Visits = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What machines tell of accounts, from events by machine and account. */
interface Side {
  surpriseOf(machine: string, user: string): number;
  /** How odd a machine finds it that a new account is this one. */
  newP(user: string): number;
  /** How often a machine meets a new account, on average. */
  readonly novelty: number;
}

function sideOf(visits: Visits): Side {
  const accounts = [...new Set(Object.values(visits).flatMap((at) => Object.keys(at)))].sort();
  const machinesOf = (user: string): Record<string, number> =>
    Object.fromEntries(
      Object.entries(visits).flatMap(([machine, at]) =>
        Object.hasOwn(at, user) ? [[` ${machine}`, at[user]!]] : [],
      ),
    );
  const { column, codeOf } = columnOf(accounts.map(machinesOf));
  const rowOf = (user: string): number => accounts.indexOf(user);
  const atMachine = accountAtMachine(column, FAILURE);
  const { newP, novelty } = rowTable(column, FAILURE);
  return {
    surpriseOf: (machine, user) => {
      const code = codeOf(` ${machine}`);
      return atMachine.at(rowOf(user), entryOf(column.shape, rowOf(user), code), code);
    },
    newP: (user) => newP(rowOf(user)),
    novelty,
  };
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
function byDefinition(visits: Visits, machine: string, user: string): number {
  const tally = visits[machine]!;
  const everywhere = (name: string): number =>
    Object.values(visits).reduce((sum, at) => sum + (Object.hasOwn(at, name) ? at[name]! : 0), 0);
  const lift = (name: string): number =>
    2 ** (Math.round(8 * Math.log2(tally[name]! / everywhere(name))) / 8);
  const novelty = noveltyAt(visits, machine);
  const all = Object.values(tally).reduce((sum, one) => sum + one, 0);
  let p = 0;
  for (const other of Object.keys(tally)) p += tally[other]! / all / (1 + (lift(other) / lift(user)) ** 2);
  return -Math.log10(novelty + (1 - novelty) * p);
}

function noveltyAt(visits: Visits, machine: string): number {
  const weights = Object.values(visits[machine]!);
  return noveltyOf(
    weights.reduce((sum, one) => sum + Math.min(1, one), 0),
    weights.reduce((sum, one) => sum + one, 0),
    sideOf(visits),
  );
}

describe('an account that was at the machine', () => {
  it('is ranked by lift, as defined', () => {
    fc.assert(
      fc.property(arbitraryVisits, (visits) => {
        const { surpriseOf } = sideOf(visits);
        for (const [machine, tally] of Object.entries(visits)) {
          for (const [user, one] of Object.entries(tally))
            if (one >= 1)
              expect(surpriseOf(machine, user)).toBeCloseTo(byDefinition(visits, machine, user), 9);
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
        const { surpriseOf } = sideOf({ here, there });
        for (const user of Object.keys(here))
          expect(surpriseOf('here', user)).toBeLessThanOrEqual(ORDINARY_SURPRISE + 1e-12);
      }),
    );
  });

  it('is odd if it spends its time elsewhere', () => {
    const colleagues = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`u${i}`, 50]));
    const { surpriseOf } = sideOf({ A: { ...colleagues, guest: 1, rare: 1 }, B: { guest: 2000 } });
    expect(surpriseOf('A', 'guest')).toBeGreaterThan(1.2);
    expect(surpriseOf('A', 'rare')).toBeLessThan(ORDINARY_SURPRISE);
    expect(surpriseOf('B', 'guest')).toBeLessThan(ORDINARY_SURPRISE);
  });
});

describe('an account that was not at the machine', () => {
  it('is as surprising as any new value, and more so than one that was', () => {
    fc.assert(
      fc.property(arbitraryVisits, (visits) => {
        const { surpriseOf, newP } = sideOf(visits);
        for (const [machine, tally] of Object.entries(visits)) {
          const novelty = noveltyAt(visits, machine);
          const stranger = surpriseOf(machine, 'stranger');
          expect(10 ** -stranger).toBeCloseTo(novelty * newP('stranger'), 9);
          const ranks = midP(new Map(Object.entries(tally)));
          for (const [user, one] of Object.entries(tally)) {
            const failed = Math.max((1 - novelty) * ranks.get(user)!, novelty * newP(user));
            if (one < 0.99) expect(10 ** -surpriseOf(machine, user)).toBeCloseTo(failed, 9);
            if (one >= 1) expect(surpriseOf(machine, user)).toBeLessThanOrEqual(stranger + 1e-12);
          }
        }
      }),
    );
  });

  it('is hardly less so for having failed there', () => {
    // By lift, dan would be at home: he never was anywhere else.
    const { surpriseOf } = sideOf({ A: { ana: 400, bob: 380, cyd: 0.2, dan: 0.2 }, B: { cyd: 300 } });
    for (const user of ['cyd', 'dan']) {
      expect(surpriseOf('A', user)).toBeGreaterThan(surpriseOf('A', 'bob') + 1);
      expect(surpriseOf('A', user)).toBeLessThanOrEqual(surpriseOf('A', 'nobody'));
    }
  });
});

it('knows nothing of a machine that nobody was at', () => {
  const { surpriseOf } = sideOf({ A: { ana: 3 } });
  expect([surpriseOf('B', 'ana'), surpriseOf('constructor', 'ana'), surpriseOf('B', 'stranger')]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

it('knows nothing of a machine of whose events nothing is left', () => {
  const builder = createColumnBuilder(2);
  builder.add(0, 0, 3, false);
  builder.add(1, 1, 5, false);
  builder.closeRow();
  const { at } = accountAtMachine(builder.without(builder.column(), 0), FAILURE);
  expect([at(0, 0, 0), at(-1, -1, 0)]).toEqual([Number.NaN, Number.NaN]);
  expect(at(0, 1, 1)).toBeGreaterThan(0);
});
