import { scoreLevels } from './score-levels.ts';

/**
 * Area under the ROC curve: how often an attack scores above another event, an equal score counting one half.
 *
 * For `a` attacks and `o` other events, the number of pairs (attack, other) in the right order divided by `a · o`: the
 * statistic of Mann and Whitney. A ranking without information gives 0.5.
 *
 * @param scores - Finite numbers; higher means more suspicious.
 * @param labels - As many: 1 for an attack, 0 for anything else.
 * @returns In [0, 1], higher is better; NaN unless both kinds are present.
 * @throws RangeError if the lengths differ, or a score is not finite.
 * @see Agrees with scikit-learn 1.2.1 `roc_auc_score` to 1e-12 (test/fixtures/evaluate.json).
 * @example
 * rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]); // => 0.75
 */
export function rocAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  let attacksAbove = 0;
  let othersSeen = 0;
  let pairs = 0;
  for (const { attacks, others } of scoreLevels(scores, labels)) {
    pairs += others * (attacksAbove + attacks / 2);
    attacksAbove += attacks;
    othersSeen += others;
  }
  return pairs / (attacksAbove * othersSeen);
}
