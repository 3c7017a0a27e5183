import { surprise } from './surprise.ts';

/**
 * The surprise of a value by how often values at least as large were seen: `-log10` of the upper mid-p-value
 * `(events above + half the events tied + 1/2) / (events + 1)`.
 *
 * @param values - Ascending, with how many events had each.
 * @returns A function of a value; without any events it returns 0.
 */
export function upperTail(
  values: readonly (readonly [value: number, events: number])[],
): (value: number) => number {
  const events = values.reduce((sum, [, count]) => sum + count, 0);
  // Events at or above each value, and none beyond the last.
  const atOrAbove = new Float64Array(values.length + 1);
  for (let i = values.length - 1; i >= 0; i--) atOrAbove[i] = atOrAbove[i + 1]! + values[i]![1];
  return (value) => {
    if (events === 0) return 0;
    const above = atOrAbove[firstFrom(values, value + TIE)]!;
    const tied = atOrAbove[firstFrom(values, value - TIE)]! - above;
    return surprise((above + tied / 2 + 0.5) / (events + 1));
  };
}

/** Values closer than this are the same: a distance computed in another order differs in its last bits. */
const TIE = 1e-9;

/** Index of the first value at or above `value`. */
function firstFrom(values: readonly (readonly [number, number])[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]![0] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
