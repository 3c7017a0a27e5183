import type { AuthEvent } from '@sidecar/events';
import fc from 'fast-check';

/** An event of which nothing is known but who and when. */
export function authEvent(fields: Partial<AuthEvent> = {}): AuthEvent {
  return {
    time: 0,
    user: 'ana',
    src_user: null,
    src: null,
    dest: null,
    signature_id: null,
    signature: null,
    action: null,
    process: null,
    logon_type: null,
    authentication_package: null,
    status: null,
    sub_status: null,
    service: null,
    dest_nt_domain: null,
    ...fields,
  };
}

/** Names that a plain object would trip over, beside ordinary ones. */
export const hostileNames = [
  'ana',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'ws-1$',
  'é\u0000',
];

const maybe = <T>(...values: T[]): fc.Arbitrary<T | null> => fc.constantFrom(null, ...values);

/** Events in time order, from minutes to months apart, of few accounts and machines, every field sometimes absent. */
export function eventStream(maxLength = 60): fc.Arbitrary<AuthEvent[]> {
  const step = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 2000 }),
    fc.integer({ min: 0, max: 60_000 }),
  );
  const fields = fc.record({
    minutesLater: step,
    user: fc.constantFrom(...hostileNames),
    src: maybe('10.0.0.1', '10.0.0.2', '10.9.0.1', 'ws-1', '__proto__'),
    dest: maybe('srv-1', 'srv-2', 'constructor'),
    action: maybe('success' as const, 'failure' as const, 'denied' as const),
    signature_id: maybe(4624, 4625, 4672, 4769),
    service: maybe('http/web', 'cifs/files'),
    process: maybe('lsass.exe'),
    logon_type: maybe(2, 3, 10),
  });
  return fc.array(fields, { maxLength }).map((rows) => {
    let time = Date.UTC(2026, 2, 1);
    return rows.map(({ minutesLater, ...row }) => {
      time += minutesLater * 60_000;
      return authEvent({ ...row, time });
    });
  });
}
