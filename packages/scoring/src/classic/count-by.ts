/** How many items have each key, keys in the order of their first items. */
export function countBy<T, K>(items: readonly T[], keyOf: (item: T, i: number) => K): Map<K, number> {
  const counts = new Map<K, number>();
  items.forEach((item, i) => {
    const key = keyOf(item, i);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}

/** The indices of the items with each key, keys in the order of their first items. */
export function indicesBy<T, K>(items: readonly T[], keyOf: (item: T, i: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  items.forEach((item, i) => {
    const key = keyOf(item, i);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return groups;
}
