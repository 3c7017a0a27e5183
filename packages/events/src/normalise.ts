import type { AuthEvent } from './auth-event.ts';
import { eventRecord } from './event-record.ts';
import { type Fields, isFields } from './fields.ts';
import { parseText } from './parse-text.ts';
import { recordEvent } from './record-event.ts';
import { type Rejection, isRejection, reject, shown } from './rejection.ts';
import { seedEvent } from './seed-event.ts';

export interface NormaliseOptions {
  /** Last instant that is not the future, epoch milliseconds: later events are rejected. @default Infinity */
  readonly latest?: number;
}

/** A HEC envelope around an export row around `_raw` is three; deeper nesting is nobody's format. */
const deepestWrapper = 4;

/**
 * One authentication event from a row of any common shape, or why the row is none. Never throws.
 *
 * Shapes: the seed's JSON (`TimeCreated`, `user`, ...), CIM fields as Splunk returns them, NXLog, Winlogbeat 6 and 7, trees of `System`
 * and `EventData`, Sentinel's SecurityEvent, Splunk's classic field names; each also inside `_raw` (JSON or XML), an export row
 * (`result`) or a HEC envelope (`event`). Where `_raw` holds an event it is the event, otherwise the row's own fields are. A
 * wrapper's time serves an event that has none.
 *
 * @example
 * normalise({ _time: '2026-10-08 13:48:34.000 GMT', EventCode: '4625', user: 'bob', src_ip: '::ffff:10.1.2.3' });
 */
export function normalise(row: unknown, { latest = Infinity }: NormaliseOptions = {}): AuthEvent | Rejection {
  return read(row, latest, 0, undefined);
}

function read(row: unknown, latest: number, depth: number, wrapperTime: unknown): AuthEvent | Rejection {
  if (!isFields(row)) return reject('not_an_object', `the row is ${shown(row)}, expected an object`);
  const raw = row._raw;
  if (typeof raw !== 'string' || depth >= deepestWrapper) return readShape(row, latest, depth, wrapperTime);
  const inner = parseText(raw);
  if (inner === null) return readShape(row, latest, depth, wrapperTime);
  const event = read(inner, latest, depth + 1, row._time ?? wrapperTime);
  if (!isRejection(event) || !isIncomplete(event)) return event;
  const own = readShape(row, latest, depth, wrapperTime);
  return isRejection(own) ? event : own;
}

function readShape(row: Fields, latest: number, depth: number, wrapperTime: unknown): AuthEvent | Rejection {
  if (row.TimeCreated !== undefined && row.user !== undefined) return seedEvent(row, latest);
  if (depth < deepestWrapper) {
    if (isFields(row.result)) return read(row.result, latest, depth + 1, wrapperTime);
    const inner = envelopeEvent(row);
    if (inner !== null) return read(inner, latest, depth + 1, row.time ?? wrapperTime);
  }
  const record = eventRecord(row);
  return recordEvent(record, record.time ?? wrapperTime, latest);
}

/** What a HEC envelope holds. Winlogbeat has an `event` as well, its own description of itself. */
function envelopeEvent(row: Fields): Fields | null {
  if (row.event === undefined || row.user !== undefined || row['@timestamp'] !== undefined) return null;
  if (typeof row.event === 'string') return parseText(row.event);
  return isFields(row.event) ? row.event : null;
}

/** True where another source of the same event may still supply what is missing. */
function isIncomplete({ reason }: Rejection): boolean {
  return reason === 'no_user' || reason === 'no_time' || reason === 'wrong_type';
}
