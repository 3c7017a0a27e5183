/**
 * Positions of the scores, highest score first, equal scores in their own order.
 *
 * @param scores - Finite numbers; higher means more suspicious.
 * @throws RangeError if a score is not finite.
 * @example
 * orderByScore([0.2, 0.9, 0.2]); // => Uint32Array(3) [ 1, 0, 2 ]
 */
export function orderByScore(scores: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(scores.length);
  for (let i = 0; i < order.length; i++) {
    if (!Number.isFinite(scores[i]))
      throw new RangeError(`score ${i} is ${scores[i]}, expected a finite number`);
    order[i] = i;
  }
  return order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}
