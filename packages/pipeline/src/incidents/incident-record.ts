import { createHash } from 'node:crypto';
import { formatTime } from '@sidecar/events';
import type { Incident } from '@sidecar/scoring';
import type { Provenance } from '../records/provenance.ts';

/** A record of `auth_incidents`. */
export interface IncidentRecord extends Provenance {
  /** By content: the same first alert gives the same key in every run, and an incident keeps its key when it grows from an account to a source. */
  readonly _key: string;
  readonly kind: Incident['kind'];
  readonly entity: string;
  readonly title: string;
  readonly sentence: string;
  readonly start: string;
  readonly end: string;
  readonly duration_seconds: number;
  /** 0 to 100, for people; `risk_raw` is what it is made from. */
  readonly risk: number;
  readonly risk_raw: number;
  readonly max_score: number;
  readonly min_p_value: number;
  readonly alert_count: number;
  readonly failed_count: number;
  /** Counts are of all, up to 1,000; the lists hold the 20 with most alerts. */
  readonly account_count: number;
  readonly source_count: number;
  readonly destination_count: number;
  readonly accounts: readonly string[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly signatures: readonly string[];
  readonly techniques: readonly string[];
  readonly reasons: Incident['reasons'];
  /** `_key` of its strongest events, at most 20, the strongest first. */
  readonly event_keys: readonly string[];
}

export function incidentRecord(incident: Incident, provenance: Provenance): IncidentRecord {
  const { kind, entity, firstKey, start, end } = incident;
  return {
    _key: keyOf(firstKey),
    kind,
    entity,
    title: incident.title,
    sentence: incident.sentence,
    start: formatTime(start),
    end: formatTime(end),
    duration_seconds: (end - start) / 1000,
    risk: incident.risk,
    risk_raw: incident.rawRisk,
    max_score: incident.maxScore,
    min_p_value: incident.minPValue,
    alert_count: incident.alerts,
    failed_count: incident.failed,
    account_count: incident.accountCount,
    source_count: incident.sourceCount,
    destination_count: incident.destinationCount,
    accounts: incident.accounts,
    sources: incident.sources,
    destinations: incident.destinations,
    signatures: incident.signatures,
    techniques: incident.techniques,
    reasons: incident.reasons,
    event_keys: incident.topKeys,
    ...provenance,
  };
}

/** Not the key of the event itself, which is the key of another collection. */
function keyOf(firstKey: string): string {
  return createHash('sha256').update(`incident ${firstKey}`).digest('hex').slice(0, 32);
}
