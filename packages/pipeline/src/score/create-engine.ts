import type { SidecarConfig } from '../config/index.ts';
import { decisionOptions } from '../decision-options.ts';
import type { SidecarModel } from '../model.ts';
import { behaviorEngine } from './behavior-engine.ts';
import { classicEngine } from './classic-engine.ts';
import type { ScoringEngine } from './scoring-engine.ts';

/** The engine for a model's preset, deciding as configured. */
export function createEngine(model: SidecarModel, config: Pick<SidecarConfig, 'modeling'>): ScoringEngine {
  const decision = decisionOptions(config);
  if (model.preset === 'behavior') return behaviorEngine(model, decision);
  const { outlierMode, combinedLogic, enabled } = decision;
  return classicEngine(model, {
    outlierPercentile: config.modeling.outlier_percentile,
    minClusterEvents: config.modeling.min_cluster_events,
    // The original knows neither a budget nor a false discovery rate; its default stands in.
    outlierMode: outlierMode === 'budget' || outlierMode === 'fdr' ? 'combined' : outlierMode,
    combinedLogic,
    thresholds: { enableUser: enabled.user, enableCluster: enabled.cluster, enableGlobal: enabled.global },
  });
}
