import type { EventKind } from './event-kind.ts';
import type { Fields } from './fields.ts';
import { isSameKind } from './kind-table.ts';
import { normalise } from './normalise.ts';
import { isRejection } from './rejection.ts';
import type { TimeName } from './time-place.ts';

/** A line of JSON that is an event, and where its time may be. */
export interface TimedLine {
  readonly text: string;
  /** What the text says. */
  readonly row: Fields;
  readonly kind: EventKind;
  /** The field that may be the time. */
  readonly name: TimeName;
  /** The bytes between the quotation marks of the field's value, as far as the line was searched. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Two instants whose difference is no time zone's: nothing but the field itself can give both. */
const others = [
  { text: '1971-02-03T04:05:06.000007Z', time: 34_401_906_000.007 },
  { text: '2029-10-11T12:13:14.150016Z', time: 1_886_415_194_150.016 },
] as const;

/**
 * Whether the line has its event's time in one place that has no other meaning, so that with another time there it would be the same
 * kind of event at that time.
 *
 * So it is if the name stands in the line once and nowhere in other letters (`\u0054imeCreated`), if the row itself has the field and its value is the
 * bytes as they stand, and if the row with another value is the same kind of event at that value's time.
 */
export function isTimeAlone({ text, row, kind, name, bytes, from, to }: TimedLine): boolean {
  if (text.includes('\\u') || !Object.hasOwn(row, name) || !isAscii(row[name], bytes, from, to)) return false;
  const ending = `${name}"`;
  if (text.indexOf(ending, text.indexOf(ending) + 1) >= 0) return false;
  if (name === 'TimeCreated' && row.user !== undefined && typeof row._raw !== 'string') return true; // the seed's shape
  return others.every((other) => {
    const event = normalise({ ...row, [name]: other.text });
    return !isRejection(event) && event.time === other.time && isSameKind(event, kind);
  });
}

function isAscii(value: unknown, bytes: Uint8Array, from: number, to: number): boolean {
  if (typeof value !== 'string' || value.length !== to - from) return false;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 126 || code !== bytes[from + i]) return false;
  }
  return true;
}
