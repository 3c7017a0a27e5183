import fc from 'fast-check';
import type { Alert } from '../src/index.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

let made = 0;

/** An alert about the hour of an account without a source, one in a thousand, unless told otherwise. */
export function alert(given: Partial<Alert> = {}): Alert {
  made += 1;
  return {
    key: `k${String(made).padStart(8, '0')}`,
    time: 0,
    user: 'eve',
    src: null,
    dest: 'FILE01',
    signature: 'logon',
    failed: false,
    score: 99.9,
    pValue: 0.001,
    reasons: about('hour'),
    technique: 'T1078',
    sentence: `sentence ${made}`,
    ...given,
  };
}

/** Reasons of which the first has 60 points and each other 39.9 among them. */
export function about(...codes: string[]): Alert['reasons'] {
  return codes.map((code, i) => ({ code, contribution: i === 0 ? 60 : 39.9 / (codes.length - 1) }));
}

/** Alerts of few accounts, sources and reasons, in time order, many of one instant, with keys of their own. */
export const alertStreams: fc.Arbitrary<Alert[]> = fc
  .array(
    fc.record({
      time: fc.integer({ min: 0, max: 24 }).map((n) => n * 3 * HOUR),
      user: fc.constantFrom('ann', 'bob', 'eve', '__proto__'),
      src: fc.constantFrom(null, '10.0.0.1', '10.0.0.2', '203.0.113.5', '203.0.113.9', '127.0.0.1', 'WS1'),
      dest: fc.constantFrom(null, 'VPN1', 'FILE01'),
      failed: fc.boolean(),
      pValue: fc.constantFrom(1e-9, 1e-4, 0.003, 0.01),
      technique: fc.constantFrom(null, 'T1078', 'T1021'),
      reasons: fc.constantFrom(
        [],
        about('hour'),
        about('source', 'hour'),
        about('hour', 'source'),
        about('destination_users_failed_1h'),
        about('source_kind+process', 'process'),
      ),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map((given, i) => alert({ ...given, key: `k${(i * 7919) % 10_007}` })))
  .map((list) => list.sort((a, b) => a.time - b.time));
