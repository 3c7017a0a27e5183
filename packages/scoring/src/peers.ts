import { type Baseline, facetNames } from '@sidecar/features';
import { createBoundedMap } from './recent/bounded-map.ts';
import { surprise } from './surprise.ts';

const DESTINATION = facetNames.indexOf('destination');
const MOST_PEERS = 20;
/** Machines that more accounts use than this tell nothing of who works with whom. */
const CROWD = 500;
const CROWD_SHARE = 0.5;
const SAMPLED = 200;
/** Circles in memory. */
const MOST_CIRCLES = 20_000;
const PRIOR_SHARE = 0.03;
const SHARPNESS = 1.5;

/** What an account's peers tell of destinations. */
export interface Peers {
  /**
   * What is added to the surprise of a destination that is new to the account; 0 if nobody was ever there, or the account
   * has no peers.
   */
  shiftOf(user: string, destination: string): number;
}

/**
 * Peers are the accounts that succeed at the same machines: the 20 with the largest cosine of their destinations, each weighted by
 * `log((accounts + 1) / (its accounts + 1/2))`, where machines of more than half of the accounts, or of 500, say nothing.
 *
 * A new destination where peers are at home is less odd than one where they never are. With `x` the share of peers, by
 * similarity, who succeeded there, and `m` its mean over what accounts already do, the surprise changes by
 * `-1.5 min(1, 2 m) log10((x + 0.03) / (m + 0.03))`: where accounts share few machines, peers foresee little.
 *
 * @see Salton and McGill (1983) for the cosine of weighted occurrences; Church and Hanks (1990) for association ratios.
 */
export function createPeers({ accounts }: Baseline): Peers {
  const { users, destinations, destinationsOf, usersAt } = numbered(accounts);
  const weights = Float64Array.from(usersAt, (at) => Math.log((users.size + 1) / (at.length + 0.5)));
  const lengths = Float64Array.from(destinationsOf, (own) => {
    let sum = 0;
    for (const destination of own) sum += weights[destination]! ** 2;
    return Math.sqrt(sum);
  });
  const names = [...users.keys()];
  const products = new Float64Array(users.size);
  const circles = createBoundedMap<Circle>(MOST_CIRCLES);
  let usual: number | undefined;
  return {
    shiftOf: (user, destination) => {
      const place = destinations.get(destination);
      const number = users.get(user);
      if (place === undefined || number === undefined) return 0;
      const share = shareOf(number, place);
      if (share === null) return 0;
      usual ??= usualShare();
      const foresight = Math.min(1, 2 * usual);
      return -SHARPNESS * foresight * Math.log10((share + PRIOR_SHARE) / (usual + PRIOR_SHARE));
    },
  };

  function shareOf(user: number, destination: number): number | null {
    const circle = circleOf(user);
    // To 9 digits: the order of a sum must have no say.
    return circle.total === 0
      ? null
      : Number(((circle.weights.get(destination) ?? 0) / circle.total).toFixed(9));
  }

  function circleOf(user: number): Circle {
    const name = names[user]!;
    let circle = circles.get(name);
    if (circle === undefined) {
      circle = { weights: new Map(), total: 0 };
      for (const { peer, similarity } of peersOf(user)) {
        circle.total += similarity;
        for (const destination of destinationsOf[peer]!) {
          circle.weights.set(destination, (circle.weights.get(destination) ?? 0) + similarity);
        }
      }
    }
    circles.touch(name, circle);
    return circle;
  }

  function peersOf(user: number): readonly Peer[] {
    const met: number[] = [];
    for (const destination of destinationsOf[user]!) {
      if (isCrowd(destination)) continue;
      const product = weights[destination]! ** 2;
      for (const peer of usersAt[destination]!) {
        if (peer === user) continue;
        if (products[peer] === 0) met.push(peer);
        products[peer]! += product;
      }
    }
    const similarities = Float64Array.from(
      met,
      (peer) => products[peer]! / (lengths[user]! * lengths[peer]!),
    );
    for (const peer of met) products[peer] = 0;
    // Whoever is clearly less similar than the last of the circle need not be sorted.
    const least = met.length <= MOST_PEERS ? -Infinity : similarities.toSorted().at(-MOST_PEERS)! - 1e-9;
    const candidates: Peer[] = [];
    met.forEach((peer, i) => {
      if (similarities[i]! >= least) candidates.push({ peer, similarity: similarities[i]! });
    });
    return candidates
      .sort((a, b) =>
        Math.abs(b.similarity - a.similarity) > 1e-12
          ? b.similarity - a.similarity
          : names[a.peer]! < names[b.peer]!
            ? -1
            : 1,
      )
      .slice(0, MOST_PEERS);
  }

  /** Mean share over destinations of up to 200 accounts, who do not count themselves. */
  function usualShare(): number {
    const sorted = names.toSorted();
    const step = Math.max(1, Math.floor(sorted.length / SAMPLED));
    let sum = 0;
    let count = 0;
    for (let i = 0; i < sorted.length; i += step) {
      const user = users.get(sorted[i]!)!;
      for (const destination of destinationsOf[user]!) {
        const share = isCrowd(destination) ? null : shareOf(user, destination);
        if (share === null) continue;
        sum += share;
        count += 1;
      }
    }
    return count === 0 ? 0 : sum / count;
  }

  function isCrowd(destination: number): boolean {
    const { length } = usersAt[destination]!;
    return length > CROWD || length > CROWD_SHARE * users.size;
  }
}

interface Peer {
  readonly peer: number;
  readonly similarity: number;
}

/** Similarity of the peers of an account, in total and by destination. */
interface Circle {
  readonly weights: Map<number, number>;
  total: number;
}

interface Numbered {
  /** Numbers of accounts and destinations, in the order in which they come. */
  readonly users: ReadonlyMap<string, number>;
  readonly destinations: ReadonlyMap<string, number>;
  /** By account: where it succeeded. */
  readonly destinationsOf: readonly (readonly number[])[];
  /** By destination: who succeeded there. */
  readonly usersAt: readonly (readonly number[])[];
}

function numbered(accounts: Baseline['accounts']): Numbered {
  const users = new Map<string, number>();
  const destinations = new Map<string, number>();
  const destinationsOf: number[][] = [];
  const usersAt: number[][] = [];
  for (const [name, { succeeded }] of accounts) {
    const user = users.size;
    users.set(name, user);
    const own: number[] = [];
    for (const destination of succeeded.facets[DESTINATION]!.keys()) {
      let number = destinations.get(destination);
      if (number === undefined) {
        number = usersAt.length;
        destinations.set(destination, number);
        usersAt.push([]);
      }
      own.push(number);
      usersAt[number]!.push(user);
    }
    destinationsOf.push(own);
  }
  return { users, destinations, destinationsOf, usersAt };
}

/** A surprise changed by a shift, from 0 to 12; NaN stays NaN. */
export function shifted(value: number, shift: number): number {
  return Number.isNaN(value) ? value : surprise(10 ** -Math.max(0, value + shift));
}
