import type { AccountCounts, AccountKind } from '@sidecar/features';
import type { BehaviorModel } from '../behavior-model.ts';
import { clusterTables } from '../cluster-tables.ts';
import { type LayerTables, prepareLayers } from '../prepare-layers.ts';
import { accountCountsOf } from './account-counts-of.ts';
import { codedHistory, type CodedHistory, type HistoryCounts } from './coded-history.ts';
import { kindsIn } from './kinds-in.ts';

/** What an event was judged by: all history, but in the training window without the event's own span. */
export interface JudgedBy {
  readonly events: number;
  /** What is counted of an account; undefined if nothing is. Never change it. */
  countsOf(user: string): AccountCounts | undefined;
}

/** Tables to judge events by. */
export interface HistoryTables {
  kindOf(user: string): AccountKind;
  /** The tables for an event of that time, made when an event of its span comes after one of another. */
  tablesAt(time: number): LayerTables & { readonly judgedBy: JudgedBy };
}

/** Prepares a model's history. @throws RangeError if it is damaged, or counted with other facets or rates. */
export function historyTables({ history, clusters, settings, training }: BehaviorModel): HistoryTables {
  const { spans, spanMs } = history;
  const coded = codedHistory(
    spans.map(({ baseline }) => baseline),
    settings.timeZone,
  );
  const tables = clusterTables(clusters);
  const kindOf = kindsIn(coded);
  const tablesOf = (counts: HistoryCounts): ReturnType<HistoryTables['tablesAt']> => ({
    ...prepareLayers(coded, counts, tables, kindOf),
    judgedBy: { events: counts.events, countsOf: countsIn(coded, counts) },
  });
  const parts = new Map(spans.map(({ index }, part) => [index, part]));
  let whole: ReturnType<HistoryTables['tablesAt']> | undefined;
  let missing = Number.NaN;
  let partial: ReturnType<HistoryTables['tablesAt']> | undefined;
  return {
    kindOf,
    tablesAt: (time) => {
      const part = parts.get(Math.floor(time / spanMs));
      // With one span alone there is nothing else to judge by.
      if (parts.size < 2 || part === undefined || time > training.lastTime)
        return (whole ??= tablesOf(coded.all));
      if (partial === undefined || part !== missing) {
        partial = tablesOf(coded.without(part));
        missing = part;
      }
      return partial;
    },
  };
}

/** Accounts whose counts stand in memory as texts; at one more all are forgotten. */
const MOST_REMEMBERED = 64;

function countsIn(history: CodedHistory, counts: HistoryCounts): JudgedBy['countsOf'] {
  const made = new Map<string, AccountCounts | undefined>();
  return (user) => {
    if (made.has(user)) return made.get(user);
    const own = accountCountsOf(history, counts, history.rowOf(user));
    if (made.size >= MOST_REMEMBERED) made.clear();
    made.set(user, own);
    return own;
  };
}
