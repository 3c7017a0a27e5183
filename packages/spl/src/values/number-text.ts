/**
 * A number as Splunk prints it: integers without a point, anything else with at most 15 significant digits.
 *
 * Fifteen digits hide what binary fractions cannot hold, `0.1 + 0.2` is `0.3`, and lose less than 1e-14 of the value.
 *
 * @example
 * numberText(0.1 + 0.2); // => '0.3'
 */
export function numberText(number: number): string {
  if (Number.isInteger(number)) {
    if (Math.abs(number) < 1e21) return number === 0 ? '0' : String(number);
    return BigInt(number).toString();
  }
  const text = String(number);
  if (text.length <= 16) return text.includes('e') ? withoutExponent(number) : text;
  return withoutExponent(number);
}

/** Very small numbers keep their exponent, as `%.15g` would. */
function withoutExponent(number: number): string {
  return String(Number(number.toPrecision(15)));
}
