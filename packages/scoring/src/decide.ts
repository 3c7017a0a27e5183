import type { Thresholds } from './thresholds.ts';

export type OutlierMode = 'user' | 'cluster' | 'global' | 'combined' | 'budget' | 'fdr';

/** How outliers are decided. */
export interface DecisionOptions {
  readonly outlierMode: OutlierMode;
  /** How `combined` joins the enabled tests. */
  readonly combinedLogic: 'and' | 'or';
  readonly enabled: { readonly user: boolean; readonly cluster: boolean; readonly global: boolean };
  /** Of `budget`: how many alerts a day like those of the training window shall give, above 0. */
  readonly alertsPerDay: number;
  /** Of `fdr`: share of false alarms among the alerts that is borne, in (0, 1). @default 0.1 */
  readonly fdrLevel?: number | undefined;
}

/** Flags are 0 or 1, with the names of the original. */
export interface Decision {
  readonly behavior_outlier: 0 | 1;
  readonly behavior_outlier_user: 0 | 1;
  readonly behavior_outlier_cluster: 0 | 1;
  readonly behavior_outlier_global: 0 | 1;
  readonly outlier_decision_source: string;
}

/**
 * Whether an event is an outlier: by the model's thresholds alone, or in the modes `budget` and `fdr` by what alerts and p-values came
 * before it (`Recent.alertLimit`). No later event of the same batch has a say.
 */
export function decide(
  event: {
    readonly user: string;
    readonly cluster: number;
    readonly rawScore: number;
    readonly pValue: number;
    /** Of `budget` and `fdr`: up to which p-value this event is an alert. */
    readonly alertLimit: number;
  },
  thresholds: Thresholds,
  { outlierMode, combinedLogic, enabled }: DecisionOptions,
): Decision {
  const { users, clusters, global } = thresholds;
  const { rawScore } = event;
  const user = isAbove(rawScore, Object.hasOwn(users, event.user) ? users[event.user]! : global);
  const cluster = isAbove(rawScore, clusters[event.cluster] ?? global);
  const overall = isAbove(rawScore, global);
  let outlier: boolean;
  let source: string = outlierMode;
  if (outlierMode === 'budget' || outlierMode === 'fdr') outlier = event.pValue <= event.alertLimit;
  else if (outlierMode === 'user') outlier = user;
  else if (outlierMode === 'cluster') outlier = cluster;
  else if (outlierMode === 'global') outlier = overall;
  else if (!enabled.user && !enabled.cluster && !enabled.global) {
    outlier = false;
    source = 'combined_none';
  } else if (combinedLogic === 'and') {
    outlier = (user || !enabled.user) && (cluster || !enabled.cluster) && (overall || !enabled.global);
    source = 'combined_and';
  } else {
    outlier = (user && enabled.user) || (cluster && enabled.cluster) || (overall && enabled.global);
    source = 'combined_or';
  }
  return {
    behavior_outlier: bit(outlier),
    behavior_outlier_user: bit(user),
    behavior_outlier_cluster: bit(cluster),
    behavior_outlier_global: bit(overall),
    outlier_decision_source: source,
  };
}

/** Equal to nine digits is not above: an account that always does the same must not pass its own mark by rounding. */
function isAbove(score: number, threshold: number): boolean {
  return score > threshold * (1 + 1e-9);
}

function bit(flag: boolean): 0 | 1 {
  return flag ? 1 : 0;
}
