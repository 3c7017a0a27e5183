import type { StoredEvent } from '../store/store.ts';
import { eventTime } from './event-time.ts';
import { splitJson } from './split-json.ts';

/** What applies to an event that does not say otherwise. */
export interface EventDefaults {
  readonly index: string;
  readonly sourcetype: string;
  readonly source: string;
  readonly host: string;
  /** Epoch seconds. */
  readonly now: number;
}

/** Why a HEC body was refused, and at which event. */
export interface HecFault {
  readonly code: 5 | 6 | 7 | 12 | 13 | 15;
  /** Zero-based position of the bad event in the body; absent for faults of the body as a whole. */
  readonly event?: number;
}

/**
 * Reads HEC envelopes in order, up to the first bad one: what came before it counts as accepted.
 *
 * @param body - JSON objects one after another, or one array of them.
 */
export function readEnvelopes(
  body: string,
  defaults: EventDefaults,
  hasIndex: (name: string) => boolean,
): { events: StoredEvent[]; fault?: HecFault } {
  if (body.trim() === '') return { events: [], fault: { code: 5 } };
  const { values, damaged } = splitJson(body);
  const events: StoredEvent[] = [];
  for (const [position, envelope] of values.entries()) {
    const read = readEnvelope(envelope, defaults);
    if (typeof read === 'number') return { events, fault: { code: read, event: position } };
    if (!hasIndex(read.index)) return { events, fault: { code: 7, event: position + 1 } };
    events.push(read);
  }
  if (damaged) return { events, fault: { code: 6, event: values.length } };
  return values.length === 0 ? { events, fault: { code: 5 } } : { events };
}

function readEnvelope(envelope: unknown, defaults: EventDefaults): StoredEvent | 6 | 12 | 13 | 15 {
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) return 6;
  const { event, time, fields, index, sourcetype, source, host } = envelope as Record<string, unknown>;
  if (event === undefined || event === null) return 12;
  if (event === '') return 13;
  const sentTime = time === undefined || time === null ? undefined : Number(time);
  if (sentTime !== undefined && (!Number.isFinite(sentTime) || time === '')) return 15;
  if (Array.isArray(fields) || (fields !== undefined && typeof fields !== 'object')) return 6;
  const flat = Object.entries(fields ?? {});
  if (flat.some(([, value]) => !isFlat(value))) return 15;
  return {
    index: textOr(index, defaults.index),
    time: sentTime ?? eventTime(event) ?? defaults.now,
    indexTime: Math.floor(defaults.now),
    sourcetype: textOr(sourcetype, defaults.sourcetype),
    source: textOr(source, defaults.source),
    host: textOr(host, defaults.host),
    raw: typeof event === 'string' ? event : JSON.stringify(event),
    ...(flat.length > 0 && {
      fields: Object.fromEntries(flat.map(([name, value]) => [name, asText(value)])),
    }),
  };
}

function isFlat(value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => typeof item !== 'object') : typeof value !== 'object';
}

function asText(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value);
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
