import type { Action, AuthEvent } from '@sidecar/events';
import fc from 'fast-check';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-09-21T00:00:00Z');

const text = fc.constantFrom(null, '1', 'a', 'ä\n"', '\u{1F600}', '\ud800', 'constructor');
const number = fc.constantFrom(null, 1, 4624, 4625);

/** Events with few different values, so that some are equal in some or all fields, within some days. */
export const arbitraryEvent: fc.Arbitrary<AuthEvent> = fc.record({
  time: fc
    .record({ day: fc.nat({ max: 9 }), offset: fc.constantFrom(0, 1, 0.001, 43_200_000, DAY_MS - 1) })
    .map(({ day, offset }) => START + day * DAY_MS + offset),
  user: fc.constantFrom('ann', 'bob', '1'),
  src_user: text,
  src: text,
  dest: text,
  signature_id: number,
  signature: text,
  action: fc.constantFrom<Action | null>(null, 'success', 'failure'),
  process: text,
  logon_type: number,
  authentication_package: text,
  status: text,
  sub_status: text,
  service: text,
  dest_nt_domain: text,
});
