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
  const destinationsOf = (user: string): ReadonlyMap<string, number> =>
    accounts.get(user)?.succeeded.facets[DESTINATION] ?? new Map<string, number>();
  const accountsAt = new Map<string, string[]>();
  for (const user of accounts.keys()) {
    for (const destination of destinationsOf(user).keys()) {
      const users = accountsAt.get(destination);
      if (users === undefined) accountsAt.set(destination, [user]);
      else users.push(user);
    }
  }
  const weightOf = (destination: string): number =>
    Math.log((accounts.size + 1) / (accountsAt.get(destination)!.length + 0.5));
  const lengths = new Map<string, number>();
  const circles = createBoundedMap<Circle>(MOST_CIRCLES);
  let usual: number | undefined;
  return {
    shiftOf: (user, destination) => {
      if (!accountsAt.has(destination)) return 0;
      const share = shareOf(user, destination);
      if (share === null) return 0;
      usual ??= usualShare();
      const foresight = Math.min(1, 2 * usual);
      return -SHARPNESS * foresight * Math.log10((share + PRIOR_SHARE) / (usual + PRIOR_SHARE));
    },
  };

  function shareOf(user: string, destination: string): number | null {
    const { weights, total } = circleOf(user);
    // To 9 digits: the order of a sum must have no say.
    return total === 0 ? null : Number(((weights.get(destination) ?? 0) / total).toFixed(9));
  }

  function circleOf(user: string): Circle {
    let circle = circles.get(user);
    if (circle === undefined) {
      circle = { weights: new Map(), total: 0 };
      for (const [peer, similarity] of peersOf(user)) {
        circle.total += similarity;
        for (const destination of destinationsOf(peer).keys()) {
          circle.weights.set(destination, (circle.weights.get(destination) ?? 0) + similarity);
        }
      }
    }
    circles.touch(user, circle);
    return circle;
  }

  function peersOf(user: string): (readonly [peer: string, similarity: number])[] {
    const products = new Map<string, number>();
    for (const destination of destinationsOf(user).keys()) {
      if (isCrowd(destination)) continue;
      const product = weightOf(destination) ** 2;
      for (const peer of accountsAt.get(destination)!) {
        if (peer !== user) products.set(peer, (products.get(peer) ?? 0) + product);
      }
    }
    return [...products]
      .map(([peer, product]) => [peer, product / (lengthOf(user) * lengthOf(peer))] as const)
      .sort(([a, x], [b, y]) => (Math.abs(y - x) > 1e-12 ? y - x : a < b ? -1 : 1))
      .slice(0, MOST_PEERS);
  }

  function lengthOf(user: string): number {
    let length = lengths.get(user);
    if (length === undefined) {
      let sum = 0;
      for (const destination of destinationsOf(user).keys()) sum += weightOf(destination) ** 2;
      length = Math.sqrt(sum);
      lengths.set(user, length);
    }
    return length;
  }

  /** Mean share over destinations of up to 200 accounts, who do not count themselves. */
  function usualShare(): number {
    const users = [...accounts.keys()].sort();
    const step = Math.max(1, Math.floor(users.length / SAMPLED));
    let sum = 0;
    let count = 0;
    for (let i = 0; i < users.length; i += step) {
      for (const destination of destinationsOf(users[i]!).keys()) {
        const share = isCrowd(destination) ? null : shareOf(users[i]!, destination);
        if (share === null) continue;
        sum += share;
        count += 1;
      }
    }
    return count === 0 ? 0 : sum / count;
  }

  function isCrowd(destination: string): boolean {
    const users = accountsAt.get(destination)!.length;
    return users > CROWD || users > CROWD_SHARE * accounts.size;
  }
}

/** Similarity of the peers of an account, in total and by destination. */
interface Circle {
  readonly weights: Map<string, number>;
  total: number;
}

/** A surprise changed by a shift, from 0 to 12; NaN stays NaN. */
export function shifted(value: number, shift: number): number {
  return Number.isNaN(value) ? value : surprise(10 ** -Math.max(0, value + shift));
}
