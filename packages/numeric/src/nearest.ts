/**
 * Index of the centroid closest to a row by Euclidean distance; of two at the same distance the first.
 *
 * Allocates nothing: it stops adding squares once a centroid is farther than the best so far.
 *
 * @param centroids - At least one, each as long as `row`; lengths are not checked.
 * @param row - Finite numbers.
 * @example
 * nearest([[0, 0], [10, 10]], [7, 7]); // => 1
 */
export function nearest(centroids: ReadonlyArray<ArrayLike<number>>, row: ArrayLike<number>): number {
  let best = 0;
  let least = Infinity;
  for (let c = 0; c < centroids.length; c++) {
    const centroid = centroids[c]!;
    let sum = 0;
    for (let j = 0; j < row.length && sum < least; j++) {
      const difference = row[j]! - centroid[j]!;
      sum += difference * difference;
    }
    if (sum < least) {
      least = sum;
      best = c;
    }
  }
  return best;
}

/**
 * Euclidean distance of two rows of equal length; lengths are not checked.
 *
 * @example
 * euclidean([0, 0], [3, 4]); // => 5
 */
export function euclidean(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = a[j]! - b[j]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
