import { midP } from './mid-p.ts';
import { surprise } from './surprise.ts';

/** What the whole organisation tells about the values of one facet. */
export interface FacetTable {
  /** Surprise of each value by how few events have it. */
  readonly eventSurprise: ReadonlyMap<string, number>;
  /** Surprise of a value that no event had. */
  readonly unseenSurprise: number;
  /** Mid-p of each value by how few accounts have it: how odd it is that a value new to an account is this one. */
  readonly accountP: ReadonlyMap<string, number>;
  /** Share of first uses by an account in which the value was new to the organisation too. */
  readonly freshShare: number;
}

/** What one account tells about one facet. */
export interface AccountFacet {
  /** Chance that its next value is one it never had. */
  readonly novelty: number;
  /** Surprise of each value it had. */
  readonly known: ReadonlyMap<string, number>;
}

type Tally = ReadonlyMap<string, number>;

/** Pseudo-counts that make a first event almost certainly new: an account without history is never a surprise. */
const PRIOR_NEW = 1;
const PRIOR_ORGANISATION = 2;

/** @param tallies - Events per value, one tally per account. */
export function facetTable(tallies: Iterable<Tally>): FacetTable {
  const events = new Map<string, number>();
  const accounts = new Map<string, number>();
  let total = 0;
  let pairs = 0;
  for (const tally of tallies) {
    for (const [value, count] of tally) {
      events.set(value, (events.get(value) ?? 0) + count);
      accounts.set(value, (accounts.get(value) ?? 0) + 1);
      total += count;
      pairs += 1;
    }
  }
  const novelty = Math.min(1, (events.size + 1) / (total + 1));
  return {
    eventSurprise: mapValues(midP(events), (p) => surprise(novelty + (1 - novelty) * p)),
    unseenSurprise: surprise(novelty / 2),
    accountP: midP(accounts),
    freshShare: pairs === 0 ? 1 : events.size / pairs,
  };
}

/** Distinct values divided by events, over all accounts: how often, on average, an account shows a new value. */
export function organisationNovelty(tallies: Iterable<Tally>): number {
  let distinct = 0;
  let events = 0;
  for (const tally of tallies) {
    distinct += tally.size;
    for (const count of tally.values()) events += count;
  }
  return events === 0 ? 1 : distinct / events;
}

/**
 * One account's own surprises. The chance of a new value is distinct values `d` by events `n`, shrunk to the
 * organisation's `d0`: `(d + 2 d0 + 1) / (n + 3)`; it is the account's own burstiness, so for somebody who visits a new
 * machine every day a new machine says little. Known values share the rest: `p = novelty + (1 - novelty) midP(count)`.
 */
export function accountFacet(tally: Tally, novelOverall: number): AccountFacet {
  let events = 0;
  for (const count of tally.values()) events += count;
  const expectedNew = tally.size + PRIOR_ORGANISATION * novelOverall + PRIOR_NEW;
  const novelty = Math.min(1, expectedNew / (events + PRIOR_ORGANISATION + PRIOR_NEW));
  return { novelty, known: mapValues(midP(tally), (p) => surprise(novelty + (1 - novelty) * p)) };
}

/** Surprise of a value given the account: its own if it had it, else the chance of something new times how odd this new value is. */
export function facetSurprise(value: string, { novelty, known }: AccountFacet, table: FacetTable): number {
  const own = known.get(value);
  if (own !== undefined) return own;
  const { accountP, freshShare } = table;
  const p = accountP.get(value);
  return surprise(novelty * (p === undefined ? freshShare / 2 : freshShare + (1 - freshShare) * p));
}

function mapValues<K>(map: ReadonlyMap<K, number>, change: (value: number) => number): Map<K, number> {
  const result = new Map<K, number>();
  for (const [key, value] of map) result.set(key, change(value));
  return result;
}
