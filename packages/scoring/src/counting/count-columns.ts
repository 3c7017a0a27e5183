import { type BaselineJson, facetNames, RATE_BINS, rateNames, SLOTS_PER_WEEK } from '@sidecar/features';
import { NO_RETURN, type ObservationColumns, type OrderedObservations } from '../ordered-observations.ts';
import { createAccountSums } from './account-sums.ts';
import { createLookSums } from './look-sums.ts';

const RATES = rateNames.length;
const SILENCE = rateNames.indexOf('user_silence');
const FAILED_HOURS = SLOTS_PER_WEEK;
const FIRST_RATE = 2 * SLOTS_PER_WEEK;
const FIRST_CLUSTER = FIRST_RATE + RATES * RATE_BINS;

/** Counts observations in columns: sums of numbers first, and the texts they belong to at the end. */
export interface ColumnCounter {
  /** @param clusterOf - Cluster of the observation at a place, if there are clusters. */
  add(columns: ObservationColumns, clusterOf?: (i: number) => number): void;
  /** What was counted since it was asked last: the same as `baselineToJson` of a baseline that all were added to one by one. */
  take(): BaselineJson;
}

/** @param k - Number of clusters; 0 while there are none. */
export function createColumnCounter(
  events: Pick<OrderedObservations, 'looks' | 'lookAt'>,
  timeZone: string,
  k: number = 0,
): ColumnCounter {
  const looks = createLookSums(events);
  const accounts = createAccountSums(FIRST_CLUSTER + k);
  return {
    add: (columns, clusterOf) => {
      const { size, times, looks: look, slots, returnBins, rates } = columns;
      for (let i = 0; i < size; i++) {
        const number = look[i]!;
        looks.add(number);
        const account = looks.accountOf(number);
        const sums = accounts.sumsOf(account);
        const first = accounts.placeOf(account);
        accounts.sawAt(account, times[i]!);
        sums[first + slots[i]! + looks.isFailed(number) * FAILED_HOURS]! += 1;
        for (let r = 0; r < RATES; r++) {
          if (r !== SILENCE) sums[first + FIRST_RATE + r * RATE_BINS + rates[i * RATES + r]!]! += 1;
        }
        const returned = returnBins[i]!;
        if (returned !== NO_RETURN) sums[first + FIRST_RATE + SILENCE * RATE_BINS + returned]! += 1;
        if (clusterOf !== undefined) sums[first + FIRST_CLUSTER + clusterOf(i)]! += 1;
      }
    },
    take: () => {
      const seen = accounts.seen();
      const texts = textsOf(seen);
      const codes = new Map(texts.map((text, code) => [text, code]));
      const clusterCodes = Array.from({ length: k }, (_, cluster) => codes.get(String(cluster)) ?? -1);
      const counts: number[] = [];
      const [all, failures] = [looks.events(false), looks.events(true)];
      for (const account of seen.toSorted((a, b) => (looks.userOf(a) < looks.userOf(b) ? -1 : 1))) {
        const sums = accounts.sumsOf(account);
        const first = accounts.placeOf(account);
        counts.push(
          codes.get(looks.userOf(account))!,
          accounts.firstTime(account),
          accounts.lastTime(account),
        );
        for (const failed of [0, 1] as const) {
          looks.writeEvents(account, failed, counts);
          writeBins(sums, first + failed * FAILED_HOURS, SLOTS_PER_WEEK, counts);
          looks.writeFacets(account, failed, codes, counts);
        }
        for (let r = 0; r < RATES; r++)
          writeBins(sums, first + FIRST_RATE + r * RATE_BINS, RATE_BINS, counts);
        writeClusters(sums, first + FIRST_CLUSTER, clusterCodes, counts);
      }
      looks.clear();
      accounts.clear();
      return { timeZone, events: all + failures, failures, facetNames, rateNames, texts, counts };
    },
  };

  /** Names of accounts, their values and clusters, ascending. */
  function textsOf(seen: readonly number[]): string[] {
    const texts = looks.texts();
    const isUsed = new Uint8Array(k);
    for (const account of seen) {
      const sums = accounts.sumsOf(account);
      const first = accounts.placeOf(account) + FIRST_CLUSTER;
      for (let cluster = 0; cluster < k; cluster++) if (sums[first + cluster]! > 0) isUsed[cluster] = 1;
    }
    isUsed.forEach((used, cluster) => used === 1 && texts.add(String(cluster)));
    return [...texts].sort();
  }
}

/** The length, and number and count of what is not zero. */
function writeBins(sums: Uint32Array, first: number, length: number, counts: number[]): void {
  const at = counts.push(0) - 1;
  for (let bin = 0; bin < length; bin++) if (sums[first + bin]! > 0) counts.push(bin, sums[first + bin]!);
  counts[at] = (counts.length - at - 1) / 2;
}

/** In the order of their names, which is not that of their numbers. */
function writeClusters(sums: Uint32Array, first: number, codes: readonly number[], counts: number[]): void {
  const used = [...codes.keys()].filter((cluster) => sums[first + cluster]! > 0);
  counts.push(used.length);
  for (const cluster of used.sort((a, b) => codes[a]! - codes[b]!))
    counts.push(codes[cluster]!, sums[first + cluster]!);
}
