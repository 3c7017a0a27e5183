import type { Alert } from './alert.ts';

/** Rarer than one in a million is no stronger: no calibration knows such tails. */
export const MOST_STRENGTH = 6;

/**
 * How much one alert says: `-log10` of its p-value, at most 6. One in a thousand is 3.
 *
 * @example
 * alertStrength({ score: 99.99, pValue: 0.0001 }); // => 4
 */
export function alertStrength({ score, pValue = 1 - score / 100 }: Pick<Alert, 'score' | 'pValue'>): number {
  const p = Number.isFinite(pValue) ? Math.max(pValue, 0) : 1;
  return Math.min(MOST_STRENGTH, Math.max(0, -Math.log10(p)));
}
