import type { AuthEvent } from '@sidecar/events';
import { quantile } from '@sidecar/numeric';
import type { ClassicRules } from './classic-options.ts';
import { indicesBy } from './count-by.ts';
import type { ClassicScored } from './score-classic-batch.ts';

type ClassicThresholds = Pick<
  ClassicScored,
  | 'per_user_zscore'
  | 'per_user_norm_score'
  | 'per_user_threshold_norm'
  | 'cluster_threshold'
  | 'global_threshold'
>;

const LEAST_STD = 0.1;

/** For every event its score against its user's, and the thresholds of its user, its cluster and the batch. */
export function classicThresholds(
  events: readonly AuthEvent[],
  layers: ReadonlyArray<Pick<ClassicScored, 'cluster_id' | 'final_anomaly_score'>>,
  { percentile, minClusterEvents }: ClassicRules,
): ClassicThresholds[] {
  if (events.length === 0) return [];
  const scores = layers.map((layer) => layer.final_anomaly_score);
  const global = percentileOf(scores, percentile);
  const result = events.map(() => ({
    per_user_zscore: 0,
    per_user_norm_score: 0,
    per_user_threshold_norm: 0,
    cluster_threshold: global,
    global_threshold: global,
  }));
  for (const group of indicesBy(events, (event) => event.user).values()) {
    const zscores = standardise(group.map((i) => scores[i]!));
    const norms = zscores.map((z) => 1 / (1 + Math.exp(-z)));
    const threshold = percentileOf(norms, percentile);
    group.forEach((i, n) => {
      result[i]!.per_user_zscore = zscores[n]!;
      result[i]!.per_user_norm_score = norms[n]!;
      result[i]!.per_user_threshold_norm = threshold;
    });
  }
  for (const group of indicesBy(layers, (layer) => layer.cluster_id).values()) {
    if (group.length < minClusterEvents) continue;
    const threshold = percentileOf(
      group.map((i) => scores[i]!),
      percentile,
    );
    for (const i of group) result[i]!.cluster_threshold = threshold;
  }
  return result;
}

function standardise(scores: readonly number[]): number[] {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  const std = Math.max(Math.sqrt(variance), LEAST_STD);
  return scores.map((score) => (score - mean) / std);
}

function percentileOf(values: readonly number[], percentile: number): number {
  return quantile(Float64Array.from(values).sort(), percentile);
}
