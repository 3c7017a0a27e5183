import { createHash } from 'node:crypto';
import type { IncidentRecord } from '@sidecar/pipeline';

/** Windows whose checkpoint was kept, with the records of incidents that were written for them. */
export interface KeptBatch {
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly incidents: readonly Pick<IncidentRecord, '_key' | 'risk' | 'alert_count'>[];
}

export interface ExpectedAlert {
  readonly id: string;
  readonly incident: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * What must be told, by the rule alone: an incident when its risk first reaches `minRisk`, and then, as often as it has grown, once when the quiet
 * time since it was told is over.
 */
export function expectedAlerts(
  batches: readonly KeptBatch[],
  { minRisk, quietMinutes }: { readonly minRisk: number; readonly quietMinutes: number },
): ExpectedAlert[] {
  const told = new Map<string, { at: number; alerts: number; now: number }>();
  const alerts: ExpectedAlert[] = [];
  for (const { to, incidents } of batches) {
    const at = to * 1000;
    const tell = (incident: string, count: number): void => {
      const digest = createHash('sha256')
        .update(JSON.stringify([incident, count]))
        .digest('hex');
      alerts.push({ id: `alert_${digest.slice(0, 32)}`, incident, at });
      told.set(incident, { at, alerts: count, now: count });
    };
    for (const { _key: key, risk, alert_count: count } of incidents) {
      const known = told.get(key);
      if (known !== undefined) known.now = Math.max(known.now, count);
      else if (risk >= minRisk) tell(key, count);
    }
    for (const [key, { at: before, alerts: count, now }] of told)
      if (now > count && at >= before + quietMinutes * 60_000) tell(key, now);
  }
  return alerts;
}
