import type { Alert } from './alert.ts';
import { compareRisk } from './compare-risk.ts';
import type { Incident } from './incident.ts';
import { createIncidentGrouper, type IncidentGrouperOptions } from './incident-grouper.ts';

/**
 * Incidents of alerts in any order, the riskiest first.
 *
 * @example
 * groupAlerts(alerts).map(({ risk, title }) => `${risk.toFixed(0)} ${title}`);
 */
export function groupAlerts(alerts: readonly Alert[], options: IncidentGrouperOptions = {}): Incident[] {
  const grouper = createIncidentGrouper(options);
  const sorted = [...alerts].sort((a, b) => a.time - b.time);
  return [...sorted.flatMap((alert) => grouper.add(alert)), ...grouper.finish()].sort(compareRisk);
}
