import type { AuthEvent } from './auth-event.ts';

/**
 * All fields of an event but its time. A plain object that is never written to, so that equal events of different times may share one:
 * seven of eight events differ from an earlier one in nothing but their time.
 */
export type EventKind = Omit<AuthEvent, 'time'>;
