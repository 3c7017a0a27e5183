/** Throws a RangeError that names the value and what was expected, unless `value` is an integer in [least, most]. */
export function requireInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} is ${value}, expected an integer from ${least} to ${most}`);
}

/** Throws a RangeError that names the value and what was expected, unless `value` is a finite number in [least, most]. */
export function requireFinite(name: string, value: number, least: number, most: number): void {
  if (Number.isFinite(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} is ${value}, expected a number from ${least} to ${most}`);
}

/** Throws a RangeError that names the value and what was expected, unless `value` is a finite number above zero. */
export function requirePositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new RangeError(`${name} is ${value}, expected a number above 0`);
}
