import type { IncidentGrouperState } from '@sidecar/scoring';
import type { IncidentRecord } from '../incidents/incident-record.ts';
import type { Provenance } from '../records/provenance.ts';
import type { ScoredWindow } from './scored-window.ts';

/** What incidents are after some windows more. */
export interface JoinedIncidents {
  /** Those that began or grew, as they are now, the riskiest first. */
  readonly changed: readonly IncidentRecord[];
  readonly incidents: IncidentGrouperState;
  /** Epoch ms of the latest alert; null if there was none yet. */
  readonly lastAlertTime: number | null;
}

export interface JoinIncidentsOptions {
  /** In order. */
  readonly windows: readonly Pick<ScoredWindow, 'outlierEvents'>[];
  /** What is known from before; null for nothing. */
  readonly incidents: IncidentGrouperState | null;
  readonly lastAlertTime: number | null;
  readonly provenance: Provenance;
}

export function joinIncidents({ windows }: JoinIncidentsOptions): JoinedIncidents {
  throw new Error(`not yet: ${windows.length}`);
}
