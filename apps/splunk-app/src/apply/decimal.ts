/**
 * A number as eval reads it back to the last bit: digits and a point, no exponent, which eval does not know.
 *
 * @param value - Finite.
 * @throws RangeError if it is not.
 * @example
 * decimal(1.5e-7); // => '0.00000015'
 */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`value is ${value}, expected a finite number`);
  const [digits, exponent] = String(Math.abs(value)).split('e') as [string, string?];
  const sign = value < 0 ? '-' : '';
  if (exponent === undefined) return sign + digits;
  const [whole, fraction = ''] = digits.split('.') as [string, string?];
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, '0')}`;
}
