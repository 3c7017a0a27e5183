import { facetNames, RATE_BINS, SLOTS_PER_WEEK } from '@sidecar/features';
import { accountAtMachine, type AccountAtMachine } from './account-at-machine.ts';
import { failureWeight } from './familiarity.ts';
import type { CodedHistory, HistoryCounts } from './history/coded-history.ts';
import { type Column, eventsAt } from './history/column.ts';
import { hourSurprise, type WeekProfile, weekProfile } from './hour-profile.ts';
import { binReach } from './rate-profile.ts';
import { type RowSurprises, rowSurprises } from './row-surprises.ts';
import { surprise } from './surprise.ts';
import { type ValueTable, valueTable } from './value-table.ts';

/** What all accounts tell of the values of one facet, and what each account tells. */
export interface FacetTables {
  readonly column: Column;
  readonly table: ValueTable;
  readonly ofAccounts: RowSurprises;
}

/** What the whole organisation tells. */
export interface OrganisationTables {
  readonly facets: readonly FacetTables[];
  readonly clusters: FacetTables;
  readonly week: WeekProfile;
  readonly hourSurprise: Float64Array;
  readonly rateReach: readonly Float64Array[];
  readonly atSource: AccountAtMachine;
  readonly atDestination: AccountAtMachine;
  /** Surprise of a failure of an account that never succeeded. */
  readonly strangerSurprise: number;
  /** What a failure counts, beside 1 for a success. */
  readonly failureWeight: number;
}

const SIGNATURE = facetNames.indexOf('signature');
const SOURCE = facetNames.indexOf('source');
const DESTINATION = facetNames.indexOf('destination');

export function organisationTables(history: CodedHistory, counts: HistoryCounts): OrganisationTables {
  const weight = failureWeight(counts);
  const week = weekProfile(hoursOfAll(counts.hours, weight), durationOf(history, counts));
  return {
    // The signature is about the failure itself.
    facets: counts.facets.map((column, f) => facetTables(column, f === SIGNATURE ? 1 : weight)),
    clusters: facetTables(counts.clusters, weight),
    week,
    hourSurprise: hourSurprise(undefined, week),
    rateReach: counts.rates.map((column) => binReach(accountsPerBin(column))),
    atSource: accountAtMachine(counts.facets[SOURCE]!, weight),
    atDestination: accountAtMachine(counts.facets[DESTINATION]!, weight),
    strangerSurprise: surprise((failuresOfStrangers(counts.outcomes) + 1) / (counts.events + 1) / 2),
    failureWeight: weight,
  };
}

function facetTables(column: Column, weight: number): FacetTables {
  const table = valueTable(column, weight);
  return { column, table, ofAccounts: rowSurprises(column, weight, table) };
}

/** Familiarity of each hour of the week to an account. @param into - Length 168, overwritten. */
export function hoursOf(
  { shape: { starts, codes }, succeeded, failed }: Column,
  row: number,
  weight: number,
  into: Float64Array,
): Float64Array {
  into.fill(0);
  for (let entry = starts[row]!; entry < starts[row + 1]!; entry++)
    into[codes[entry]!] = succeeded[entry]! + weight * failed[entry]!;
  return into;
}

/** One after the other, in the same array. */
function* hoursOfAll(column: Column, weight: number): Generator<Float64Array> {
  const hours = new Float64Array(SLOTS_PER_WEEK);
  for (let row = 0; row < column.shape.rows; row++) yield hoursOf(column, row, weight, hours);
}

/** From the first to the last event of accounts of which any is left. */
function durationOf({ firstTimes, lastTimes }: CodedHistory, { outcomes }: HistoryCounts): number {
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < firstTimes.length; row++) {
    if (eventsAt(outcomes, row) === 0) continue;
    first = Math.min(first, firstTimes[row]!);
    last = Math.max(last, lastTimes[row]!);
  }
  return Math.max(0, last - first);
}

function accountsPerBin({ shape: { codes }, succeeded }: Column): Float64Array {
  const accounts = new Float64Array(RATE_BINS);
  for (let entry = 0; entry < codes.length; entry++) if (succeeded[entry]! > 0) accounts[codes[entry]!]! += 1;
  return accounts;
}

function failuresOfStrangers({ succeeded, failed }: Column): number {
  let failures = 0;
  for (let row = 0; row < failed.length; row++) if (succeeded[row] === 0) failures += failed[row]!;
  return failures;
}
