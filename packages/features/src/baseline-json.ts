import {
  type AccountCounts,
  addToFacet,
  addToHour,
  addToTally,
  emptyAccountCounts,
  type OutcomeCounts,
  type Tally,
} from './account-counts.ts';
import { type Baseline, emptyBaseline } from './baseline.ts';
import { facetNames } from './facets.ts';
import { rateNames } from './rate-names.ts';

/**
 * A baseline as plain JSON: the same counts give the same text, whatever order they were counted in. It is compact, as a model
 * holds one for every span of time: each text stands in it once, and counts are one list of numbers.
 */
export interface BaselineJson {
  readonly timeZone: string;
  readonly events: number;
  readonly failures: number;
  readonly facetNames: readonly string[];
  readonly rateNames: readonly string[];
  /** Names of accounts, values of facets and clusters, ascending; `counts` refers to them by position. */
  readonly texts: readonly string[];
  /**
   * The accounts, ascending by name, one after the other. With `{x}` for a list, which is its length followed by its items:
   * `account firstTime lastTime outcome(succeeded) outcome(failed) {bin events} for each rate {cluster events}`, where
   * an outcome is `events {slot events} {value events} for each facet`. Only what is not zero is listed, ascending.
   */
  readonly counts: readonly number[];
}

export function baselineToJson({ timeZone, events, failures, accounts }: Baseline): BaselineJson {
  const texts = textsOf(accounts);
  const codes = new Map(texts.map((text, code) => [text, code]));
  const counts: number[] = [];
  for (const user of [...accounts.keys()].sort()) {
    const { firstTime, lastTime, succeeded, failed, rates, clusters } = accounts.get(user)!;
    counts.push(codes.get(user)!, firstTime, lastTime);
    for (const { events: all, hours, facets } of [succeeded, failed]) {
      counts.push(all);
      writeBins(hours, counts);
      for (const tally of facets) writeTally(tally, codes, counts);
    }
    for (const bins of rates) writeBins(bins, counts);
    writeTally(clusters, codes, counts);
  }
  return { timeZone, events, failures, facetNames, rateNames, texts, counts };
}

/** @throws RangeError if the JSON was counted with other facets or rates than this version knows, or is damaged. */
export function baselineFromJson(json: BaselineJson): Baseline {
  const baseline = emptyBaseline(json.timeZone);
  baseline.events = json.events;
  baseline.failures = json.failures;
  const reader = createBaselineReader(json);
  while (!reader.ended()) baseline.accounts.set(reader.text(), readAccount(reader));
  return baseline;
}

function readAccount(reader: BaselineReader): AccountCounts {
  const counts = emptyAccountCounts();
  counts.firstTime = reader.number();
  counts.lastTime = reader.number();
  readOutcome(reader, counts.succeeded);
  readOutcome(reader, counts.failed);
  for (const bins of counts.rates) {
    for (let left = reader.number(); left > 0; left--) bins[reader.number()] = reader.number();
  }
  for (let left = reader.number(); left > 0; left--)
    addToTally(counts.clusters, reader.text(), reader.number());
  return counts;
}

function readOutcome(reader: BaselineReader, outcome: OutcomeCounts): void {
  outcome.events = reader.number();
  for (let left = reader.number(); left > 0; left--) addToHour(outcome, reader.number(), reader.number());
  for (let f = 0; f < outcome.facets.length; f++) {
    for (let left = reader.number(); left > 0; left--) addToFacet(outcome, f, reader.text(), reader.number());
  }
}

function writeBins(bins: Float64Array, counts: number[]): void {
  const length = counts.push(0) - 1;
  for (let bin = 0; bin < bins.length; bin++) if (bins[bin] !== 0) counts.push(bin, bins[bin]!);
  counts[length] = (counts.length - length - 1) / 2;
}

function writeTally(tally: Tally, codes: ReadonlyMap<string, number>, counts: number[]): void {
  counts.push(tally.size);
  const coded = Array.from(tally, ([value, events]) => [codes.get(value)!, events] as const);
  for (const [code, events] of coded.sort(([a], [b]) => a - b)) counts.push(code, events);
}

function textsOf(accounts: Baseline['accounts']): string[] {
  const texts = new Set<string>();
  for (const [user, { succeeded, failed, clusters }] of accounts) {
    texts.add(user);
    for (const tally of [...succeeded.facets, ...failed.facets, clusters]) {
      for (const value of tally.keys()) texts.add(value);
    }
  }
  return [...texts].sort();
}

/** Reads `counts` of a baseline from its beginning, one item after the other, without making anything of them. */
export interface BaselineReader {
  ended(): boolean;
  /** @throws RangeError if there is none. */
  number(): number;
  /** The place in `texts` of the next item, which refers to one. @throws RangeError if there is none. */
  place(): number;
  /** The text itself. */
  text(): string;
}

/** @throws RangeError if the JSON was counted with other facets or rates than this version knows. */
export function createBaselineReader({
  counts,
  texts,
  ...json
}: Pick<BaselineJson, 'counts' | 'texts' | 'facetNames' | 'rateNames'>): BaselineReader {
  requireSame('facetNames', json.facetNames, facetNames);
  requireSame('rateNames', json.rateNames, rateNames);
  let at = 0;
  const number = (): number => {
    const value = counts[at++];
    if (value === undefined) throw new RangeError('counts end within an account: the model is damaged');
    return value;
  };
  const place = (): number => {
    const value = number();
    if (texts[value] === undefined) throw new RangeError('counts refer to no text: the model is damaged');
    return value;
  };
  return { ended: () => at >= counts.length, number, place, text: () => texts[place()]! };
}

function requireSame(name: string, found: readonly string[], expected: readonly string[]): void {
  if (found.join() === expected.join()) return;
  throw new RangeError(
    `${name} is [${found.join(', ')}], expected [${expected.join(', ')}]: train the model anew`,
  );
}
