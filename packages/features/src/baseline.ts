import { type AccountCounts, addAccountCounts, addToTally, emptyAccountCounts } from './account-counts.ts';
import type { Observation } from './observation.ts';

/**
 * What a set of events looked like: counts per account, nothing else. It is a fold: merging the baselines of two sets
 * of observations gives the baseline of both together, exactly and in any order.
 */
export interface Baseline {
  /** IANA zone that the hours are counted in. */
  readonly timeZone: string;
  events: number;
  readonly accounts: Map<string, AccountCounts>;
}

export function emptyBaseline(timeZone: string): Baseline {
  return { timeZone, events: 0, accounts: new Map() };
}

/** Counts one observation. */
export function addToBaseline(baseline: Baseline, { user, time, failed, slot, facets, rates }: Observation): void {
  const counts = accountOf(baseline, user);
  baseline.events += 1;
  counts.events += 1;
  if (failed) counts.failures += 1;
  if (time < counts.firstTime) counts.firstTime = time;
  if (time > counts.lastTime) counts.lastTime = time;
  counts.hours[slot]! += 1;
  for (let f = 0; f < facets.length; f++) {
    const value = facets[f];
    if (value !== null && value !== undefined) addToTally(counts.facets[f]!, value, 1);
  }
  for (let r = 0; r < rates.length; r++) counts.rates[r]![rates[r]!]! += 1;
}

/** Adds `other` into `baseline`. @throws RangeError if their hours are counted in different zones. */
export function mergeIntoBaseline(baseline: Baseline, other: Baseline): void {
  if (baseline.timeZone !== other.timeZone) {
    throw new RangeError(`timeZone is ${other.timeZone}, expected ${baseline.timeZone}`);
  }
  baseline.events += other.events;
  for (const [user, counts] of other.accounts) addAccountCounts(accountOf(baseline, user), counts);
}

function accountOf(baseline: Baseline, user: string): AccountCounts {
  let counts = baseline.accounts.get(user);
  if (counts === undefined) {
    counts = emptyAccountCounts();
    baseline.accounts.set(user, counts);
  }
  return counts;
}
