import { type KvRecord, safeKey } from '@sidecar/kvstore-writer';
import { type BehaviorModel, type DecisionOptions, historyBaseline, tailProbability } from '@sidecar/scoring';

/** The threshold of each account on one day, as final anomaly scores: `auth_user_thresholds`, a history by date. */
export function userThresholds(
  model: BehaviorModel,
  { outlierMode, combinedLogic }: DecisionOptions,
  at: Date,
): KvRecord[] {
  const { thresholds, calibration, history, settings } = model;
  const users = historyBaseline(history, settings.timeZone).accounts.keys();
  const date = at.toISOString().slice(0, 10);
  const asFinalScore = (raw: number): number => 1 - tailProbability(calibration, raw);
  return [...users].sort().map((user) => {
    const own = Object.hasOwn(thresholds.users, user) ? thresholds.users[user]! : thresholds.global;
    return {
      _key: safeKey(`${date}_${user}`),
      date,
      threshold_global: asFinalScore(thresholds.global),
      global_event_count: model.training.events,
      outlier_decision_source: outlierMode === 'combined' ? `combined_${combinedLogic}` : outlierMode,
      user,
      threshold_user_norm: asFinalScore(own),
      percentile: thresholds.percentile,
      generated_at: at.toISOString(),
    };
  });
}
