import { isRejection, normalise } from '@sidecar/events';
import type { Provenance } from '../records/provenance.ts';
import { collectIncidents, type FoundIncidents } from './collect-incidents.ts';

export interface ScoredIncidents extends FoundIncidents {
  /** Lines that are no scored events. Rejected lines are not among them. */
  readonly unreadable: number;
}

/**
 * Incidents of scored events, as `score` and `run` write them, in any order: the same as those commands find. Records name
 * the model and run that the first outlier names.
 */
export async function incidentsOfScored(lines: AsyncIterable<string>): Promise<ScoredIncidents> {
  const collector = collectIncidents();
  let provenance: Provenance | undefined;
  let unreadable = 0;
  for await (const line of lines) {
    const record = parse(line);
    if (record?.['rejected'] === true || record?.['behavior_outlier'] === 0) continue;
    const event = normalise(record);
    const key = record?.['_key'];
    if (record?.['behavior_outlier'] !== 1 || typeof key !== 'string' || isRejection(event)) {
      unreadable += 1;
      continue;
    }
    provenance ??= { model_version: text(record['model_version']), run_id: text(record['run_id']) };
    collector.add({ key, event, scoreFields: record });
  }
  return { ...collector.found(provenance ?? { model_version: '', run_id: '' }), unreadable };
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
