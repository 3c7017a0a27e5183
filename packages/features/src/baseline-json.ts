import { type AccountCounts, emptyAccountCounts } from './account-counts.ts';
import { type Baseline, emptyBaseline } from './baseline.ts';
import { facetNames } from './facets.ts';
import { rateNames } from './rate-names.ts';

type Pairs<K> = [K, number][];

/** A baseline as plain JSON: the same counts give the same text, whatever order they were counted in. */
export interface BaselineJson {
  readonly timeZone: string;
  readonly events: number;
  readonly facetNames: readonly string[];
  readonly rateNames: readonly string[];
  readonly accounts: readonly AccountCountsJson[];
}

interface AccountCountsJson {
  readonly user: string;
  readonly events: number;
  readonly failures: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** Only what is not zero, by slot, value or bin. */
  readonly hours: Pairs<number>;
  readonly facets: readonly Pairs<string>[];
  readonly rates: readonly Pairs<number>[];
}

export function baselineToJson({ timeZone, events, accounts }: Baseline): BaselineJson {
  const users = [...accounts.keys()].sort();
  return { timeZone, events, facetNames, rateNames, accounts: users.map((user) => toJson(user, accounts.get(user)!)) };
}

/** @throws RangeError if the JSON was counted with other facets or rates than this version knows. */
export function baselineFromJson(json: BaselineJson): Baseline {
  requireSame('facetNames', json.facetNames, facetNames);
  requireSame('rateNames', json.rateNames, rateNames);
  const baseline = emptyBaseline(json.timeZone);
  baseline.events = json.events;
  for (const account of json.accounts) baseline.accounts.set(account.user, fromJson(account));
  return baseline;
}

function toJson(user: string, counts: AccountCounts): AccountCountsJson {
  const { events, failures, firstTime, lastTime, hours, facets, rates } = counts;
  return {
    user,
    events,
    failures,
    firstTime,
    lastTime,
    hours: nonZero(hours),
    facets: facets.map((tally) => [...tally].sort(([a], [b]) => (a < b ? -1 : 1))),
    rates: rates.map(nonZero),
  };
}

function fromJson({ hours, facets, rates, user: _, ...sums }: AccountCountsJson): AccountCounts {
  const counts: AccountCounts = { ...emptyAccountCounts(), ...sums, facets: facets.map((pairs) => new Map(pairs)) };
  for (const [slot, count] of hours) counts.hours[slot] = count;
  rates.forEach((pairs, r) => {
    for (const [bin, count] of pairs) counts.rates[r]![bin] = count;
  });
  return counts;
}

function nonZero(counts: Float64Array): Pairs<number> {
  const pairs: Pairs<number> = [];
  counts.forEach((count, i) => {
    if (count !== 0) pairs.push([i, count]);
  });
  return pairs;
}

function requireSame(name: string, found: readonly string[], expected: readonly string[]): void {
  if (found.join() === expected.join()) return;
  throw new RangeError(`${name} is [${found.join(', ')}], expected [${expected.join(', ')}]: train the model anew`);
}
