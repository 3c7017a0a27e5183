import {
  type AccountCounts,
  addToFacet,
  addToHour,
  addToTally,
  emptyAccountCounts,
  type OutcomeCounts,
} from '@sidecar/features';
import type { HistoryCodes, HistoryCounts } from './coded-history.ts';
import { type Column, eventsAt } from './column.ts';

/** What columns hold of one account; undefined if that is nothing. Values come in the order of their numbers. @param row - -1 for none. */
export function accountCountsOf(
  { firstTimes, lastTimes, valueOf }: HistoryCodes,
  { outcomes, facets, hours, rates, clusters }: HistoryCounts,
  row: number,
): AccountCounts | undefined {
  if (row < 0 || eventsAt(outcomes, row) === 0) return undefined;
  const counts = emptyAccountCounts();
  counts.firstTime = firstTimes[row]!;
  counts.lastTime = lastTimes[row]!;
  const both = (column: Column, add: (outcome: OutcomeCounts, code: number, events: number) => void): void =>
    eachOf(column, row, (code, succeeded, failed) => {
      if (succeeded > 0) add(counts.succeeded, code, succeeded);
      if (failed > 0) add(counts.failed, code, failed);
    });
  counts.succeeded.events = outcomes.succeeded[row]!;
  counts.failed.events = outcomes.failed[row]!;
  both(hours, addToHour);
  facets.forEach((column, f) =>
    both(column, (outcome, code, events) => addToFacet(outcome, f, valueOf(f, code), events)),
  );
  rates.forEach((column, r) => eachOf(column, row, (bin, events) => (counts.rates[r]![bin] = events)));
  eachOf(clusters, row, (cluster, events) => {
    if (events > 0) addToTally(counts.clusters, String(cluster), events);
  });
  return counts;
}

function eachOf(
  { shape: { starts, codes }, succeeded, failed }: Column,
  row: number,
  use: (code: number, succeeded: number, failed: number) => void,
): void {
  for (let entry = starts[row]!; entry < starts[row + 1]!; entry++)
    use(codes[entry]!, succeeded[entry]!, failed[entry]!);
}
