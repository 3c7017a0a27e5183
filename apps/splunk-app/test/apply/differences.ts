import type { Scored } from '@sidecar/scoring';

/** How far apart two scores of the same events are. */
export interface Difference {
  readonly events: number;
  /** Spearman's correlation of the p-values. */
  readonly rankCorrelation: number;
  /** Mean of the absolute difference of scores, 0 to 100. */
  readonly meanDifference: number;
  readonly alerts: number;
  /** Of the full score. */
  readonly fullAlerts: number;
  readonly both: number;
}

export function differenceOf(
  pairs: readonly { readonly score: Scored; readonly full: Scored }[],
): Difference {
  const flagged = (scored: Scored): boolean => scored.decision.behavior_outlier === 1;
  const ranks = [pairs.map(({ score }) => score.pValue), pairs.map(({ full }) => full.pValue)].map(ranksOf);
  return {
    events: pairs.length,
    rankCorrelation: correlation(ranks[0]!, ranks[1]!),
    meanDifference: mean(pairs.map(({ score, full }) => Math.abs(score.score - full.score))),
    alerts: pairs.filter(({ score }) => flagged(score)).length,
    fullAlerts: pairs.filter(({ full }) => flagged(full)).length,
    both: pairs.filter(({ score, full }) => flagged(score) && flagged(full)).length,
  };
}

/** A row of the table in docs/splunk-apply.md. */
export function differenceRow(macro: string, when: string, difference: Difference): string {
  const { events, rankCorrelation, meanDifference, alerts, fullAlerts, both } = difference;
  const cells = [
    macro,
    when,
    events,
    rankCorrelation.toFixed(3),
    meanDifference.toFixed(2),
    fullAlerts,
    alerts,
    both,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Mean ranks: equal values share theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const ranks = values.map(() => 0);
  for (let i = 0; i < order.length;) {
    let next = i;
    while (next < order.length && values[order[next]!] === values[order[i]!]) next += 1;
    for (let k = i; k < next; k++) ranks[order[k]!] = (i + next - 1) / 2;
    i = next;
  }
  return ranks;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  a.forEach((value, i) => {
    product += (value - meanA) * (b[i]! - meanB);
    squareA += (value - meanA) ** 2;
    squareB += (b[i]! - meanB) ** 2;
  });
  return product / Math.sqrt(squareA * squareB);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
