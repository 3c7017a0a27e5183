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
  const events = 1 / pValue;
  if (!(events < LARGEST_EXACT)) return Math.max(1, Number(events.toPrecision(2)));
  let unit = 0.1;
  while (unit * 99.5 < events) unit *= 10;
  if (unit > 1) unit = Math.round(unit);
  const digits = unit < 1 ? events * 10 : events / unit;
  const rest = digits - Math.floor(digits);
  // What lies between two roundings, and what rounds up to three digits, is left to the exact way.
  if (Math.abs(rest - 0.5) < 1e-6 || digits > 99.4) return Math.max(1, Number(events.toPrecision(2)));
  const rounded = Math.round(digits);
  return Math.max(1, unit < 1 ? rounded / 10 : rounded * unit);
}

/** Below it, powers of ten are exact. */
const LARGEST_EXACT = 1e15;
