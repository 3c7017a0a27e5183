import {
  type AccountCounts,
  addAccountCounts,
  addToFacet,
  addToHour,
  addToTally,
  emptyAccountCounts,
} from './account-counts.ts';
import type { Observation } from './observation.ts';
import { rateNames } from './rate-names.ts';

const SILENCE = rateNames.indexOf('user_silence');

/**
 * What a set of events looked like: counts per account, nothing else. It is a fold: merging the baselines of two sets
 * of observations gives the baseline of both together, exactly and in any order.
 */
export interface Baseline {
  /** IANA zone that the hours are counted in. */
  readonly timeZone: string;
  events: number;
  failures: number;
  readonly accounts: Map<string, AccountCounts>;
}

export function emptyBaseline(timeZone: string): Baseline {
  return { timeZone, events: 0, failures: 0, accounts: new Map() };
}

/** Counts one observation. @param cluster - Its cluster, once there are clusters. */
export function addToBaseline(baseline: Baseline, observation: Observation, cluster?: number): void {
  const { user, time, failed, slot, facets, rates, returnBin } = observation;
  const counts = accountOf(baseline, user);
  const outcome = failed ? counts.failed : counts.succeeded;
  baseline.events += 1;
  if (failed) baseline.failures += 1;
  outcome.events += 1;
  addToHour(outcome, slot, 1);
  if (time < counts.firstTime) counts.firstTime = time;
  if (time > counts.lastTime) counts.lastTime = time;
  for (let f = 0; f < facets.length; f++) {
    const value = facets[f];
    if (value !== null && value !== undefined) addToFacet(outcome, f, value, 1);
  }
  for (let r = 0; r < rates.length; r++) {
    if (r !== SILENCE) counts.rates[r]![rates[r]!]! += 1;
  }
  if (returnBin !== null) counts.rates[SILENCE]![returnBin]! += 1;
  if (cluster !== undefined) addToTally(counts.clusters, String(cluster), 1);
}

/** Adds `other` into `baseline`. @throws RangeError if their hours are counted in different zones. */
export function mergeIntoBaseline(baseline: Baseline, other: Baseline): void {
  requireSameZone(baseline, other);
  baseline.events += other.events;
  baseline.failures += other.failures;
  for (const [user, counts] of other.accounts) addAccountCounts(accountOf(baseline, user), counts);
}

function requireSameZone(baseline: Baseline, other: Baseline): void {
  if (baseline.timeZone === other.timeZone) return;
  throw new RangeError(`timeZone is ${other.timeZone}, expected ${baseline.timeZone}`);
}

function accountOf(baseline: Baseline, user: string): AccountCounts {
  let counts = baseline.accounts.get(user);
  if (counts === undefined) {
    counts = emptyAccountCounts();
    baseline.accounts.set(user, counts);
  }
  return counts;
}
