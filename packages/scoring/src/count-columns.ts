import {
  type AccountCounts,
  addToFacet,
  type Baseline,
  emptyAccountCounts,
  RATE_BINS,
  rateNames,
  SLOTS_PER_WEEK,
} from '@sidecar/features';
import { NO_RETURN, type ObservationColumns, type OrderedObservations } from './ordered-observations.ts';

const RATES = rateNames.length;
const SILENCE = rateNames.indexOf('user_silence');
const FAILED_HOURS = SLOTS_PER_WEEK;
const FIRST_RATE = 2 * SLOTS_PER_WEEK;
const FIRST_CLUSTER = FIRST_RATE + RATES * RATE_BINS;

/** Counts observations in columns into a baseline: sums of numbers first, and the texts they belong to at the end. */
export interface ColumnCounter {
  /** @param clusterOf - Cluster of the observation at a place, if there are clusters. */
  add(columns: ObservationColumns, clusterOf?: (i: number) => number): void;
  /** What was counted since it was asked last. Accounts and values are in the order in which they were first seen. */
  take(): Baseline;
}

/** Counts of one account: hours of its successes and failures, bins of rates, clusters. */
interface Account {
  readonly user: string;
  readonly counts: Float64Array;
  firstTime: number;
  lastTime: number;
  /** Its clusters in the order in which they were first seen. */
  readonly clusters: number[];
}

/** @param k - Number of clusters; 0 while there are none. */
export function createColumnCounter(
  { looks, lookAt }: Pick<OrderedObservations, 'looks' | 'lookAt'>,
  timeZone: string,
  k: number = 0,
): ColumnCounter {
  const numbers = new Map<string, number>();
  const accountOf = new Int32Array(looks).fill(-1);
  const isFailed = new Uint8Array(looks);
  const eventsOf = new Uint32Array(looks);
  let seen: number[] = [];
  let accounts: (Account | undefined)[] = [];
  let order: Account[] = [];
  return {
    add: (columns, clusterOf) => {
      const { size, times, looks: look, slots, returnBins, rates } = columns;
      for (let i = 0; i < size; i++) {
        const number = look[i]!;
        const account = accountAt(number);
        const { counts } = account;
        const time = times[i]!;
        if (time < account.firstTime) account.firstTime = time;
        if (time > account.lastTime) account.lastTime = time;
        if (eventsOf[number] === 0) seen.push(number);
        eventsOf[number]! += 1;
        counts[slots[i]! + isFailed[number]! * FAILED_HOURS]! += 1;
        for (let r = 0; r < RATES; r++) {
          if (r !== SILENCE) counts[FIRST_RATE + r * RATE_BINS + rates[i * RATES + r]!]! += 1;
        }
        const returned = returnBins[i]!;
        if (returned !== NO_RETURN) counts[FIRST_RATE + SILENCE * RATE_BINS + returned]! += 1;
        if (clusterOf === undefined) continue;
        const cluster = clusterOf(i);
        if (counts[FIRST_CLUSTER + cluster] === 0) account.clusters.push(cluster);
        counts[FIRST_CLUSTER + cluster]! += 1;
      }
    },
    take: () => {
      const baseline = baselineOf();
      for (const number of seen) eventsOf[number] = 0;
      seen = [];
      accounts = [];
      order = [];
      return baseline;
    },
  };

  function accountAt(look: number): Account {
    let number = accountOf[look]!;
    if (number < 0) {
      const { user, failed } = lookAt(look);
      number = numbers.get(user) ?? numbers.size;
      numbers.set(user, number);
      accountOf[look] = number;
      isFailed[look] = failed ? 1 : 0;
    }
    const known = accounts[number];
    if (known !== undefined) return known;
    const account = {
      user: lookAt(look).user,
      counts: new Float64Array(FIRST_CLUSTER + k),
      firstTime: Infinity,
      lastTime: -Infinity,
      clusters: [],
    };
    accounts[number] = account;
    order.push(account);
    return account;
  }

  function baselineOf(): Baseline {
    const baseline: Baseline = { timeZone, events: 0, failures: 0, accounts: new Map() };
    for (const account of order) baseline.accounts.set(account.user, accountCounts(account));
    for (const number of seen) {
      const { user, failed, facets } = lookAt(number);
      const events = eventsOf[number]!;
      const counts = baseline.accounts.get(user)!;
      const outcome = failed ? counts.failed : counts.succeeded;
      outcome.events += events;
      baseline.events += events;
      if (failed) baseline.failures += events;
      for (let f = 0; f < facets.length; f++) {
        const value = facets[f];
        if (value !== null && value !== undefined) addToFacet(outcome, f, value, events);
      }
    }
    return baseline;
  }
}

function accountCounts({ counts, firstTime, lastTime, clusters }: Account): AccountCounts {
  const result = emptyAccountCounts();
  result.firstTime = firstTime;
  result.lastTime = lastTime;
  const [succeeded, failed] = [counts.slice(0, FAILED_HOURS), counts.slice(FAILED_HOURS, FIRST_RATE)];
  if (succeeded.some((events) => events > 0)) result.succeeded.hours = succeeded;
  if (failed.some((events) => events > 0)) result.failed.hours = failed;
  result.rates.forEach((bins, r) => {
    const from = FIRST_RATE + r * RATE_BINS;
    bins.set(counts.subarray(from, from + RATE_BINS));
  });
  for (const cluster of clusters) result.clusters.set(String(cluster), counts[FIRST_CLUSTER + cluster]!);
  return result;
}
