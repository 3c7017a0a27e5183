import { orderByScore } from './order-by-score.ts';

/** Which events an alert budget covers. */
export interface AlertCut {
  /** Events that fit the budget. */
  readonly alerts: number;
  /**
   * How much of event `i` is inside: 1 or 0, or for events that share the score at the cut, of which only some fit, the share
   * that fits. Summed over all events it gives `alerts`.
   */
  readonly covers: (i: number) => number;
}

/**
 * Cuts a ranking at each of several budgets, each a share of all events, at least one event.
 *
 * Equal scores at the cut are covered in equal parts, which is what any order among them gives on average.
 *
 * @param scores - At least one finite number; higher means more suspicious.
 * @param shares - From 0 to 1; 0.01 is one event in a hundred.
 * @throws RangeError if a score is not finite.
 */
export function alertCuts(scores: ArrayLike<number>, shares: readonly number[]): AlertCut[] {
  const order = orderByScore(scores);
  return shares.map((share) => {
    const alerts = Math.min(scores.length, Math.max(1, Math.round(share * scores.length)));
    const limit = scores[order[alerts - 1]!]!;
    let start = alerts - 1;
    while (start > 0 && scores[order[start - 1]!] === limit) start -= 1;
    let end = alerts;
    while (end < order.length && scores[order[end]!] === limit) end += 1;
    const tiedShare = (alerts - start) / (end - start);
    const covers = (i: number): number => (scores[i]! > limit ? 1 : scores[i] === limit ? tiedShare : 0);
    return { alerts, covers };
  });
}
