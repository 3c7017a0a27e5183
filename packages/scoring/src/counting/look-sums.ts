import { facetNames } from '@sidecar/features';
import { sortFirst } from '@sidecar/numeric';
import type { OrderedObservations } from '../ordered-observations.ts';

/** Events per look, and what follows from them per account and value. */
export interface LookSums {
  /** Counts an event. */
  add(look: number): void;
  /** The account of a look that was counted, by a number of its own. */
  accountOf(look: number): number;
  isFailed(look: number): 0 | 1;
  userOf(account: number): string;
  /** All events that failed, or did not. */
  events(failed: boolean): number;
  /** Names of accounts and values of facets that were counted. */
  texts(): Set<string>;
  /** Adds an account's events of an outcome to a list. */
  writeEvents(account: number, failed: 0 | 1, counts: number[]): void;
  /**
   * Adds, for each facet, how many values there were, and code and events of each, ascending by code.
   *
   * @param codes - Of the texts, from 0.
   */
  writeFacets(account: number, failed: 0 | 1, codes: ReadonlyMap<string, number>, counts: number[]): void;
  clear(): void;
}

const NONE = -1;
const FACETS = facetNames.length;

export function createLookSums({ looks, lookAt }: Pick<OrderedObservations, 'looks' | 'lookAt'>): LookSums {
  const numbers = new Map<string, number>();
  const users: string[] = [];
  const accounts = new Int32Array(looks).fill(NONE);
  const failures = new Uint8Array(looks);
  const eventsOf = new Uint32Array(looks);
  // Looks of one account since `clear`, each with the one that came before.
  const before = new Int32Array(looks);
  let lastOf = new Int32Array(256).fill(NONE);
  let seen: number[] = [];
  // Codes of the values of one account's looks, and events by code.
  let values: Int32Array = new Int32Array(0);
  let sums = new Uint32Array(0);
  let met = new Float64Array(64);
  return {
    add: (look) => {
      if (eventsOf[look] === 0) meet(look);
      eventsOf[look]! += 1;
    },
    accountOf: (look) => accounts[look]!,
    isFailed: (look) => failures[look] as 0 | 1,
    userOf: (account) => users[account]!,
    events: (failed) =>
      seen.reduce((sum, look) => sum + (failures[look] === Number(failed) ? eventsOf[look]! : 0), 0),
    texts: () => {
      const texts = new Set<string>();
      for (const look of seen) {
        const { user, facets } = lookAt(look);
        texts.add(user);
        for (const value of facets) if (value !== null) texts.add(value);
      }
      return texts;
    },
    writeEvents: (account, failed, counts) => {
      counts.push(looksOf(account, failed).reduce((sum, look) => sum + eventsOf[look]!, 0));
    },
    writeFacets: (account, failed, codes, counts) => {
      const own = looksOf(account, failed);
      readValues(own, codes);
      for (let f = 0; f < FACETS; f++) writeFacet(own, f, counts);
    },
    clear: () => {
      for (const look of seen) {
        eventsOf[look] = 0;
        lastOf[accounts[look]!] = NONE;
      }
      seen = [];
    },
  };

  function meet(look: number): void {
    seen.push(look);
    let account = accounts[look]!;
    if (account === NONE) {
      const { user, failed } = lookAt(look);
      account = numbers.get(user) ?? users.push(user) - 1;
      numbers.set(user, account);
      accounts[look] = account;
      failures[look] = failed ? 1 : 0;
    }
    if (account >= lastOf.length) {
      const larger = new Int32Array(Math.max(account + 1, 2 * lastOf.length)).fill(NONE, lastOf.length);
      larger.set(lastOf);
      lastOf = larger;
    }
    before[look] = lastOf[account]!;
    lastOf[account] = look;
  }

  function looksOf(account: number, failed: 0 | 1): number[] {
    const own: number[] = [];
    for (let look = lastOf[account]!; look !== NONE; look = before[look]!)
      if (failures[look] === failed) own.push(look);
    return own;
  }

  function readValues(own: readonly number[], codes: ReadonlyMap<string, number>): void {
    if (values.length < own.length * FACETS) values = new Int32Array(2 * own.length * FACETS);
    if (sums.length < codes.size) sums = new Uint32Array(codes.size);
    own.forEach((look, i) => {
      const { facets } = lookAt(look);
      for (let f = 0; f < FACETS; f++) {
        const value = facets[f] ?? null;
        values[i * FACETS + f] = value === null ? NONE : codes.get(value)!;
      }
    });
  }

  function writeFacet(own: readonly number[], f: number, counts: number[]): void {
    let size = 0;
    if (met.length < own.length) met = new Float64Array(2 * own.length);
    for (let i = 0; i < own.length; i++) {
      const code = values[i * FACETS + f]!;
      if (code === NONE) continue;
      if (sums[code] === 0) met[size++] = code;
      sums[code]! += eventsOf[own[i]!]!;
    }
    sortFirst(met, size);
    counts.push(size);
    for (let i = 0; i < size; i++) {
      const code = met[i]!;
      counts.push(code, sums[code]!);
      sums[code] = 0;
    }
  }
}
