/**
 * The same function of one number, which remembers results of late: for functions that take longer than a lookup, of numbers
 * that repeat. Of two numbers at one place the later stays, so memory is bounded: 16 bytes a place.
 *
 * @param of - A function of the number alone; `-0` counts as `0`.
 * @param places - A power of two. @default 4096
 * @example
 * const text = remembered(String);
 * text(0.1); // => '0.1'
 */
export function remembered<T>(of: (x: number) => T, places: number = 4096): (x: number) => T {
  const numbers = new Float64Array(places).fill(Number.NaN);
  const results: (T | undefined)[] = Array.from({ length: places });
  const bits = new Float64Array(1);
  const words = new Int32Array(bits.buffer);
  return (x) => {
    bits[0] = x;
    const hash = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x9e3779b1), 0x85ebca6b);
    const place = (hash ^ (hash >>> 15)) & (places - 1);
    if (numbers[place] === x) return results[place]!;
    const result = of(x);
    numbers[place] = x;
    results[place] = result;
    return result;
  };
}
