/** @throws RangeError that names the value, unless it is a number from `least` to `most`. */
export function requireNumber(
  name: string,
  value: number,
  least: number = -Infinity,
  most: number = Infinity,
): void {
  if (value >= least && value <= most) return;
  const expected =
    least === -Infinity ? 'a number' : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  throw new RangeError(`${name} is ${value}, expected ${expected}`);
}
