/**
 * Rounds the number as it is written in decimal, halves away from zero.
 *
 * @param digits - Decimals that stay, negative to round to tens and hundreds.
 * @example
 * roundNumber(2.555, 2); // => 2.56
 */
export function roundNumber(number: number, digits: number): number {
  const size = Math.abs(number);
  const scale = 10 ** digits;
  const scaled = size * scale;
  const nearest = Math.round(scaled);
  // Far from a half, and small enough that the product errs by less: no need to look at the decimals.
  if (scaled < 1e9 && digits >= 0 && Math.abs(Math.abs(scaled - nearest) - 0.5) > 1e-6) {
    return (Math.sign(number) * nearest) / scale;
  }
  const shifted = shift(size, digits);
  // From 2^53 on every double is an integer, and there is nothing to round.
  if (!Number.isFinite(shifted) || shifted >= Number.MAX_SAFE_INTEGER) return number;
  return Math.sign(number) * shift(Math.round(shifted), -digits);
}

/** The rounded number with all decimals that were asked for: `round(10, 2)` is `10.00`. */
export function roundText(number: number, digits: number): string {
  if (!Number.isFinite(number)) return String(number);
  return roundNumber(number, digits).toFixed(Math.min(digits, 100));
}

/** Times a power of ten, exact in decimal, where a multiplication would turn 1.005 into 100.49999999999999. */
function shift(number: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(number).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}
