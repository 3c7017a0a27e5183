import { addToBaseline, baselineToJson, emptyBaseline, facetNames } from '@sidecar/features';
import { createRandom } from '@sidecar/numeric';
import { describe, expect, it } from 'vitest';
import { codedHistory } from '../src/history/coded-history.ts';
import { createPeers, shifted } from '../src/peers.ts';
import { logon, observe } from './small-company.ts';

const DESTINATION = facetNames.indexOf('destination');

/** Peers of those who succeeded where, once each. */
function peersOf(visits: readonly (readonly [user: string, destination: string])[]): {
  shiftOf(user: string, destination: string): number;
} {
  const baseline = emptyBaseline('UTC');
  for (const observation of observe(visits.map(([user, dest]) => logon({ user, dest }))))
    addToBaseline(baseline, observation);
  const history = codedHistory([baselineToJson(baseline)], 'UTC');
  const { shiftOf } = createPeers(history, history.all);
  return {
    shiftOf: (user, destination) => shiftOf(history.rowOf(user), history.codeOf(DESTINATION, destination)),
  };
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
  const peers = peersOf(company);

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
  const turned = peersOf(company.toReversed());
  const peers = peersOf(company);
  for (const destination of ['CRM', 'SHOP', 'LAB', 'GIT', 'MAIL'])
    expect(turned.shiftOf('ida', destination)).toBe(peers.shiftOf('ida', destination));
});

it('a machine that everybody uses makes nobody a peer', () => {
  const peers = peersOf([...company, ['joe', 'MAIL']]);
  expect(peers.shiftOf('joe', 'LAB')).toBe(0);
});

it('where accounts share few machines, peers foresee little', () => {
  // Pairs who share one machine of six: peers do a sixth of what an account does.
  const pairs = Array.from({ length: 6 }, (_, i) =>
    ['a', 'b'].flatMap((side) =>
      department([`${side}${i}`], [`KIOSK${i}`, ...[1, 2, 3, 4, 5].map((n) => `PC-${side}${i}-${n}`)]),
    ),
  ).flat();
  const shift = peersOf(pairs).shiftOf('a0', 'PC-b0-1');
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

/** As the docstring has it, with everything sorted and summed plainly. */
function shiftByDefinition(visits: readonly (readonly [string, string])[], user: string, to: string): number {
  const users = [...new Set(visits.map(([name]) => name))];
  const places = new Map(
    users.map((name) => [name, new Set(visits.filter(([one]) => one === name).map(([, place]) => place))]),
  );
  const placesOf = (name: string): string[] => [...places.get(name)!];
  const counts = new Map<string, number>();
  for (const own of places.values()) for (const place of own) counts.set(place, (counts.get(place) ?? 0) + 1);
  const weight = (place: string): number => Math.log((users.length + 1) / (counts.get(place)! + 0.5));
  const isCrowd = (place: string): boolean => counts.get(place)! > 0.5 * users.length;
  const length = (name: string): number =>
    Math.sqrt(placesOf(name).reduce((sum, place) => sum + weight(place) ** 2, 0));
  const shareOf = (name: string, place: string): number | null => {
    const circle = users
      .filter((peer) => peer !== name)
      .map((peer) => {
        const common = placesOf(name).filter((one) => !isCrowd(one) && places.get(peer)!.has(one));
        const product = common.reduce((sum, one) => sum + weight(one) ** 2, 0);
        return { peer, similarity: product / (length(name) * length(peer)) };
      })
      .filter(({ similarity }) => similarity > 0)
      .sort((a, b) =>
        Math.abs(b.similarity - a.similarity) > 1e-12
          ? b.similarity - a.similarity
          : a.peer < b.peer
            ? -1
            : 1,
      )
      .slice(0, 20);
    const total = circle.reduce((sum, { similarity }) => sum + similarity, 0);
    const there = circle.filter(({ peer }) => places.get(peer)!.has(place));
    return total === 0 ? null : there.reduce((sum, { similarity }) => sum + similarity, 0) / total;
  };
  const shares = users.flatMap((name) =>
    placesOf(name).flatMap((place) => (isCrowd(place) ? [] : (shareOf(name, place) ?? []))),
  );
  const usual = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return -1.5 * Math.min(1, 2 * usual) * Math.log10((shareOf(user, to)! + 0.03) / (usual + 0.03));
}

it('of many candidates the twenty most similar are peers, as the formula says', () => {
  const random = createRandom('peers');
  const visits = Array.from({ length: 60 }, (_, i) => `user${i}`).flatMap((user) =>
    Array.from({ length: 6 }, () => [user, `PC-${Math.floor(40 * random.next() ** 2)}`] as const),
  );
  const peers = peersOf(visits);
  const unknown = (user: string): string =>
    Array.from({ length: 40 }, (_, i) => `PC-${i}`).find(
      (place) =>
        visits.some(([, one]) => one === place) &&
        !visits.some(([name, one]) => name === user && one === place),
    )!;
  for (const user of ['user0', 'user7', 'user21', 'user40', 'user59']) {
    expect(peers.shiftOf(user, unknown(user))).toBeCloseTo(shiftByDefinition(visits, user, unknown(user)), 6);
  }
});
