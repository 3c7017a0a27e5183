import { requireFinite, requirePositive } from './require.ts';
import { regularisedGammaQ } from './regularised-gamma-q.ts';

/**
 * Probability that a chi-square variable exceeds `x`: the p-value of a chi-square statistic, `Q(df / 2, x / 2)`.
 *
 * @param x - The statistic, from 0.
 * @param degreesOfFreedom - Positive.
 * @returns In [0, 1]; 0 once it falls below the smallest double. Agrees with scipy 1.10.1 `chi2.sf` to 1e-11 of the value.
 * @throws RangeError if `x` is negative or `degreesOfFreedom` is not positive, or either is not finite.
 * @example
 * chiSquareSurvival(3.841458820694124, 1).toFixed(6); // => '0.050000'
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  requireFinite('x', x, 0, Number.MAX_VALUE);
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  return regularisedGammaQ(degreesOfFreedom / 2, x / 2);
}
