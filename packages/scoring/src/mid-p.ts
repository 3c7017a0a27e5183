/**
 * How unusual each value of a distribution is: a mid-p-value with soft ranks. The mass of rarer values counts nearly whole, the
 * mass of equally rare ones half, that of commoner ones the less the commoner they are:
 *
 * `p(v) = sum over x of q(x) / (1 + (q(x) / q(v))^2)`, with `q` the shares of the values.
 *
 * The exponent 2 softens the ordinary mid-p-value (its limit for a large exponent), under which one of many values that are
 * nearly equally common looks rare for being the last by a hair.
 *
 * @param weights - Positive weight of each value.
 * @returns In (0, 1], one per value; empty for no values.
 * @see Lancaster (1961), Significance tests in discrete distributions, J. Am. Stat. Assoc. 56:223-234, for the mid-p-value.
 * @example
 * midP(new Map([['a', 3], ['b', 1]])).get('b'); // => 0.2
 */
export function midP<K>(weights: ReadonlyMap<K, number>): Map<K, number> {
  const pOfWeight = midPOfWeights(weights.values());
  const result = new Map<K, number>();
  for (const [value, weight] of weights) result.set(value, pOfWeight.get(weight)!);
  return result;
}

/** The same by weight, as values of equal weight are equally unusual. */
export function midPOfWeights(weights: Iterable<number>): Map<number, number> {
  const massOfWeight = new Map<number, number>();
  for (const weight of weights) massOfWeight.set(weight, (massOfWeight.get(weight) ?? 0) + weight);
  const distinct = Float64Array.from(massOfWeight.keys());
  const masses = Float64Array.from(massOfWeight.values());
  for (const weight of distinct) massOfWeight.set(weight, softRank(weight, distinct, masses));
  return massOfWeight;
}

/**
 * `p` of a value of weight `weight`, among values given as distinct weights with the mass of all values that have each.
 *
 * @param weight - Above 0.
 * @param size - How many places of both lists count.
 */
export function softRank(
  weight: number,
  weights: Float64Array,
  masses: Float64Array,
  size: number = weights.length,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < size; i++) {
    const ratio = weights[i]! / weight;
    sum += masses[i]! / (1 + ratio * ratio);
    total += masses[i]!;
  }
  return sum / total;
}
