/** The most common values of something, and what share of all events each has. */
export interface TypicalValues {
  /** The most common first; of equally common ones the first by name. */
  readonly values: readonly string[];
  /** In (0, 1], in the same order; they sum to at most 1. */
  readonly shares: readonly number[];
}

/** Values of a list that a person reads. */
const MOST_VALUES = 10;

/**
 * The ten most common values of a tally.
 *
 * @param tally - Events per value.
 * @example
 * typicalValues(new Map([['10.0.0.1', 1], ['10.0.0.2', 3]])); // => { values: ['10.0.0.2', '10.0.0.1'], shares: [0.75, 0.25] }
 */
export function typicalValues(tally: ReadonlyMap<string, number>): TypicalValues {
  const all = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const common = [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_VALUES);
  return { values: common.map(([value]) => value), shares: common.map(([, count]) => count / all) };
}
