import {
  addToFacet,
  addToHour,
  addToTally,
  type AccountCounts,
  emptyAccountCounts,
} from './account-counts.ts';
import type { Baseline } from './baseline.ts';
import type { Facets } from './facets.ts';
import type { Observation } from './observation.ts';
import { rateNames } from './rate-names.ts';

const SILENCE = rateNames.indexOf('user_silence');

/** Counts observations: the same baseline as by `addToBaseline` one by one, many times as fast where they look alike. */
export interface BaselineCounter {
  /** @param cluster - Its cluster, once there are clusters. */
  add(observation: Observation, cluster?: number): void;
  /** What was counted. The counter must not be used after it. */
  baseline(): Baseline;
}

/** Observations that look alike, of which the facets are still to be counted. */
interface Uncounted {
  readonly user: string;
  readonly failed: boolean;
  readonly account: AccountCounts;
  events: number;
}

/** Looks that are held uncounted at most. */
const MOST_LOOKS = 65_536;

export function createBaselineCounter(timeZone: string): BaselineCounter {
  const accounts = new Map<string, AccountCounts>();
  const looks = new Map<Facets, Uncounted>();
  let events = 0;
  let failures = 0;
  return {
    add: (observation, cluster) => {
      const { time, failed, slot, rates, returnBin } = observation;
      const look = lookOf(observation);
      const { account } = look;
      const outcome = failed ? account.failed : account.succeeded;
      look.events += 1;
      events += 1;
      if (failed) failures += 1;
      outcome.events += 1;
      addToHour(outcome, slot, 1);
      if (time < account.firstTime) account.firstTime = time;
      if (time > account.lastTime) account.lastTime = time;
      for (let r = 0; r < rates.length; r++) {
        if (r !== SILENCE) account.rates[r]![rates[r]!]! += 1;
      }
      if (returnBin !== null) account.rates[SILENCE]![returnBin]! += 1;
      if (cluster !== undefined) addToTally(account.clusters, String(cluster), 1);
    },
    baseline: () => {
      countFacets();
      return { timeZone, events, failures, accounts };
    },
  };

  function lookOf({ user, failed, facets }: Observation): Uncounted {
    const known = looks.get(facets);
    if (known !== undefined && known.user === user && known.failed === failed) return known;
    // The same list in the hands of another account: what it stands for must be counted before.
    if (known !== undefined || looks.size >= MOST_LOOKS) countFacets();
    let account = accounts.get(user);
    if (account === undefined) accounts.set(user, (account = emptyAccountCounts()));
    const look = { user, failed, account, events: 0 };
    looks.set(facets, look);
    return look;
  }

  /** In the order in which looks were first seen, as values are then in the order in which they were. */
  function countFacets(): void {
    for (const [facets, { account, failed, events: count }] of looks) {
      const outcome = failed ? account.failed : account.succeeded;
      for (let f = 0; f < facets.length; f++) {
        const value = facets[f];
        if (value !== null && value !== undefined) addToFacet(outcome, f, value, count);
      }
    }
    looks.clear();
  }
}
