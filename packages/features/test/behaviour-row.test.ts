import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  accountKinds,
  behaviourColumns,
  behaviourRow,
  createObserver,
  type Observation,
  rateNames,
} from '../src/index.ts';
import { authEvent, eventStream } from './auth-event.ts';

const at = (weekday: number, hour: number): number => Date.UTC(2026, 5, 1 + weekday, hour); // 2026-06-01 is a Monday

function observe(
  fields: Parameters<typeof authEvent>[0],
  rates: Partial<Record<(typeof rateNames)[number], number>> = {},
): Observation {
  const observation = createObserver({ timeZone: 'UTC' }).observe(authEvent(fields));
  return { ...observation, rates: Uint8Array.from(rateNames, (name) => rates[name] ?? 0) };
}

/** The columns of a row that are not 0, by name. */
function shown(
  observation: Observation,
  kind: (typeof accountKinds)[number] = 'person',
): Record<string, number> {
  const row = behaviourRow(observation, kind);
  expect(row.length).toBe(behaviourColumns.length);
  return Object.fromEntries(
    behaviourColumns.map((name, j) => [name, row[j]!] as const).filter(([, value]) => value !== 0),
  );
}

it('shows hour, outcome, signature, scope and kind', () => {
  const monday = observe({ time: at(0, 9), src: '10.0.0.1', signature_id: 4625, action: 'failure' });
  expect(shown(monday)).toEqual({
    hour_sine: 0.35,
    hour_cosine: -0.35,
    failed: 1,
    signature_4625: 1,
    source_private: 1,
    account_person: 1,
  });
});

it('shows an event of which nothing is known as other, from none', () => {
  const { hour_cosine, ...row } = shown(observe({ time: at(2, 0) }), 'new');
  expect(hour_cosine).toBe(0.5);
  expect(row).toEqual({ signature_other: 1, source_none: 1, account_new: 1 });
});

test.for([
  [0, 0, 0.5],
  [3, 0.35, 0.35],
  [8, 0.5, 0],
  [12, 0, -0.5],
  [18, -0.5, 0],
  [23, -0.35, 0.35],
])('puts %d:00 on the circle', ([hour, sine, cosine]) => {
  const { hour_sine = 0, hour_cosine = 0 } = shown(observe({ time: at(1, hour!) }));
  expect([hour_sine, hour_cosine]).toEqual([sine, cosine]);
});

test.for([
  [4, undefined],
  [5, 1],
  [6, 1],
])('weekend of day %d of the week is %s', ([day, weekend]) => {
  expect(shown(observe({ time: at(day!, 12) }))['weekend']).toBe(weekend);
});

test.for([
  { bin: 0, value: undefined },
  { bin: 1, value: 0.5 },
  { bin: 3, value: 0.5 },
  { bin: 4, value: 1 },
  { bin: 15, value: 1 },
])('shows a rate in bin $bin as $value', ({ bin, value }) => {
  expect(shown(observe({}, { user_failures_1h: bin }))['user_failures']).toBe(value);
  expect(shown(observe({}, { source_users_failed_1h: bin }))['source_users_failed']).toBe(value);
});

test.for([
  [4624, 'signature_4624'],
  [4776, 'signature_4776'],
  [4688, 'signature_other'],
  [null, 'signature_other'],
] as const)('shows event %s as %s', ([signature_id, column]) => {
  expect(shown(observe({ signature_id, action: 'success' }))[column]).toBe(1);
});

it('stays in [-1, 1], with one signature, one scope and one kind', () => {
  fc.assert(
    fc.property(eventStream(20), fc.constantFrom(...accountKinds), (events, kind) => {
      for (const observation of events.map(createObserver({ timeZone: 'UTC' }).observe)) {
        const row = behaviourRow(observation, kind);
        expect(row.every((value) => Math.abs(value) <= 1)).toBe(true);
        for (const group of ['signature_', 'source_', 'account_']) {
          const oneHot = behaviourColumns.flatMap((name, j) => (isOneHot(name, group) ? [row[j]!] : []));
          expect(oneHot.toSorted()).toEqual([...oneHot.slice(1).map(() => 0), 1]);
        }
      }
    }),
  );
});

it('has few distinct rows: every hour, outcome, signature, source and rate gives no more than the product of its steps', () => {
  const rows = new Set<string>();
  for (let hour = 0; hour < 168; hour++) {
    // Every bin twice, each time with other names.
    for (let i = 0; i < 32; i++) {
      const fields = {
        time: at(0, hour),
        src: `10.0.${i}.1`,
        dest: `srv-${i}`,
        process: `p-${i}`,
        signature_id: 4624,
      };
      rows.add(
        behaviourRow(
          observe(fields, { user_failures_1h: i % 16, user_destinations_1h: i % 16 }),
          'person',
        ).join(),
      );
    }
  }
  expect(rows.size).toBe(8 * 2 * 3);
});

function isOneHot(name: string, group: string): boolean {
  return name.startsWith(group) && name !== 'source_users_failed';
}
