import {
  compareRisk,
  createIncidentGrouper,
  describeStored,
  type Incident,
  type IncidentGrouperState,
} from '@sidecar/scoring';
import { alertOf } from '../incidents/alert-of.ts';
import { incidentRecord, type IncidentRecord } from '../incidents/incident-record.ts';
import type { Provenance } from '../records/provenance.ts';
import type { ScoredWindow } from './scored-window.ts';

/** What incidents are after some windows more. */
export interface JoinedIncidents {
  /** Those that began or grew, as they are now, the riskiest first; of one that is over nothing more will come. */
  readonly changed: readonly IncidentRecord[];
  /** For the windows that follow. */
  readonly incidents: IncidentGrouperState;
  /** Epoch ms of the latest alert; null if there was none yet. */
  readonly lastAlertTime: number | null;
}

export interface JoinIncidentsOptions {
  /** In order. */
  readonly windows: readonly Pick<ScoredWindow, 'outlierEvents'>[];
  /** What is known from before; null for nothing. */
  readonly incidents: IncidentGrouperState | null;
  /** What was told with it. */
  readonly lastAlertTime: number | null;
  /** Noted in every record that changed. */
  readonly provenance: Provenance;
}

/**
 * Adds the outliers of windows to incidents: those of all windows are the incidents that `groupAlerts` makes of the same alerts, however many
 * windows are joined at once, where time goes on from window to window. An alert that comes late joins as of the latest alert's time,
 * which is then what its incident tells of it.
 *
 * An incident has the same `_key` as long as it grows, so its record of now replaces that of before. Pure.
 *
 * @example
 * const { changed, ...next } = joinIncidents({ windows, incidents: null, lastAlertTime: null, provenance });
 */
export function joinIncidents({
  windows,
  incidents: from,
  lastAlertTime,
  provenance,
}: JoinIncidentsOptions): JoinedIncidents {
  const alertsBefore = new Map((from?.open ?? []).map(({ firstKey, alerts }) => [firstKey, alerts]));
  const hasChanged = ({ firstKey, alerts }: Pick<Incident, 'firstKey' | 'alerts'>): boolean =>
    alertsBefore.get(firstKey) !== alerts;
  const grouper = createIncidentGrouper({ from: from ?? undefined });
  const over: Incident[] = [];
  let latest = lastAlertTime ?? Number.NEGATIVE_INFINITY;
  for (const { outlierEvents } of windows) {
    for (const outlier of outlierEvents) {
      const alert = alertOf(outlier);
      latest = Math.max(latest, alert.time);
      over.push(...grouper.add({ ...alert, time: latest }));
    }
    // Whatever windows are joined together, an instant ends with its window.
    over.push(...grouper.settle());
  }
  const incidents = grouper.state();
  const changed = [...over.filter(hasChanged), ...incidents.open.filter(hasChanged).map(describeStored)];
  return {
    changed: changed.sort(compareRisk).map((incident) => incidentRecord(incident, provenance)),
    incidents,
    lastAlertTime: latest === Number.NEGATIVE_INFINITY ? null : latest,
  };
}
