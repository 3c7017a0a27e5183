import type { AuthEvent } from './auth-event.ts';

/**
 * True if somebody was not let in: any action but `success` and `pending`. A missing action is no failure.
 *
 * `action=failure` alone would miss locked-out accounts (`denied`) and unknown ones (`unknown`), the marks of a spray.
 */
export function isFailure(event: Pick<AuthEvent, 'action'>): boolean {
  return event.action !== null && event.action !== 'success' && event.action !== 'pending';
}
