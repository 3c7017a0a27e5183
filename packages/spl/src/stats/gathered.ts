import type { Statistic } from './statistic.ts';
import { textOf } from './text-of.ts';

/** The different texts of the values, in lexicographical order. */
export const values: Statistic<Set<string>> = {
  start: () => new Set(),
  add: (seen, value) => void seen.add(textOf(value)),
  merge: (seen, other) => other.forEach((value) => seen.add(value)),
  read: (seen) => oneOrSeveral([...seen].sort()),
};

/** Splunk's `list_maxsize`. */
const LONGEST_LIST = 100;

interface Listed {
  readonly positions: number[];
  readonly texts: string[];
}

/** The first hundred values, in the order in which they came. */
export const list: Statistic<Listed> = {
  start: () => ({ positions: [], texts: [] }),
  add({ positions, texts }, value, _row, position) {
    if (texts.length >= LONGEST_LIST) return;
    positions.push(position);
    texts.push(textOf(value));
  },
  merge(state, other) {
    const both = [state, other]
      .flatMap(({ positions, texts }) => texts.map((text, i) => ({ position: positions[i]!, text })))
      .sort((a, b) => a.position - b.position)
      .slice(0, LONGEST_LIST);
    state.positions.splice(0, Infinity, ...both.map(({ position }) => position));
    state.texts.splice(0, Infinity, ...both.map(({ text }) => text));
  },
  read: ({ texts }) => oneOrSeveral([...texts]),
};

function oneOrSeveral(texts: readonly string[]): string | readonly string[] | undefined {
  return texts.length > 1 ? texts : texts[0];
}
