import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRateTracker, type RatedEvent, type RateState, type RateTracker } from '../../src/index.ts';
import { createRateTracker as createOracle } from '../oracle/rate-tracker.ts';

const HOUR = 3_600_000;

type Tracker = Pick<RateTracker, 'observe' | 'state'>;

const maybe = (...values: string[]): fc.Arbitrary<string | null> => fc.constantFrom(null, ...values);
const name = (letter: string): string[] => Array.from({ length: 7 }, (_, i) => `${letter}${i}`);
const later = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: HOUR / 4 }),
  fc.constantFrom(HOUR, 8 * HOUR, 24 * HOUR),
  fc.integer({ min: 0, max: 400 * HOUR }),
  fc.integer({ min: -30 * HOUR, max: 0 }), // late
);
const stream = fc
  .array(
    fc.record({
      user: fc.constantFrom('__proto__', ...name('u')),
      src: maybe('', ...name('s')),
      // Names that mean one thing as a key and another as a value.
      dest: maybe('', 'u1', 's1', ...name('d')),
      network: maybe('n1', 'n2', 's1'),
      service: maybe('d1', 'u1', 'v1'),
      failed: fc.boolean(),
      isTicket: fc.boolean(),
      later,
    }),
    { maxLength: 100, size: 'max' },
  )
  .map((rows) => {
    let time = 0;
    return rows.map(({ later: ms, ...row }): RatedEvent => ({ ...row, time: (time += ms) }));
  });
const room = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(1000));

function told(tracker: Tracker, events: readonly RatedEvent[]): unknown[] {
  return events.map((event) => {
    const { bins, returnBin } = tracker.observe(event);
    return [...bins, returnBin];
  });
}

function handedOver(tracker: Tracker): RateState {
  return JSON.parse(JSON.stringify(tracker.state())) as RateState;
}

it('tells and remembers what windows by name do, byte for byte, with room for all or for few', () => {
  fc.assert(
    fc.property(stream, room, (events, maxKeys) => {
      const tracker = createRateTracker({ maxKeys });
      const oracle = createOracle({ maxKeys });
      expect(told(tracker, events)).toEqual(told(oracle, events));
      expect(JSON.stringify(tracker.state())).toBe(JSON.stringify(oracle.state()));
    }),
  );
});

it('goes on from a state that windows by name left, and they from its', () => {
  fc.assert(
    fc.property(stream, stream, room, room, (before, after, maxKeys, roomAfter) => {
      const [tracker, oracle] = [createRateTracker({ maxKeys }), createOracle({ maxKeys })];
      told(tracker, before);
      told(oracle, before);
      const [ours, theirs] = [handedOver(tracker), handedOver(oracle)];
      expect(ours).toEqual(theirs);
      const last = before.at(-1)?.time ?? 0;
      const shifted = after.map((event) => ({ ...event, time: event.time + last }));
      const goOn = createRateTracker({ from: theirs, maxKeys: roomAfter });
      const oracleGoesOn = createOracle({ from: ours, maxKeys: roomAfter });
      expect(told(goOn, shifted)).toEqual(told(oracleGoesOn, shifted));
      expect(JSON.stringify(goOn.state())).toBe(JSON.stringify(oracleGoesOn.state()));
    }),
  );
});

it('saturates at 512 entries as windows by name do', () => {
  const tracker = createRateTracker();
  const oracle = createOracle();
  const events = Array.from({ length: 4000 }, (_, i): RatedEvent => ({
    user: i % 3 === 0 ? 'loud' : `user-${(i * i) % 900}`,
    src: i % 5 === 0 ? null : `10.0.0.${i % 2}`,
    dest: `host-${i % 700}`,
    network: '10.0.0.0/24',
    service: i % 7 === 0 ? null : `service-${i % 600}`,
    failed: i % 4 !== 0,
    isTicket: i % 2 === 0,
    time: 1000 * i,
  }));
  expect(told(tracker, events)).toEqual(told(oracle, events));
  expect(JSON.stringify(tracker.state())).toBe(JSON.stringify(oracle.state()));
  expect(tracker.state().windows.failuresOfSource.map(([, times]) => times.length)).toEqual([512, 512]);
});
