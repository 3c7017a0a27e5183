import type { Decision } from '@sidecar/scoring';

/** What was decided, in numbers. */
export interface Decisions {
  /** Outliers per `outlier_decision_source`. */
  readonly outliers: Record<string, number>;
  /** Events beyond the threshold of their account, of their cluster, and of all. */
  readonly beyond: { user: number; cluster: number; global: number };
}

export function noDecisions(): Decisions {
  return { outliers: {}, beyond: { user: 0, cluster: 0, global: 0 } };
}

/** Adds one event's decision. */
export function countDecision({ outliers, beyond }: Decisions, decision: Decision): void {
  beyond.user += decision.behavior_outlier_user;
  beyond.cluster += decision.behavior_outlier_cluster;
  beyond.global += decision.behavior_outlier_global;
  if (decision.behavior_outlier === 0) return;
  const source = decision.outlier_decision_source;
  outliers[source] = (outliers[source] ?? 0) + 1;
}

/** Outliers in all. */
export function countOutliers({ outliers }: Pick<Decisions, 'outliers'>): number {
  return Object.values(outliers).reduce((sum, count) => sum + count, 0);
}
