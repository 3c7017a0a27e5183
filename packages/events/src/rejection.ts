import type { AuthEvent } from './auth-event.ts';
import type { LineEvent } from './line-event.ts';

/**
 * Why a row is no event: `not_json`, `not_xml` (the line), `not_an_object`, `wrong_type` (a required field holds an object or a
 * flag), `no_user`, `no_time`, `bad_time` (not a time we read, or an impossible one), `future_time`, `too_long` (user),
 * `not_authentication` (a Windows event id outside the family).
 */
export type RejectionReason =
  | 'not_json'
  | 'not_xml'
  | 'not_an_object'
  | 'wrong_type'
  | 'no_user'
  | 'no_time'
  | 'bad_time'
  | 'future_time'
  | 'too_long'
  | 'not_authentication';

/** A row that is no authentication event, and why. */
export interface Rejection {
  readonly rejected: true;
  readonly reason: RejectionReason;
  /** One sentence with the offending value, shortened. */
  readonly detail: string;
}

/** Tells a rejection from an event, or from a line that is one. */
export function isRejection(x: AuthEvent | LineEvent | Rejection): x is Rejection {
  return (x as Partial<Rejection>).rejected === true;
}

export function reject(reason: RejectionReason, detail: string): Rejection {
  return { rejected: true, reason, detail };
}

/** A value as it may stand in a sentence: texts quoted and at most 60 characters of them, other things by their kind. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (value === null || typeof value !== 'object') return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}
