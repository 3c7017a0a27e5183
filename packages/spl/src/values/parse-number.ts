import { numberOf } from '../number-of.ts';

/**
 * The number that a text spells out in decimal, NaN if it does not: `0x10`, `Infinity` and the empty text are no numbers.
 *
 * @example
 * parseNumber('1e3'); // => 1000
 */
export function parseNumber(text: string): number {
  return numberOf(text) ?? Number.NaN;
}
