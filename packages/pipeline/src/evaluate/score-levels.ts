import { orderByScore } from './order-by-score.ts';

/** All events that share one score. */
export interface ScoreLevel {
  readonly attacks: number;
  readonly others: number;
}

/**
 * Counts attacks and other events at each distinct score, highest score first: all that a ranking metric may see, since the
 * order among equal scores means nothing.
 *
 * @param scores - Finite numbers; higher means more suspicious.
 * @param labels - As many: 1 for an attack, 0 for anything else.
 * @throws RangeError if the lengths differ, or a score is not finite.
 */
export function scoreLevels(scores: ArrayLike<number>, labels: ArrayLike<number>): ScoreLevel[] {
  if (scores.length !== labels.length) {
    throw new RangeError(`labels has ${labels.length} values, expected one per score (${scores.length})`);
  }
  const levels: { attacks: number; others: number }[] = [];
  let previous = Number.NaN;
  for (const i of orderByScore(scores)) {
    if (scores[i] !== previous) levels.push({ attacks: 0, others: 0 });
    levels.at(-1)![labels[i] === 1 ? 'attacks' : 'others'] += 1;
    previous = scores[i]!;
  }
  return levels;
}
