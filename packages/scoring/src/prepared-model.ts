import { createLooks, type Looks } from '@sidecar/features';
import type { BehaviorModel } from './behavior-model.ts';
import { type HistoryTables, historyTables } from './history/history-tables.ts';
import { createJudge, type Judge } from './judge.ts';
import { layerNames } from './layer-names.ts';
import { calmedByOwnNoise } from './own-noise.ts';

/** Tables to judge events by, and who judges by them. */
export interface JudgedTables extends ReturnType<HistoryTables['tablesAt']> {
  readonly judge: Judge;
}

/** What is made of a model, whoever scores by it. */
export interface PreparedModel {
  readonly history: HistoryTables;
  /** One weight per `layerNames`. */
  readonly weights: Float64Array;
  /** Looks that were met, which judges remember by identity. */
  readonly looks: Looks;
  /** What an event of that time is judged by. */
  tablesAt(time: number): JudgedTables;
}

const prepared = new WeakMap<BehaviorModel, PreparedModel>();

/**
 * What is made of a model once, for all scorers of it: of an office's model this takes far longer than scoring an hour of events, and takes most
 * of a scorer's memory. It depends on nothing but the model, and goes when the model goes.
 *
 * @throws RangeError if the model was made with other facets, rates or layers than this version knows.
 */
export function preparedModel(model: BehaviorModel): PreparedModel {
  let known = prepared.get(model);
  if (known === undefined) {
    known = prepare(model);
    prepared.set(model, known);
  }
  return known;
}

function prepare(model: BehaviorModel): PreparedModel {
  const history = historyTables(model);
  const weights = Float64Array.from(layerNames, (name) => weightOf(model, name));
  const calmOf = calmedByOwnNoise(model.ownNoise);
  const judged = new WeakMap<ReturnType<HistoryTables['tablesAt']>, JudgedTables>();
  let tables: ReturnType<HistoryTables['tablesAt']> | undefined;
  let by: JudgedTables;
  return {
    history,
    weights,
    looks: createLooks(),
    tablesAt: (time) => {
      const current = history.tablesAt(time);
      if (current === tables) return by;
      tables = current;
      by = judged.get(current) ?? { ...current, judge: createJudge(current, calmOf, weights) };
      judged.set(current, by);
      return by;
    },
  };
}

function weightOf({ weights }: BehaviorModel, name: string): number {
  const weight = weights[name];
  if (weight === undefined) throw new RangeError(`the model has no weight for layer ${name}: train it anew`);
  return weight;
}
