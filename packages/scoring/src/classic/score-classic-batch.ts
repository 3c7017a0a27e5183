import type { AuthEvent } from '@sidecar/events';
import type { ClassicArtifact } from './classic-artifact.ts';
import { classicDecisionSource, classicOutlier, type ClassicDecisionSource } from './classic-decision.ts';
import { classicLayers } from './classic-layers.ts';
import { classicRules, type ClassicOptions } from './classic-options.ts';
import { classicThresholds } from './classic-thresholds.ts';

/** One scored event, in the original's field names; flags are 0 or 1. */
export interface ClassicScored {
  readonly cluster_id: number;
  /** Distance to the centroid, 0 to 1 over the batch. */
  readonly outlier_score: number;
  /** 1 - share of this cluster among the user's events. */
  readonly cluster_rarity: number;
  /** 1 - share of this signature among the cluster's events. */
  readonly signature_rarity: number;
  /** `min(z / 3, 1)` of the hour given the user. */
  readonly user_hour_score: number;
  /** 0.4, 0.3, 0.2 and 0.1 times the four above. */
  readonly final_anomaly_score: number;
  /** The final score against the user's others, in standard deviations of at least 0.1. */
  readonly per_user_zscore: number;
  /** `1 / (1 + exp(-z))`. */
  readonly per_user_norm_score: number;
  readonly per_user_threshold_norm: number;
  readonly cluster_threshold: number;
  readonly global_threshold: number;
  readonly behavior_outlier: 0 | 1;
  readonly behavior_outlier_user: 0 | 1;
  readonly behavior_outlier_cluster: 0 | 1;
  readonly behavior_outlier_global: 0 | 1;
  readonly outlier_decision_source: ClassicDecisionSource;
}

/**
 * Scores a batch exactly as the Python original does: the classic preset, for those who compare.
 *
 * Shares, the scale of distances and all thresholds come from the batch itself, so an event's score depends on its
 * company, and a share of any batch is flagged however quiet it is. The default preset of this project does neither.
 * Thresholds are percentiles (type 7) and are reached by `>=`.
 *
 * An event without a signature has a signature of its own, "none"; without a source it is not private; without an
 * action it is no success.
 *
 * @returns One per event, in order. Empty for no events.
 * @throws RangeError if an option is out of its range.
 * @example
 * scoreClassicBatch(events, artifact, { outlierPercentile: 0.95 })[0]?.outlier_decision_source; // => 'combined_and'
 */
export function scoreClassicBatch(
  events: readonly AuthEvent[],
  artifact: ClassicArtifact,
  options: ClassicOptions = {},
): ClassicScored[] {
  const rules = classicRules(options);
  const layers = classicLayers(events, artifact);
  const thresholds = classicThresholds(events, layers, rules);
  const source = classicDecisionSource(rules);
  return layers.map((layer, i) => {
    const threshold = thresholds[i]!;
    const reached = {
      user: threshold.per_user_norm_score >= threshold.per_user_threshold_norm,
      cluster: layer.final_anomaly_score >= threshold.cluster_threshold,
      global: layer.final_anomaly_score >= threshold.global_threshold,
    };
    return {
      ...layer,
      ...threshold,
      behavior_outlier: flag(classicOutlier(reached, rules)),
      behavior_outlier_user: flag(reached.user),
      behavior_outlier_cluster: flag(reached.cluster),
      behavior_outlier_global: flag(reached.global),
      outlier_decision_source: source,
    };
  });
}

function flag(reached: boolean): 0 | 1 {
  return reached ? 1 : 0;
}
