import type { DecisionOptions } from '@sidecar/scoring';
import type { SidecarConfig } from './config/index.ts';

/** How outliers are decided, as configured. */
export function decisionOptions({ modeling }: Pick<SidecarConfig, 'modeling'>): DecisionOptions {
  const { outlier_mode, combined_logic, thresholds, alerts_per_day, fdr_level } = modeling;
  return {
    outlierMode: outlier_mode,
    combinedLogic: combined_logic,
    enabled: {
      user: thresholds.enable_user,
      cluster: thresholds.enable_cluster,
      global: thresholds.enable_global,
    },
    alertsPerDay: alerts_per_day,
    fdrLevel: fdr_level,
  };
}
