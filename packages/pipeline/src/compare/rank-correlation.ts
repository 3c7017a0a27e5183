/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, where equal values share the mean of their ranks.
 *
 * With `r`, `s` the ranks and `m = (n + 1) / 2` their mean, `Σ (r - m)(s - m) / √(Σ (r - m)² Σ (s - m)²)`. Takes O(n log n).
 *
 * @param a - Finite numbers.
 * @param b - As many.
 * @returns In [-1, 1]; null where it is undefined, as all values of one side are equal or there are fewer than two.
 * @throws RangeError if the lengths differ.
 * @see Agrees with scipy 1.17.1 `spearmanr` to 1e-12 (test/fixtures/rank-correlation.json).
 * @example
 * rankCorrelation([1, 2, 3, 4], [10, 30, 20, 40]); // => 0.8
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length !== b.length)
    throw new RangeError(`b has ${b.length} values, expected as many as a (${a.length})`);
  const [r, s] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let together = 0;
  let ofA = 0;
  let ofB = 0;
  for (let i = 0; i < r.length; i++) {
    together += (r[i]! - mean) * (s[i]! - mean);
    ofA += (r[i]! - mean) ** 2;
    ofB += (s[i]! - mean) ** 2;
  }
  return ofA === 0 || ofB === 0 ? null : together / Math.sqrt(ofA * ofB);
}

function ranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  order.sort((i, j) => values[i]! - values[j]!);
  const ranked = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let place = from; place < to; place++) ranked[order[place]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranked;
}
