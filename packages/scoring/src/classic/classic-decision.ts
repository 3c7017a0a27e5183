import type { ClassicRules } from './classic-options.ts';

export type ClassicDecisionSource =
  'user' | 'cluster' | 'global' | 'combined_and' | 'combined_or' | 'combined_none';

/** Which rule decides, named as in the original's records. */
export function classicDecisionSource(rules: ClassicRules): ClassicDecisionSource {
  if (rules.mode !== 'combined') return rules.mode;
  return rules.enableUser || rules.enableCluster || rules.enableGlobal
    ? `combined_${rules.logic}`
    : 'combined_none';
}

/** Whether an event is flagged, given which thresholds it reached. */
export function classicOutlier(
  reached: { readonly user: boolean; readonly cluster: boolean; readonly global: boolean },
  rules: ClassicRules,
): boolean {
  if (rules.mode !== 'combined') return reached[rules.mode];
  const votes = [
    ...(rules.enableUser ? [reached.user] : []),
    ...(rules.enableCluster ? [reached.cluster] : []),
    ...(rules.enableGlobal ? [reached.global] : []),
  ];
  return rules.logic === 'or' ? votes.some(Boolean) : votes.length > 0 && votes.every(Boolean);
}
