import { logGamma } from './log-gamma.ts';
import { requireFinite, requirePositive } from './require.ts';

const EPSILON = 2 ** -53;
const TINY = 1e-300;

/**
 * Upper regularised incomplete gamma function: the share of a gamma distribution of shape `a` that lies above `x`.
 *
 * `Q(a, x) = 1/Γ(a) ∫ₓ^∞ tᵃ⁻¹ e⁻ᵗ dt`. Below `x = a + 1` it is one minus the power series of the lower function,
 * above it the continued fraction (by Lentz's method), so that a small tail keeps its digits.
 *
 * @param a - Shape, positive.
 * @param x - From 0.
 * @returns In [0, 1], falling in `x`; `Q(a, 0) = 1`. Agrees with scipy 1.10.1 `gammaincc` to 1e-11 of the value.
 * @throws RangeError if `a` is not positive or `x` is negative, or either is not finite.
 * @see NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2, https://dlmf.nist.gov/8.
 * @example
 * regularisedGammaQ(1, 2) === Math.exp(-2); // => true
 */
export function regularisedGammaQ(a: number, x: number): number {
  requirePositive('a', a);
  requireFinite('x', x, 0, Number.MAX_VALUE);
  if (x === 0) return 1;
  const density = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - density * lowerSeries(a, x) : density * upperFraction(a, x);
}

/** `Σ xⁿ / (a (a + 1) ... (a + n))`: the terms fall from the start, as x < a + 1. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** `1 / (x + 1 - a - 1(1 - a) / (x + 3 - a - 2(2 - a) / ...))`. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 4 * EPSILON; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    change = c * d;
    fraction *= change;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
