/** Counts of names, of which only so many different ones are kept. */
export type Counts = Map<string, number>;

/** Different names that are counted; further ones are not, so that the number of names saturates here. */
export const MOST_NAMES = 1000;

/** Adds to the count of a name, unless it is a new one and there are 1,000 already. */
export function addCount(counts: Counts, name: string, amount = 1): void {
  const known = counts.get(name);
  if (known !== undefined || counts.size < MOST_NAMES) counts.set(name, (known ?? 0) + amount);
}

/** The names with the highest counts, equal ones by name. */
export function topNames(counts: Counts, most: number): string[] {
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}
