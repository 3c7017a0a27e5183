/** Events per name. */
export interface Tally {
  add(name: string, events?: number): void;
  counts(): Record<string, number>;
}

export function createTally(): Tally {
  const tally = new Map<string, number>();
  return {
    add: (name, events = 1) => tally.set(name, (tally.get(name) ?? 0) + events),
    counts: () => Object.fromEntries(tally),
  };
}
