import { parseNumber } from '../values/parse-number.ts';
import { numeric } from './numeric.ts';
import type { Statistic } from './statistic.ts';

interface Extreme {
  number: number | undefined;
  text: string | undefined;
}

/**
 * Least or greatest value. Numbers compare as numbers, texts lexicographically, and every number comes before every
 * other text.
 */
export function extreme(which: 'least' | 'greatest'): Statistic<Extreme> {
  const isBetter =
    which === 'least'
      ? <T extends string | number>(a: T, b: T | undefined): boolean => b === undefined || a < b
      : <T extends string | number>(a: T, b: T | undefined): boolean => b === undefined || a > b;
  return {
    isSmall: true,
    start: () => ({ number: undefined, text: undefined }),
    add(state, value) {
      const number = typeof value === 'number' ? value : parseNumber(value);
      if (Number.isNaN(number)) {
        if (isBetter(value as string, state.text)) state.text = value as string;
      } else if (isBetter(number, state.number)) state.number = number;
    },
    merge(state, { number, text }) {
      if (number !== undefined && isBetter(number, state.number)) state.number = number;
      if (text !== undefined && isBetter(text, state.text)) state.text = text;
    },
    read: ({ number, text }) => (which === 'least' ? (number ?? text) : (text ?? number)),
  };
}

/** Greatest number less the least. */
export const range: Statistic<{ least: number; greatest: number }> = numeric({
  isSmall: true,
  start: () => ({ least: Infinity, greatest: -Infinity }),
  add(state, number) {
    if (number < state.least) state.least = number;
    if (number > state.greatest) state.greatest = number;
  },
  merge(state, other) {
    state.least = Math.min(state.least, other.least);
    state.greatest = Math.max(state.greatest, other.greatest);
  },
  read: ({ least, greatest }) => (least > greatest ? undefined : greatest - least),
});
