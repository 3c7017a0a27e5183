import { accountKind, type AccountKind, type Baseline, baselineFromJson, emptyBaseline, mergeIntoBaseline } from '@sidecar/features';
import type { BehaviorModel, History } from './behavior-model.ts';
import { type LayerTables, prepareLayers } from './prepare-layers.ts';

/** Tables to judge events by. */
export interface HistoryTables {
  /** Counts of the whole history. */
  readonly baseline: Baseline;
  kindOf(user: string): AccountKind;
  /** The tables for an event of that time: all history, but of the event's own span. */
  tablesAt(time: number): LayerTables;
}

/** Counts of all spans, or of all but one. */
export function historyBaseline({ spans }: History, timeZone: string, without?: number): Baseline {
  const baseline = emptyBaseline(timeZone);
  for (const { index, baseline: json } of spans) {
    if (index !== without) mergeIntoBaseline(baseline, baselineFromJson(json));
  }
  return baseline;
}

/** Prepares a model's history; the tables without a span are made when the first event of that span comes. */
export function historyTables({ history, clusters, settings }: BehaviorModel): HistoryTables {
  const baseline = historyBaseline(history, settings.timeZone);
  const kinds = new Map<string, AccountKind>();
  const kindOf = (user: string): AccountKind => {
    let kind = kinds.get(user);
    if (kind === undefined) {
      kind = accountKind(user, baseline.accounts.get(user));
      kinds.set(user, kind);
    }
    return kind;
  };
  const whole = prepareLayers(baseline, clusters, kindOf);
  const indices = new Set(history.spans.map(({ index }) => index));
  const partial = new Map<number, LayerTables>();
  return {
    baseline,
    kindOf,
    tablesAt: (time) => {
      const index = Math.floor(time / history.spanMs);
      // With one span alone there is nothing else to judge by.
      if (indices.size < 2 || !indices.has(index)) return whole;
      let tables = partial.get(index);
      if (tables === undefined) {
        tables = prepareLayers(historyBaseline(history, settings.timeZone, index), clusters, kindOf);
        partial.set(index, tables);
      }
      return tables;
    },
  };
}
