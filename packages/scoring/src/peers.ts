import { facetNames } from '@sidecar/features';
import type { HistoryCodes, HistoryCounts } from './history/coded-history.ts';
import { byValue, type Column, entryOf, eventsAt } from './history/column.ts';
import { surprise } from './surprise.ts';

const DESTINATION = facetNames.indexOf('destination');
const MOST_PEERS = 20;
/** Machines that more accounts use than this tell nothing of who works with whom. */
const CROWD = 500;
const CROWD_SHARE = 0.5;
const SAMPLED = 200;
/** Circles in memory, about 1 kB each; at one more all are forgotten. */
const MOST_CIRCLES = 4096;
const PRIOR_SHARE = 0.03;
const SHARPNESS = 1.5;
/** Similarities closer than this are equal. */
const EQUAL = 1e-12;

/** What an account's peers tell of destinations. */
export interface Peers {
  /**
   * What is added to the surprise of a destination that is new to the account; 0 if nobody was ever there, or the account
   * has no peers.
   *
   * @param user - Row of the account; -1 for one that was never seen.
   * @param destination - Code of the destination; -1 for one that is not known.
   */
  shiftOf(user: number, destination: number): number;
  /** The destinations at which any peer of an account succeeded, ascending. @param user - As above. */
  foreseenBy(user: number): readonly number[];
  /** What is added for any other destination at which somebody succeeded. */
  unforeseenShiftOf(user: number): number;
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
export function createPeers({ accounts: names }: HistoryCodes, { outcomes, facets }: HistoryCounts): Peers {
  const { shape, succeeded } = facets[DESTINATION]!;
  const { starts, codes } = shape;
  const ofDestination = byValue(shape);
  const users = accountsLeft(outcomes);
  const usersAt = new Uint32Array(shape.values);
  codes.forEach((destination, entry) => (usersAt[destination]! += succeeded[entry]! > 0 ? 1 : 0));
  const weights = Float64Array.from(usersAt, (at) => Math.log((users.length + 1) / (at + 0.5)));
  const products = new Float64Array(names.length);
  const lengths = new Float64Array(names.length).fill(Number.NaN);
  const circles = new Map<number, Circle>();
  let usual: number | undefined;
  return {
    shiftOf: (user, destination) => {
      if (user < 0 || destination < 0 || usersAt[destination] === 0) return 0;
      return shiftFrom(shareOf(user, destination));
    },
    foreseenBy: (user) => (user < 0 ? [] : foreseenBy(user)),
    unforeseenShiftOf: (user) => (user < 0 || circleOf(user).total === 0 ? 0 : shiftFrom(0)),
  };

  /** @param share - Null for an account without peers. */
  function shiftFrom(share: number | null): number {
    if (share === null) return 0;
    usual ??= usualShare();
    const foresight = Math.min(1, 2 * usual);
    return -SHARPNESS * foresight * Math.log10((share + PRIOR_SHARE) / (usual + PRIOR_SHARE));
  }

  function foreseenBy(user: number): number[] {
    const destinations = new Set<number>();
    for (const { peer } of circleOf(user).peers) {
      for (let entry = starts[peer]!; entry < starts[peer + 1]!; entry++)
        if (succeeded[entry]! > 0) destinations.add(codes[entry]!);
    }
    return [...destinations].sort((a, b) => a - b);
  }

  /** Length of the weighted list of an account's destinations. */
  function lengthOf(user: number): number {
    const known = lengths[user]!;
    if (!Number.isNaN(known)) return known;
    let sum = 0;
    for (let entry = starts[user]!; entry < starts[user + 1]!; entry++)
      if (succeeded[entry]! > 0) sum += weights[codes[entry]!]! ** 2;
    return (lengths[user] = Math.sqrt(sum));
  }

  function shareOf(user: number, destination: number): number | null {
    const circle = circleOf(user);
    if (circle.total === 0) return null;
    let there = 0;
    for (const { peer, similarity } of circle.peers) {
      const entry = entryOf(shape, peer, destination);
      if (entry >= 0 && succeeded[entry]! > 0) there += similarity;
    }
    // To 9 digits: the order of a sum must have no say.
    return Number((there / circle.total).toFixed(9));
  }

  function circleOf(user: number): Circle {
    let circle = circles.get(user);
    if (circle === undefined) {
      const peers = peersOf(user);
      circle = { peers, total: peers.reduce((sum, { similarity }) => sum + similarity, 0) };
      if (circles.size >= MOST_CIRCLES) circles.clear();
      circles.set(user, circle);
    }
    return circle;
  }

  function peersOf(user: number): readonly Peer[] {
    const met: number[] = [];
    for (let entry = starts[user]!; entry < starts[user + 1]!; entry++) {
      const destination = codes[entry]!;
      if (succeeded[entry] === 0 || isCrowd(destination)) continue;
      const product = weights[destination]! ** 2;
      for (let i = ofDestination.starts[destination]!; i < ofDestination.starts[destination + 1]!; i++) {
        const other = ofDestination.entries[i]!;
        const peer = ofDestination.rows[other]!;
        if (peer === user || succeeded[other] === 0) continue;
        if (products[peer] === 0) met.push(peer);
        products[peer]! += product;
      }
    }
    const length = lengthOf(user);
    // Rows ascend by name, which decides where peers are equally similar.
    const peers: Peer[] = [];
    for (const peer of Uint32Array.from(met).sort()) {
      const similarity = products[peer]! / (length * lengthOf(peer));
      products[peer] = 0;
      takeIn(peers, { peer, similarity });
    }
    return peers;
  }

  /** Mean share over destinations of up to 200 accounts, who do not count themselves. */
  function usualShare(): number {
    const step = Math.max(1, Math.floor(users.length / SAMPLED));
    let sum = 0;
    let count = 0;
    for (let i = 0; i < users.length; i += step) {
      const user = users[i]!;
      for (let entry = starts[user]!; entry < starts[user + 1]!; entry++) {
        const destination = codes[entry]!;
        if (succeeded[entry] === 0 || isCrowd(destination)) continue;
        const share = shareOf(user, destination);
        if (share === null) continue;
        sum += share;
        count += 1;
      }
    }
    return count === 0 ? 0 : sum / count;
  }

  function isCrowd(destination: number): boolean {
    const at = usersAt[destination]!;
    return at > CROWD || at > CROWD_SHARE * users.length;
  }
}

/** Rows of accounts that have any event. */
function accountsLeft(outcomes: Column): number[] {
  const rows: number[] = [];
  for (let row = 0; row < outcomes.shape.rows; row++) if (eventsAt(outcomes, row) > 0) rows.push(row);
  return rows;
}

interface Peer {
  readonly peer: number;
  readonly similarity: number;
}

/** The peers of an account, and the sum of their similarities. */
interface Circle {
  readonly peers: readonly Peer[];
  readonly total: number;
}

/** Takes a candidate in among the 20 most similar, the most similar first, behind those that are as similar. */
function takeIn(peers: Peer[], candidate: Peer): void {
  const isAbove = (other: Peer): boolean => candidate.similarity > other.similarity + EQUAL;
  if (peers.length === MOST_PEERS) {
    if (!isAbove(peers[MOST_PEERS - 1]!)) return;
    peers.pop();
  }
  let place = peers.length;
  while (place > 0 && isAbove(peers[place - 1]!)) place -= 1;
  peers.splice(place, 0, candidate);
}

/** A surprise changed by a shift, from 0 to 12; NaN stays NaN. */
export function shifted(value: number, shift: number): number {
  return Number.isNaN(value) ? value : surprise(10 ** -Math.max(0, value + shift));
}
