import { addToBaseline, type Baseline, emptyBaseline } from '@sidecar/features';
import { describe, expect, it } from 'vitest';
import { createPeers, shifted } from '../src/peers.ts';
import { logon, observe } from './small-company.ts';

/** Who succeeded where, once each. */
function baselineOf(visits: readonly (readonly [user: string, destination: string])[]): Baseline {
  const baseline = emptyBaseline('UTC');
  for (const observation of observe(visits.map(([user, dest]) => logon({ user, dest }))))
    addToBaseline(baseline, observation);
  return baseline;
}

const department = (users: readonly string[], places: readonly string[]): (readonly [string, string])[] =>
  users.flatMap((user) => places.map((place) => [user, place] as const));

const company = [
  ...department(['ada', 'bea', 'cem', 'dan'], ['CRM', 'SHOP', 'MAIL']),
  ...department(['eve', 'fay', 'gus', 'hal'], ['LAB', 'GIT', 'MAIL']),
  ...department(['kim', 'lea', 'max', 'ned'], ['LAW', 'FILES', 'MAIL']),
  ...department(['ida'], ['CRM', 'MAIL']),
];

describe('a destination that is new to an account', () => {
  const peers = createPeers(baselineOf(company));

  it('is less odd where its peers are at home, and odder where they never are', () => {
    expect(peers.shiftOf('ida', 'SHOP')).toBeLessThan(0);
    expect(peers.shiftOf('ida', 'LAB')).toBeGreaterThan(0.5);
  });

  it('changes nothing if nobody was ever there, or the account has no peers', () => {
    expect(peers.shiftOf('ida', 'NEW')).toBe(0);
    expect(peers.shiftOf('stranger', 'LAB')).toBe(0);
  });

  it('is judged as the formula says', () => {
    // Ida's peers are the four of sales, equally alike: all of them use the shop, none the laboratory.
    const foreseen = peers.shiftOf('ida', 'SHOP');
    const unforeseen = peers.shiftOf('ida', 'LAB');
    expect(unforeseen - foreseen).toBeCloseTo(1.5 * Math.log10((1 + 0.03) / (0 + 0.03)), 1);
  });
});

it('the order of events has no say', () => {
  const turned = createPeers(baselineOf(company.toReversed()));
  const peers = createPeers(baselineOf(company));
  for (const destination of ['CRM', 'SHOP', 'LAB', 'GIT', 'MAIL'])
    expect(turned.shiftOf('ida', destination)).toBe(peers.shiftOf('ida', destination));
});

it('a machine that everybody uses makes nobody a peer', () => {
  const peers = createPeers(baselineOf([...company, ['joe', 'MAIL']]));
  expect(peers.shiftOf('joe', 'LAB')).toBe(0);
});

it('where accounts share few machines, peers foresee little', () => {
  // Pairs who share one machine of six: peers do a sixth of what an account does.
  const pairs = Array.from({ length: 6 }, (_, i) =>
    ['a', 'b'].flatMap((side) =>
      department([`${side}${i}`], [`KIOSK${i}`, ...[1, 2, 3, 4, 5].map((n) => `PC-${side}${i}-${n}`)]),
    ),
  ).flat();
  const shift = createPeers(baselineOf(pairs)).shiftOf('a0', 'PC-b0-1');
  expect(shift).toBeCloseTo(-1.5 * (2 / 6) * Math.log10((1 + 0.03) / (1 / 6 + 0.03)), 9);
});

it('a shifted surprise stays between 0 and 12', () => {
  expect([shifted(1, -3), shifted(1, 0.5), shifted(11, 3), shifted(Number.NaN, 1)]).toEqual([
    0,
    expect.closeTo(1.5, 12),
    12,
    Number.NaN,
  ]);
});
