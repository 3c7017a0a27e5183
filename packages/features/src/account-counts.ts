import { facetNames } from './facets.ts';
import { RATE_BINS, rateNames } from './rate-names.ts';
import { SLOTS_PER_WEEK } from './week-clock.ts';

/** Everything that is counted of one account. Only sums, minima and maxima, so that two of them can be merged. */
export interface AccountCounts {
  events: number;
  failures: number;
  /** Epoch ms of its first and last event. */
  firstTime: number;
  lastTime: number;
  /** Events per local hour of the week, length 168. */
  readonly hours: Float64Array;
  /** Per facet of `facetNames`: events per value. An event without the facet is in none. */
  readonly facets: readonly Map<string, number>[];
  /** Per rate of `rateNames`: events per bin, length 16 each. */
  readonly rates: readonly Float64Array[];
}

export function emptyAccountCounts(): AccountCounts {
  return {
    events: 0,
    failures: 0,
    firstTime: Number.POSITIVE_INFINITY,
    lastTime: Number.NEGATIVE_INFINITY,
    hours: new Float64Array(SLOTS_PER_WEEK),
    facets: facetNames.map(() => new Map()),
    rates: rateNames.map(() => new Float64Array(RATE_BINS)),
  };
}

/** Adds `from` into `into`. */
export function addAccountCounts(into: AccountCounts, from: AccountCounts): void {
  into.events += from.events;
  into.failures += from.failures;
  into.firstTime = Math.min(into.firstTime, from.firstTime);
  into.lastTime = Math.max(into.lastTime, from.lastTime);
  addArray(into.hours, from.hours);
  from.rates.forEach((bins, r) => addArray(into.rates[r]!, bins));
  from.facets.forEach((tally, f) => {
    for (const [value, count] of tally) addToTally(into.facets[f]!, value, count);
  });
}

export function addToTally<K>(tally: Map<K, number>, value: K, count: number): void {
  tally.set(value, (tally.get(value) ?? 0) + count);
}

function addArray(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < from.length; i++) into[i]! += from[i]!;
}
