import { facetNames } from './facets.ts';
import { RATE_BINS, rateNames } from './rate-names.ts';
import { SLOTS_PER_WEEK } from './week-clock.ts';

/** Events per value. */
export type Tally = Map<string, number>;

/** What is counted of events with one outcome. */
export interface OutcomeCounts {
  events: number;
  /** Events per local hour of the week, length 168. Shared by all who have no event, so never written to directly. */
  hours: Float64Array;
  /** Per facet of `facetNames`: events per value. An event without the facet is in none. Empty ones are shared, too. */
  readonly facets: Tally[];
}

/**
 * Everything that is counted of one account: sums, minima and maxima, so that two of them can be merged. What failed is
 * counted apart: anybody can fail with anybody's name, so a failure makes nothing familiar.
 */
export interface AccountCounts {
  /** Epoch ms of its first and last event. */
  firstTime: number;
  lastTime: number;
  readonly succeeded: OutcomeCounts;
  readonly failed: OutcomeCounts;
  /** Per rate of `rateNames`: events per bin, length 16 each; of `user_silence`, returns per bin. */
  readonly rates: readonly Float64Array[];
  /** Events per cluster number; empty until events are clustered. */
  readonly clusters: Tally;
}

/** Counts of nothing, to be added to by `addToHour`, `addToFacet` and `addAccountCounts`. */
export function emptyAccountCounts(): AccountCounts {
  return {
    firstTime: Number.POSITIVE_INFINITY,
    lastTime: Number.NEGATIVE_INFINITY,
    succeeded: emptyOutcomeCounts(),
    failed: emptyOutcomeCounts(),
    rates: emptyRates(),
    clusters: new Map(),
  };
}

/** All events of an account. */
export function eventsOf({ succeeded, failed }: AccountCounts): number {
  return succeeded.events + failed.events;
}

/** Adds `from` into `into`. */
export function addAccountCounts(into: AccountCounts, from: AccountCounts): void {
  into.firstTime = Math.min(into.firstTime, from.firstTime);
  into.lastTime = Math.max(into.lastTime, from.lastTime);
  addOutcomeCounts(into.succeeded, from.succeeded);
  addOutcomeCounts(into.failed, from.failed);
  from.rates.forEach((bins, r) => addArray(into.rates[r]!, bins));
  for (const [cluster, count] of from.clusters) addToTally(into.clusters, cluster, count);
}

/** Adds events to an hour of the week. */
export function addToHour(outcome: OutcomeCounts, slot: number, count: number): void {
  if (outcome.hours === noHours) outcome.hours = new Float64Array(SLOTS_PER_WEEK);
  outcome.hours[slot]! += count;
}

/** Adds to the count of a value of a facet. */
export function addToFacet({ facets }: OutcomeCounts, facet: number, value: string, count: number): void {
  if (facets[facet] === noValues) facets[facet] = new Map();
  addToTally(facets[facet]!, value, count);
}

/** Adds to the count of a value. */
export function addToTally(tally: Tally, value: string, count: number): void {
  tally.set(value, (tally.get(value) ?? 0) + count);
}

/** Most accounts never fail, or have no value of most facets: what is empty costs nothing. */
const noHours = new Float64Array(SLOTS_PER_WEEK);
const noValues: Tally = new Map();

function emptyOutcomeCounts(): OutcomeCounts {
  return { events: 0, hours: noHours, facets: facetNames.map(() => noValues) };
}

/** Parts of one array: small ones of their own would cost several times what they hold. */
function emptyRates(): Float64Array[] {
  const all = new Float64Array(RATE_BINS * rateNames.length);
  return rateNames.map((_, r) => all.subarray(r * RATE_BINS, (r + 1) * RATE_BINS));
}

function addOutcomeCounts(into: OutcomeCounts, from: OutcomeCounts): void {
  into.events += from.events;
  from.hours.forEach((count, slot) => count !== 0 && addToHour(into, slot, count));
  from.facets.forEach((tally, f) => {
    for (const [value, count] of tally) addToFacet(into, f, value, count);
  });
}

function addArray(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < from.length; i++) into[i]! += from[i]!;
}
