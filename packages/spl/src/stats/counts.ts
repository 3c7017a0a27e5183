import type { Statistic } from './statistic.ts';
import { textOf } from './text-of.ts';

/** How many values there are. */
export const count: Statistic<{ count: number }> = {
  start: () => ({ count: 0 }),
  add: (state) => void state.count++,
  merge: (state, other) => void (state.count += other.count),
  read: (state) => state.count,
  isSmall: true,
};

/** How many different texts the values have. */
export const distinctCount: Statistic<Set<string>> = {
  start: () => new Set(),
  add: (seen, value) => void seen.add(textOf(value)),
  merge: (seen, other) => other.forEach((value) => seen.add(value)),
  read: (seen) => seen.size,
};

/** The most frequent text; of equally frequent ones the lexicographically first. */
export const mode: Statistic<Map<string, number>> = {
  start: () => new Map(),
  add(counts, value) {
    const text = textOf(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  },
  merge: (counts, other) => other.forEach((more, text) => counts.set(text, (counts.get(text) ?? 0) + more)),
  read(counts) {
    let best: string | undefined;
    let most = 0;
    for (const [text, times] of counts) {
      if (times > most || (times === most && text < best!)) [best, most] = [text, times];
    }
    return best;
  },
};
