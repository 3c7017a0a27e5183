import { scoreLevels } from './score-levels.ts';

/**
 * Average precision: the precision that an analyst meets at each attack when reading down the ranking, averaged.
 *
 * Over the distinct scores from high to low, with `P` and `R` precision and recall of all events down to a score,
 * `AP = Σ (R(n) - R(n-1)) · P(n)`. Equal scores enter together, so their order does not matter. A ranking
 * without information gives the share of attacks.
 *
 * @param scores - Finite numbers; higher means more suspicious.
 * @param labels - As many: 1 for an attack, 0 for anything else.
 * @returns In (0, 1], higher is better; NaN without an attack, where it is undefined.
 * @throws RangeError if the lengths differ, or a score is not finite.
 * @see Agrees with scikit-learn 1.2.1 `average_precision_score` to 1e-12 (test/fixtures/evaluate.json).
 * @example
 * averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // => 0.8333333333333333
 */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  let found = 0;
  let read = 0;
  let sum = 0;
  for (const { attacks, others } of scoreLevels(scores, labels)) {
    found += attacks;
    read += attacks + others;
    sum += attacks * (found / read);
  }
  return found === 0 ? Number.NaN : sum / found;
}
