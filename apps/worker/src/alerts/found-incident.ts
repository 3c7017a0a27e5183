import type { FoundIncident } from '@sidecar/alerts';
import type { IncidentRecord } from '@sidecar/pipeline';

/** A record of `auth_incidents` as alerts tell of it. */
export function foundIncident(record: IncidentRecord): FoundIncident {
  const { title, sentence, risk, kind, entity, start, end, accounts, sources, destinations } = record;
  return {
    incident: {
      key: record._key,
      title,
      sentence,
      risk,
      kind,
      entity,
      start,
      end,
      counts: {
        alerts: record.alert_count,
        failed: record.failed_count,
        accounts: record.account_count,
        sources: record.source_count,
        destinations: record.destination_count,
      },
      accounts,
      sources,
      destinations,
      techniques: record.techniques,
      reasons: record.reasons,
      event_keys: record.event_keys,
    },
    model_version: record.model_version,
    run_id: record.run_id,
  };
}
