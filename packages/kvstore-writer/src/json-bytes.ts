/**
 * How many bytes a value takes as JSON, in UTF-8: at least so many. A value that surely takes less than `enough` is not measured but bounded from above, which costs a tenth.
 *
 * @example
 * jsonBytes({ a: 'é' }, 0); // => 10
 */
export function jsonBytes(value: unknown, enough: number): number {
  const bound = upperBound(value);
  return bound <= enough ? bound : Buffer.byteLength(JSON.stringify(value));
}

/** An escape such as `\u0007` is the most that a UTF-16 code unit becomes, a number with exponent has 25 characters. */
function upperBound(value: unknown): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 25;
  if ('toJSON' in value) return Infinity;
  let sum = 2;
  if (Array.isArray(value)) for (const item of value) sum += upperBound(item) + 1;
  else
    for (const name in value)
      sum += 6 * name.length + 4 + upperBound((value as Record<string, unknown>)[name]);
  return sum;
}
