import type { ScoredRecord } from './render/scored-record.ts';

/** An event that stands for others like it. */
export interface Incident {
  readonly record: ScoredRecord;
  /** Further outliers of the same account or source. */
  readonly more: number;
}

/**
 * The first `count` events that share neither account nor source with one before them: a storm of alike events counts once.
 *
 * @param records - Highest score first.
 */
export function selectIncidents(records: readonly ScoredRecord[], count: number): Incident[] {
  const incidents: { record: ScoredRecord; more: number }[] = [];
  for (const record of records) {
    const known = incidents.find((incident) => isAlike(incident.record, record));
    if (known === undefined && incidents.length < count) incidents.push({ record, more: 0 });
    else if (known !== undefined && record.behavior_outlier === 1) known.more += 1;
  }
  return incidents;
}

function isAlike(a: ScoredRecord, b: ScoredRecord): boolean {
  return a.user === b.user || (a.src === b.src && a.src !== undefined && a.src !== null);
}
