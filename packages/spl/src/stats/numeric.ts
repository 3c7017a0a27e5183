import { parseNumber } from '../values/parse-number.ts';
import type { NumericStatistic, Statistic } from './statistic.ts';

/** Lets a statistic of numbers take any value: those that are not numbers are passed over. */
export function numeric<State>({ add, ...statistic }: NumericStatistic<State>): Statistic<State> {
  return {
    ...statistic,
    add(state, value) {
      const number = typeof value === 'number' ? value : parseNumber(value);
      if (!Number.isNaN(number)) add(state, number);
    },
  };
}
