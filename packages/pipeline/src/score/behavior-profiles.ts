import type { BehaviorModel, DecisionOptions } from '@sidecar/scoring';
import type { ClusterProfiler } from '../records/cluster-profiler.ts';
import { userProfiles } from '../records/user-profiles.ts';
import { userThresholds } from '../records/user-thresholds.ts';
import type { Profiles } from './scoring-engine.ts';

export interface BehaviorProfilesOptions {
  readonly decision: DecisionOptions;
  /** The day of the thresholds. */
  readonly now: Date;
}

/** What a run writes beside the events. @param clusters - Has been given every event with its cluster. */
export function behaviorProfiles(
  model: BehaviorModel,
  clusters: ClusterProfiler,
  { decision, now }: BehaviorProfilesOptions,
): Profiles {
  return {
    userProfiles: userProfiles(model),
    clusterProfiles: clusters.profiles(),
    userThresholds: userThresholds(model, decision, now),
  };
}
