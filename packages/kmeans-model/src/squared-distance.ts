/** Squared Euclidean distance of `columns` numbers at two places, summed up in their order. */
export function squaredDistance(
  a: Float64Array,
  at: number,
  b: Float64Array,
  bAt: number,
  columns: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const difference = a[at + j]! - b[bAt + j]!;
    sum += difference * difference;
  }
  return sum;
}
