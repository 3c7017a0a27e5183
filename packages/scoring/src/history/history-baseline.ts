import { type Baseline, baselineFromJson, emptyBaseline, mergeIntoBaseline } from '@sidecar/features';
import type { History } from '../behavior-model.ts';

/** Counts of all spans. */
export function historyBaseline({ spans }: History, timeZone: string): Baseline {
  const baseline = emptyBaseline(timeZone);
  for (const { baseline: json } of spans) mergeIntoBaseline(baseline, baselineFromJson(json));
  return baseline;
}
