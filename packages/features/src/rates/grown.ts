const LEAST = 16;

/** The array itself if it has a place `index`, otherwise a copy with at least twice the places, the new ones holding `fill`. */
export function grownInt32(array: Int32Array, index: number, fill = 0): Int32Array {
  if (index < array.length) return array;
  const larger = new Int32Array(lengthFor(index, array.length));
  larger.set(array);
  if (fill !== 0) larger.fill(fill, array.length);
  return larger;
}

/** As `grownInt32`, of doubles; new places hold 0. */
export function grownFloat64(array: Float64Array, index: number): Float64Array {
  if (index < array.length) return array;
  const larger = new Float64Array(lengthFor(index, array.length));
  larger.set(array);
  return larger;
}

function lengthFor(index: number, length: number): number {
  return Math.max(LEAST, index + 1, 2 * length);
}
