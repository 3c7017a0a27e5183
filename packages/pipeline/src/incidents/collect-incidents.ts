import { type Alert, groupAlerts } from '@sidecar/scoring';
import type { Provenance } from '../records/provenance.ts';
import { alertOf, type Outlier } from './alert-of.ts';
import { incidentRecord, type IncidentRecord } from './incident-record.ts';

/** Outliers that belong together, and how many alerts they are made of. */
export interface FoundIncidents {
  /** The riskiest first. */
  readonly incidents: readonly IncidentRecord[];
  readonly alerts: number;
  /** Alerts that are in no incident, as there were more than are kept. */
  readonly alertsLeftOut: number;
}

/** Gathers outliers in any order. */
export interface IncidentCollector {
  add(outlier: Outlier): void;
  found(provenance: Provenance): FoundIncidents;
}

/**
 * Collects outliers and groups them into incidents, once all are there.
 *
 * @param options - `mostAlerts`: alerts kept in memory, about 1 kB each; of more, the rarest are kept and the others are
 *   counted as left out. @default 100_000
 */
export function collectIncidents({
  mostAlerts = 100_000,
}: { readonly mostAlerts?: number } = {}): IncidentCollector {
  let alerts: Alert[] = [];
  let count = 0;
  const shrink = (): void => {
    if (alerts.length > mostAlerts) alerts = alerts.sort(compareRarity).slice(0, mostAlerts);
  };
  return {
    add: (outlier) => {
      alerts.push(alertOf(outlier));
      count += 1;
      if (alerts.length >= 2 * mostAlerts) shrink();
    },
    found: (provenance) => {
      shrink();
      const incidents = groupAlerts(alerts).map((incident) => incidentRecord(incident, provenance));
      return { incidents, alerts: alerts.length, alertsLeftOut: count - alerts.length };
    },
  };
}

function compareRarity(a: Alert, b: Alert): number {
  return b.score - a.score || a.time - b.time || (a.key < b.key ? -1 : 1);
}
