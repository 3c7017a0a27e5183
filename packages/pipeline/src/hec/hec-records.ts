import { parseTime } from '@sidecar/events';
import type { KvRecord } from '@sidecar/kvstore-writer';
import type { HecEvent } from '@sidecar/splunk-client';
import type { HecRecordKind } from '../config/index.ts';
import type { IncidentRecord } from '../incidents/incident-record.ts';
import { riskEvent } from './risk-event.ts';

/** An event for the collector, and the name by which it is known to have been sent. */
export interface NamedHecEvent {
  readonly event: HecEvent;
  /** The same for what need not be sent again. */
  readonly name: string;
}

/** A scored event or an outlier: a record of `auth_events`. */
export function scoredHecEvent(record: KvRecord, kind: 'events' | 'outliers', index: string): NamedHecEvent {
  const { _key, ...fields } = record;
  const id = `${kind}:${_key}`;
  const sourcetype = kind === 'events' ? 'sidecar:event' : 'sidecar:outlier';
  return {
    name: id,
    event: envelope({ ...fields, sidecar_id: id }, { time: timeOf(record), sourcetype, index }),
  };
}

/** An incident has the same id as long as it grows, and is sent again when it has. */
export function incidentHecEvent({ _key, ...fields }: IncidentRecord, index: string): NamedHecEvent {
  const id = `incidents:${_key}`;
  const time = parseTime(fields.end) / 1000;
  const event = envelope({ ...fields, sidecar_id: id }, { time, sourcetype: 'sidecar:incident', index });
  return { name: `${id}:${fields.alert_count}:${fields.end}`, event };
}

/** An outlier as a risk event of its account, as Splunk Enterprise Security keeps them. */
export function riskHecEvent(record: KvRecord, index: string): NamedHecEvent {
  const id = `risk:${record._key}`;
  const { source, techniques, ...fields } = riskEvent(record);
  const event = envelope(
    { ...fields, sidecar_id: id },
    { time: timeOf(record), sourcetype: 'sidecar:risk', index },
  );
  // As an indexed field, a list keeps its name; of an array within JSON it would end in {}.
  return {
    name: id,
    event: {
      ...event,
      source,
      ...(techniques.length > 0 && { fields: { 'annotations.mitre_attack': techniques } }),
    },
  };
}

/** What is made of a record of `auth_events`, by kind. */
export const fromScored: Readonly<
  Record<Exclude<HecRecordKind, 'incidents'>, (record: KvRecord, index: string) => NamedHecEvent>
> = {
  events: (record, index) => scoredHecEvent(record, 'events', index),
  outliers: (record, index) => scoredHecEvent(record, 'outliers', index),
  risk: riskHecEvent,
};

function envelope(
  event: object,
  { time, sourcetype, index }: { readonly time: number; readonly sourcetype: string; readonly index: string },
): HecEvent {
  return { time, sourcetype, source: 'sidecar', index, event };
}

/** Epoch seconds. */
function timeOf(record: KvRecord): number {
  return parseTime(record['TimeCreated']) / 1000;
}
