import type { TrainingSettings } from '@sidecar/scoring';
import type { ModelingConfig } from '../config/index.ts';

/** The part of the configuration that a model depends on: with other settings it must be trained anew. */
export function trainingSettings(modeling: ModelingConfig): TrainingSettings {
  const {
    time_zone,
    k_candidates,
    random_state,
    holdout_share,
    outlier_percentile,
    min_cluster_events,
    window_days,
  } = modeling;
  return {
    timeZone: time_zone,
    candidates: k_candidates,
    seed: random_state,
    holdoutShare: holdout_share,
    percentile: outlier_percentile,
    leastEvents: min_cluster_events,
    ...(window_days > 0 && { windowDays: window_days }),
  };
}
