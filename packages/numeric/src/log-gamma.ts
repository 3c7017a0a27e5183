import { requirePositive } from './require.ts';

const SHIFT = 10;

/**
 * Natural logarithm of the gamma function, `ln Γ(x)`; for a whole number `n`, `ln (n - 1)!`.
 *
 * The argument is shifted to at least 10 by `Γ(x + 1) = x Γ(x)`; there Stirling's series of six terms ends
 * below the last bit: `(x - 1/2) ln x - x + ln(2π)/2 + 1/(12x) - 1/(360x³) + ...`.
 *
 * @param x - Positive.
 * @returns Agrees with scipy 1.10.1 `gammaln` to 1e-13, relative or absolute, whichever is larger.
 * @throws RangeError unless `x` is a positive number.
 * @see Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 6.1.15 and 6.1.41.
 * @example
 * logGamma(5).toFixed(6); // => '3.178054'
 */
export function logGamma(x: number): number {
  requirePositive('x', x);
  let product = 1;
  let large = x;
  for (; large < SHIFT; large++) product *= large;
  return stirling(large) - Math.log(product);
}

function stirling(x: number): number {
  const t = 1 / (x * x);
  const series =
    (1 / 12 - t * (1 / 360 - t * (1 / 1260 - t * (1 / 1680 - t * (1 / 1188 - (t * 691) / 360360))))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
