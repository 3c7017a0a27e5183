import type { PreparedSearch, Row } from '@sidecar/spl';

/**
 * Every field name that occurs: of events in alphabetical order, of summaries in the order that their rows have them, also where no row has all.
 *
 * @example
 * columnsOf([{ _time: 1, b: 2 }, { _time: 2, a: 1, b: 3 }], { transforming: true }); // => ['_time', 'a', 'b']
 */
export function columnsOf(
  rows: readonly Row[],
  { transforming }: Pick<PreparedSearch, 'transforming'>,
): readonly string[] {
  const before = new Map<string, Set<string>>();
  for (const row of rows) {
    let previous: string | undefined;
    for (const name of Object.keys(row)) {
      const names = before.get(name) ?? new Set();
      if (names.size === 0) before.set(name, names);
      if (previous !== undefined) names.add(previous);
      previous = name;
    }
  }
  return transforming ? inOrder(before) : [...before.keys()].sort();
}

/** The names, each behind those that stand before it in some row; where rows contradict each other, the one seen first. */
function inOrder(before: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const waiting = new Set(before.keys());
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const names = [...waiting];
    const next =
      names.find((name) => ![...before.get(name)!].some((other) => waiting.has(other))) ?? names[0]!;
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}
