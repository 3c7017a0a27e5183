import type { BehaviorModel, DecisionOptions } from '@sidecar/scoring';
import { accountField } from './account-spl.ts';
import { decimal } from './decimal.ts';

/** Equal to nine digits is not above. */
const BARELY = '1.000000001';

/**
 * Assignments of the flags, as `decide` of `@sidecar/scoring` sets them. In the modes `budget` and `fdr` an event is an alert up to the p-value that an
 * event alone has.
 */
export function decisionSpl(
  { global, clusters }: BehaviorModel['thresholds'],
  { decision, alertLimit }: { readonly decision: DecisionOptions; readonly alertLimit: number },
): string[] {
  const byCluster = Object.entries(clusters).map(
    ([cluster, threshold]) => `cluster_id=${decimal(Number(cluster))}, ${decimal(threshold)}`,
  );
  const clusterThreshold =
    byCluster.length === 0 ? decimal(global) : `case(${byCluster.join(', ')}, true(), ${decimal(global)})`;
  const userThreshold = `coalesce(tonumber(${accountField('threshold')}), ${decimal(global)})`;
  const { outlier, source } = outlierSpl(decision, alertLimit);
  const flag = (name: string, condition: string): string =>
    `behavior_outlier${name}=if(isnull(raw_score), null(), if(${condition}, 1, 0))`;
  return [
    flag('_user', `raw_score>${userThreshold}*${BARELY}`),
    flag('_cluster', `raw_score>${clusterThreshold}*${BARELY}`),
    flag('_global', `raw_score>${decimal(global)}*${BARELY}`),
    flag('', outlier),
    `outlier_decision_source=if(isnull(raw_score), null(), "${source}")`,
  ];
}

function outlierSpl(
  { outlierMode, combinedLogic, enabled }: DecisionOptions,
  alertLimit: number,
): { readonly outlier: string; readonly source: string } {
  if (outlierMode === 'budget' || outlierMode === 'fdr')
    return { outlier: `p_value<=${decimal(Math.min(1, alertLimit))}`, source: outlierMode };
  if (outlierMode !== 'combined')
    return { outlier: `behavior_outlier_${outlierMode}=1`, source: outlierMode };
  const asked = (['user', 'cluster', 'global'] as const).filter((test) => enabled[test]);
  if (asked.length === 0) return { outlier: '1=0', source: 'combined_none' };
  const all = asked.map((test) => `behavior_outlier_${test}=1`).join(` ${combinedLogic.toUpperCase()} `);
  return { outlier: all, source: `combined_${combinedLogic}` };
}
