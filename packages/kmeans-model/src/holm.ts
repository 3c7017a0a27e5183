/**
 * p-values adjusted for being many, by Holm's step-down method: with the p-values ascending, the i-th of m becomes
 * `max over j ≤ i of min(1, (m - j + 1) p_j)`.
 *
 * Rejecting where the adjusted value is at most α keeps the chance of even one false alarm at α, whether or not
 * the tests depend on each other.
 *
 * @see Holm (1979), Scandinavian Journal of Statistics 6:65-70.
 * @example
 * holm([0.25, 0.125]); // => [ 0.25, 0.25 ]
 */
export function holm(pValues: readonly number[]): number[] {
  const ascending = Array.from(pValues.keys()).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = [...pValues];
  let most = 0;
  ascending.forEach((index, passed) => {
    most = Math.max(most, Math.min(1, (pValues.length - passed) * pValues[index]!));
    adjusted[index] = most;
  });
  return adjusted;
}
