import { canonicalJson } from '../registry/canonical-json.ts';
import { modelFacts, type NamedModel } from './model-facts.ts';

/** One thing of two models; null where a model does not have it. */
export interface Pair<T> {
  readonly name: string;
  readonly first: T | null;
  readonly second: T | null;
}

/** In what two models differ. */
export interface ModelDifferences {
  /** What they were made of and where their thresholds lie, equal or not. */
  readonly facts: readonly Pair<string | number>[];
  /** The training settings that differ. */
  readonly settings: readonly Pair<unknown>[];
  readonly accounts: {
    readonly both: number;
    readonly onlyFirst: NamedAccounts;
    readonly onlySecond: NamedAccounts;
  };
  /** Silhouettes by k, the smallest k first. */
  readonly curve: readonly Pair<number>[];
  /** The layers whose weights differ, those that differ most first. */
  readonly weights: readonly Pair<number>[];
  readonly notes: { readonly first: readonly string[]; readonly second: readonly string[] };
}

/** How many there are, and the first five by name. */
export interface NamedAccounts {
  readonly count: number;
  readonly names: readonly string[];
}

const MOST_NAMES = 5;

export function modelDifferences(one: NamedModel, other: NamedModel): ModelDifferences {
  const [first, second] = [modelFacts(one), modelFacts(other)];
  return {
    facts: pairs(first.facts, second.facts),
    settings: pairs(first.settings, second.settings).filter((pair) => differs(pair)),
    accounts: {
      both: [...first.accounts].filter((user) => second.accounts.has(user)).length,
      onlyFirst: without(first.accounts, second.accounts),
      onlySecond: without(second.accounts, first.accounts),
    },
    curve: pairs(first.curve, second.curve).sort((a, b) => Number(a.name) - Number(b.name)),
    weights: pairs(first.weights, second.weights)
      .filter((pair) => differs(pair))
      .sort((a, b) => gap(b) - gap(a) || (a.name < b.name ? -1 : 1)),
    notes: { first: first.notes, second: second.notes },
  };
}

function pairs<K, T>(first: ReadonlyMap<K, T | null>, second: ReadonlyMap<K, T | null>): Pair<T>[] {
  const names = new Set([...first.keys(), ...second.keys()]);
  return [...names].map((name) => ({
    name: String(name),
    first: first.get(name) ?? null,
    second: second.get(name) ?? null,
  }));
}

function differs({ first, second }: Pair<unknown>): boolean {
  return canonicalJson(first) !== canonicalJson(second);
}

function gap({ first, second }: Pair<number>): number {
  return Math.abs((first ?? 0) - (second ?? 0));
}

function without(these: ReadonlySet<string>, those: ReadonlySet<string>): NamedAccounts {
  const names = [...these].filter((user) => !those.has(user)).sort();
  return { count: names.length, names: names.slice(0, MOST_NAMES) };
}
