import type { Statistic } from './statistic.ts';

interface Seen {
  position: number;
  value: string | number | undefined;
}

/** The value seen first, or last, in the order in which rows come: of events that is newest first. */
export function byOrder(which: 'first' | 'last'): Statistic<Seen> {
  const wins =
    which === 'first'
      ? (position: number, { position: seen, value }: Seen): boolean => value === undefined || position < seen
      : (position: number, { position: seen, value }: Seen): boolean =>
          value === undefined || position >= seen;
  return {
    isSmall: true,
    start: () => ({ position: 0, value: undefined }),
    add(state, value, _row, position) {
      if (!wins(position, state)) return;
      state.position = position;
      state.value = value;
    },
    merge(state, { position, value }) {
      if (value === undefined || !wins(position, state)) return;
      state.position = position;
      state.value = value;
    },
    read: ({ value }) => value,
  };
}
