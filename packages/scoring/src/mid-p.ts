/**
 * How unusual each value of a distribution is: the mid-p-value, the mass of all rarer values plus half the mass of the
 * equally rare, itself included. Drawn from the same distribution it has mean 1/2, however the mass is spread.
 *
 * `p(v) = (sum of w(x) over w(x) < w(v), plus half the sum over w(x) = w(v)) / sum of all`
 *
 * @param weights - Positive weight of each value.
 * @returns In (0, 1], one per value; empty for no values.
 * @see Lancaster (1961), Significance tests in discrete distributions, J. Am. Stat. Assoc. 56:223-234.
 * @example
 * midP(new Map([['a', 3], ['b', 1]])).get('b'); // => 0.125
 */
export function midP<K>(weights: ReadonlyMap<K, number>): Map<K, number> {
  const rarestFirst = [...weights].sort(([, a], [, b]) => a - b);
  const total = rarestFirst.reduce((sum, [, weight]) => sum + weight, 0);
  const result = new Map<K, number>();
  let rarer = 0;
  for (let i = 0; i < rarestFirst.length; ) {
    const weight = rarestFirst[i]![1];
    let end = i;
    while (end < rarestFirst.length && rarestFirst[end]![1] === weight) end += 1;
    const tied = weight * (end - i);
    for (; i < end; i++) result.set(rarestFirst[i]![0], (rarer + tied / 2) / total);
    rarer += tied;
  }
  return result;
}
