import { numeric } from './numeric.ts';
import type { Statistic } from './statistic.ts';

interface Sum {
  count: number;
  sum: number;
}

const sumOf = (termOf: (number: number) => number, read: (state: Sum) => number): Statistic<Sum> =>
  numeric({
    start: () => ({ count: 0, sum: 0 }),
    add(state, number) {
      state.count++;
      state.sum += termOf(number);
    },
    merge(state, other) {
      state.count += other.count;
      state.sum += other.sum;
    },
    read: (state) => (state.count === 0 ? undefined : read(state)),
    isSmall: true,
  });

/** Sum of numbers, added in the order in which they come, as double-precision numbers are. */
export const sum: Statistic<Sum> = sumOf(
  (number) => number,
  (state) => state.sum,
);

/** Sum of squares. */
export const sumOfSquares: Statistic<Sum> = sumOf(
  (number) => number * number,
  (state) => state.sum,
);

/** Arithmetic mean: the sum by the count. */
export const mean: Statistic<Sum> = sumOf(
  (number) => number,
  (state) => state.sum / state.count,
);
