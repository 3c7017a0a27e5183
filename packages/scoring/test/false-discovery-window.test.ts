import { createRandom } from '@sidecar/numeric';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createFalseDiscoveryWindow, type FalseDiscoveryState } from '../src/index.ts';

interface Seen {
  readonly account: string;
  readonly pValue: number;
}

/** The largest p-value of the bin, 25 of which are a factor of ten. */
const roundedUp = (pValue: number): number =>
  10 ** (-Math.min(300, Math.floor(-25 * Math.log10(pValue) + 1e-9)) / 25);

/**
 * Benjamini and Hochberg by sorting: the largest `k` for which the `k`-th of the accounts' smallest p-values is at most `k level / events`,
 * and this as the limit.
 */
function bySorting(window: readonly Seen[], level: number, events: number): number {
  const smallest = new Map<string, number>();
  for (const { account, pValue } of window)
    smallest.set(account, Math.min(smallest.get(account) ?? 1, roundedUp(pValue)));
  const ascending = [...smallest.values()].toSorted((a, b) => a - b);
  return (level / events) * (ascending.findLastIndex((p, i) => p <= (level * (i + 1)) / events) + 1);
}

const events = fc.array(
  fc.record({
    account: fc.constantFrom('ana', 'bob', 'cyd', 'dan', 'eve', '__proto__'),
    // From 1 to 1e-14, never at the edge of a bin.
    pValue: fc.integer({ min: 0, max: 140 }).map((k) => 10 ** -(k / 10 + 0.011)),
  }),
  { maxLength: 120 },
);

it('finds what Benjamini and Hochberg find by sorting the same window', () => {
  fc.assert(
    fc.property(
      events,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0.01, 0.1, 0.5),
      (list, size, level) => {
        const window = createFalseDiscoveryWindow({ level, events: size });
        list.forEach(({ account, pValue }, i) => {
          const limit = window.observe(account, pValue);
          const byHand = bySorting(list.slice(Math.max(0, i + 1 - size), i + 1), level, size);
          expect(roundedUp(pValue) <= limit * (1 + 1e-9)).toBe(roundedUp(pValue) <= byHand);
          expect(limit).toBeLessThanOrEqual(level);
        });
      },
    ),
  );
});

it('goes on from its state as if it had never stopped', () => {
  fc.assert(
    fc.property(events, fc.nat(119), fc.integer({ min: 1, max: 40 }), (list, cut, size) => {
      const options = { level: 0.2, events: size };
      const whole = createFalseDiscoveryWindow(options);
      const limits = list.map(({ account, pValue }) => whole.observe(account, pValue));
      const first = createFalseDiscoveryWindow(options);
      list.slice(0, cut).forEach(({ account, pValue }) => first.observe(account, pValue));
      const state = JSON.parse(JSON.stringify(first.state())) as FalseDiscoveryState;
      const second = createFalseDiscoveryWindow(options, state);
      expect(list.slice(cut).map(({ account, pValue }) => second.observe(account, pValue))).toEqual(
        limits.slice(cut),
      );
      expect(second.state()).toEqual(whole.state());
    }),
  );
});

it('keeps no more than the window, and of it what is below the level', () => {
  const window = createFalseDiscoveryWindow({ level: 0.1, events: 3000 });
  const random = createRandom('bounded');
  for (let i = 0; i < 20_000; i++) window.observe(`account-${i % 50}`, random.next());
  const { seen, small } = window.state();
  expect(seen).toBe(20_000);
  expect(small.length).toBeGreaterThan(200);
  expect(small.length).toBeLessThan(400);
  expect(Math.min(...small.map(([place]) => place))).toBeGreaterThanOrEqual(17_000);
});

it('does not let the events of one account vouch for each other, those of many do', () => {
  const limitOf = (accountOf: (i: number) => string): number => {
    const window = createFalseDiscoveryWindow({ level: 0.1, events: 1000 });
    return Array.from({ length: 30 }, (_, i) => window.observe(accountOf(i), 1e-3)).at(-1)!;
  };
  expect(limitOf(() => 'ana')).toBeLessThan(1e-3);
  expect(limitOf((i) => `account-${i}`)).toBeGreaterThanOrEqual(1e-3);
});

it('takes a lone event below level / events, and none above', () => {
  const lone = (pValue: number): boolean =>
    pValue <= createFalseDiscoveryWindow({ level: 0.1, events: 1000 }).observe('ana', pValue);
  expect([lone(0.9e-4), lone(1.1e-4)]).toEqual([true, false]);
});

it('forgets what the window has left behind', () => {
  const window = createFalseDiscoveryWindow({ level: 0.1, events: 100 });
  for (let i = 0; i < 20; i++) window.observe(`account-${i}`, 1e-5);
  expect(window.observe('ana', 1)).toBeGreaterThan(0);
  for (let i = 0; i < 80; i++) window.observe('ana', 1);
  const limits = Array.from({ length: 20 }, () => window.observe('ana', 1));
  expect(limits[0]).toBeGreaterThan(0);
  expect(limits.at(-1)).toBe(0);
});

describe('of independent uniform p-values and a share of alternatives', () => {
  /** False share among the accounts found at the end of each of 300 full windows of 500 events on 250 accounts. */
  function realised(level: number, share: number, seed: number): number[] {
    const random = createRandom(`fdr/${level}/${share}/${seed}`);
    return Array.from({ length: 300 }, () => {
      const window = createFalseDiscoveryWindow({ level, events: 500 });
      const list = Array.from({ length: 500 }, (_, i) => {
        const isAttack = random.next() < share;
        return {
          // What an attack does is done by accounts of its own, so that an account is a true discovery or a false one.
          account: isAttack ? `mallory-${i}` : `account-${i % 250}`,
          isAttack,
          pValue: isAttack ? random.next() ** 6 : 1 - random.next(),
        };
      });
      const limit = list.map(({ account, pValue }) => window.observe(account, pValue)).at(-1)!;
      const found = list.filter(({ pValue }) => pValue <= limit);
      const accounts = new Set(found.map(({ account }) => account));
      const wrong = new Set(found.filter(({ isAttack }) => !isAttack).map(({ account }) => account));
      return wrong.size / Math.max(1, accounts.size);
    });
  }

  test.for([
    { level: 0.05, share: 0.1 },
    { level: 0.1, share: 0.02 },
    { level: 0.1, share: 0.2 },
    { level: 0.2, share: 0.05 },
    { level: 0.1, share: 0 },
  ])('the false discovery rate is at most $level with a share of $share', ({ level, share }) => {
    const shares = realised(level, share, 1);
    const mean = shares.reduce((sum, each) => sum + each, 0) / shares.length;
    const variance = shares.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (shares.length - 1);
    // Beyond chance: three and a half standard errors, exceeded once in four thousand times.
    expect(mean).toBeLessThan(level + 3.5 * Math.sqrt(variance / shares.length));
    // And the level is made use of.
    expect(mean).toBeGreaterThan(0.2 * level);
  });
});
