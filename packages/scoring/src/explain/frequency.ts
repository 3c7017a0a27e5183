import type { Calibration } from '../calibration.ts';

/** A tail learned from n events is believed to once in 100 n. */
const REACH = 100;

/**
 * How often, in words: `about 1 in 8,100`. What the calibration is too small to tell from the impossible is
 * `fewer than 1 in` 100 times its events.
 */
export function frequency(pValue: number, { events }: Pick<Calibration, 'events'>): string {
  if (pValue > 0.5) return 'more than 1 in 2';
  const rarest = 1 / (REACH * events);
  const [words, p] = pValue < rarest ? ['fewer than', rarest] : ['about', pValue];
  return `${words} 1 in ${oneIn(p).toLocaleString('en')}`;
}

/**
 * The N of "about 1 in N events", to two significant digits.
 *
 * @param pValue - In (0, 1].
 * @example
 * oneIn(0.000123); // => 8100
 */
export function oneIn(pValue: number): number {
  return Math.max(1, Number((1 / pValue).toPrecision(2)));
}
