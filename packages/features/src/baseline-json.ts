import { type AccountCounts, emptyAccountCounts, type OutcomeCounts, type Tally } from './account-counts.ts';
import { type Baseline, emptyBaseline } from './baseline.ts';
import { facetNames } from './facets.ts';
import { rateNames } from './rate-names.ts';

type Pairs<K> = readonly (readonly [K, number])[];

/** A baseline as plain JSON: the same counts give the same text, whatever order they were counted in. */
export interface BaselineJson {
  readonly timeZone: string;
  readonly events: number;
  readonly failures: number;
  readonly facetNames: readonly string[];
  readonly rateNames: readonly string[];
  readonly accounts: readonly AccountCountsJson[];
}

export interface AccountCountsJson {
  readonly user: string;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly succeeded: OutcomeCountsJson;
  readonly failed: OutcomeCountsJson;
  /** Only what is not zero, by bin. */
  readonly rates: readonly Pairs<number>[];
  readonly clusters: Pairs<string>;
}

export interface OutcomeCountsJson {
  readonly events: number;
  /** Only what is not zero, by slot or value. */
  readonly hours: Pairs<number>;
  readonly facets: readonly Pairs<string>[];
}

export function baselineToJson({ timeZone, events, failures, accounts }: Baseline): BaselineJson {
  const users = [...accounts.keys()].sort();
  const json = users.map((user) => accountToJson(user, accounts.get(user)!));
  return { timeZone, events, failures, facetNames, rateNames, accounts: json };
}

/** @throws RangeError if the JSON was counted with other facets or rates than this version knows. */
export function baselineFromJson(json: BaselineJson): Baseline {
  requireSame('facetNames', json.facetNames, facetNames);
  requireSame('rateNames', json.rateNames, rateNames);
  const baseline = emptyBaseline(json.timeZone);
  baseline.events = json.events;
  baseline.failures = json.failures;
  for (const account of json.accounts) baseline.accounts.set(account.user, accountFromJson(account));
  return baseline;
}

function accountToJson(user: string, counts: AccountCounts): AccountCountsJson {
  const { firstTime, lastTime, succeeded, failed, rates, clusters } = counts;
  return {
    user,
    firstTime,
    lastTime,
    succeeded: outcomeToJson(succeeded),
    failed: outcomeToJson(failed),
    rates: rates.map(nonZero),
    clusters: sorted(clusters),
  };
}

function outcomeToJson({ events, hours, facets }: OutcomeCounts): OutcomeCountsJson {
  return { events, hours: nonZero(hours), facets: facets.map(sorted) };
}

function accountFromJson({
  firstTime,
  lastTime,
  succeeded,
  failed,
  rates,
  clusters,
}: AccountCountsJson): AccountCounts {
  const empty = emptyAccountCounts();
  rates.forEach((pairs, r) => fill(empty.rates[r]!, pairs));
  return {
    ...empty,
    firstTime,
    lastTime,
    succeeded: outcomeFromJson(succeeded, empty.succeeded.hours),
    failed: outcomeFromJson(failed, empty.failed.hours),
    clusters: new Map(clusters),
  };
}

function outcomeFromJson({ events, hours, facets }: OutcomeCountsJson, into: Float64Array): OutcomeCounts {
  fill(into, hours);
  return { events, hours: into, facets: facets.map((pairs) => new Map(pairs)) };
}

function sorted(tally: Tally): Pairs<string> {
  return [...tally].sort(([a], [b]) => (a < b ? -1 : 1));
}

function nonZero(counts: Float64Array): Pairs<number> {
  const pairs: [number, number][] = [];
  for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) pairs.push([i, counts[i]!]);
  return pairs;
}

function fill(counts: Float64Array, pairs: Pairs<number>): void {
  for (const [i, count] of pairs) counts[i] = count;
}

function requireSame(name: string, found: readonly string[], expected: readonly string[]): void {
  if (found.join() === expected.join()) return;
  throw new RangeError(
    `${name} is [${found.join(', ')}], expected [${expected.join(', ')}]: train the model anew`,
  );
}
