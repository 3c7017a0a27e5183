import {
  accountKind,
  type AccountKind,
  type Baseline,
  baselineFromJson,
  baselineWithout,
  emptyBaseline,
  mergeIntoBaseline,
} from '@sidecar/features';
import type { BehaviorModel, History } from './behavior-model.ts';
import { clusterTables } from './cluster-tables.ts';
import { type LayerTables, prepareLayers } from './prepare-layers.ts';

/** Tables to judge events by. */
export interface HistoryTables {
  /** Counts of the whole history. */
  readonly baseline: Baseline;
  kindOf(user: string): AccountKind;
  /** The tables for an event of that time: all history, but in the training window without the event's own span. */
  tablesAt(time: number): LayerTables;
}

/** Counts of all spans. */
export function historyBaseline({ spans }: History, timeZone: string): Baseline {
  const baseline = emptyBaseline(timeZone);
  for (const { baseline: json } of spans) mergeIntoBaseline(baseline, baselineFromJson(json));
  return baseline;
}

/** Prepares a model's history; the tables without a span are made when an event of that span comes after one of another. */
export function historyTables({ history, clusters, settings, training }: BehaviorModel): HistoryTables {
  const baseline = historyBaseline(history, settings.timeZone);
  const tables = clusterTables(clusters);
  const kinds = new Map<string, AccountKind>();
  const kindOf = (user: string): AccountKind => {
    let kind = kinds.get(user);
    if (kind === undefined) {
      const counts = baseline.accounts.get(user);
      kind = accountKind(user, counts);
      // Of accounts that it does not know there may be any number.
      if (counts !== undefined) kinds.set(user, kind);
    }
    return kind;
  };
  const spans = new Map(history.spans.map(({ index, baseline: json }) => [index, json]));
  let whole: LayerTables | undefined;
  let partial = Number.NaN;
  let withoutPartial: LayerTables | undefined;
  return {
    baseline,
    kindOf,
    tablesAt: (time) => {
      const index = Math.floor(time / history.spanMs);
      // With one span alone there is nothing else to judge by.
      const span = spans.get(index);
      if (spans.size < 2 || span === undefined || time > training.lastTime)
        return (whole ??= prepareLayers(baseline, tables, kindOf));
      if (withoutPartial === undefined || index !== partial) {
        withoutPartial = prepareLayers(baselineWithout(baseline, baselineFromJson(span)), tables, kindOf);
        partial = index;
      }
      return withoutPartial;
    },
  };
}
