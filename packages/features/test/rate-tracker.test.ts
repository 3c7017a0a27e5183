import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createRateTracker, RATE_BINS, rateNames, type RatedEvent, type RateName } from '../src/index.ts';
import { rateBin } from '../src/rate-names.ts';

const HOUR = 3_600_000;

test.for([
  [0, 0],
  [-3, 0],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [512, 10],
  [16_383, 14],
  [16_384, 15],
  [2 ** 31, RATE_BINS - 1],
] as const)('a count of %d is in bin %d', ([count, bin]) => {
  expect(rateBin(count)).toBe(bin);
});

const maybe = (...values: string[]): fc.Arbitrary<string | null> => fc.constantFrom(null, ...values);
const stream = fc
  .array(
    fc.record({
      user: fc.constantFrom('ana', 'bob', '__proto__', 'constructor'),
      src: maybe('s1', 's2', '__proto__'),
      dest: maybe('d1', 'd2', 'd3'),
      network: maybe('n1', 'n2'),
      service: maybe('v1', 'v2'),
      failed: fc.boolean(),
      isTicket: fc.boolean(),
      later: fc.oneof(fc.integer({ min: 0, max: HOUR / 4 }), fc.integer({ min: 0, max: 9 * HOUR })),
    }),
    { maxLength: 60 },
  )
  .map((rows) => {
    let time = 0;
    return rows.map(({ later, ...row }): RatedEvent => ({ ...row, time: (time += later) }));
  });

/** The rates by their definitions, from all events up to and including the last. */
function byDefinition(events: readonly RatedEvent[]): Record<Exclude<RateName, 'user_silence'>, number> {
  const now = events.at(-1)!;
  const within = (hours: number): RatedEvent[] => events.filter(({ time }) => time > now.time - hours * HOUR);
  const failures = (hours: number): RatedEvent[] => within(hours).filter(({ failed }) => failed);
  const distinct = (values: readonly unknown[]): number => new Set(values).size;
  const users = (list: readonly RatedEvent[], part: 'src' | 'network' | 'dest'): number =>
    now[part] === null ? 0 : distinct(list.filter((e) => e[part] === now[part]).map(({ user }) => user));
  const own = within(1).filter(({ user }) => user === now.user);
  const present = (values: readonly (string | null)[]): string[] => values.filter((value) => value !== null);
  return {
    user_failures_1h: own.filter(({ failed }) => failed).length,
    source_failures_1h: now.src === null ? 0 : failures(1).filter(({ src }) => src === now.src).length,
    source_users_failed_1h: users(failures(1), 'src'),
    source_users_failed_24h: now.failed ? users(failures(24), 'src') : 0,
    network_users_failed_24h: now.failed ? users(failures(24), 'network') : 0,
    destination_users_failed_1h: now.failed ? users(failures(1), 'dest') : 0,
    source_users_1h: users(within(1), 'src'),
    user_destinations_1h: distinct(present(own.map(({ dest }) => dest))),
    user_sources_1h: distinct(present(own.map(({ src }) => src))),
    user_tickets_1h: distinct(
      own.filter(({ isTicket }) => isTicket).map(({ service, dest }) => service ?? dest),
    ),
  };
}

it('tells every rate as its definition does', () => {
  fc.assert(
    fc.property(stream, (events) => {
      const tracker = createRateTracker();
      events.forEach((event, i) => {
        const { bins } = tracker.observe(event);
        const expected = byDefinition(events.slice(0, i + 1));
        const found = Object.fromEntries(rateNames.slice(0, -1).map((name, r) => [name, bins[r]]));
        expect(found).toEqual(
          Object.fromEntries(Object.entries(expected).map(([name, count]) => [name, rateBin(count)])),
        );
      });
    }),
    { numRuns: 200 },
  );
});

it('tells silence last', () => {
  const tracker = createRateTracker();
  const event = {
    user: 'ana',
    src: null,
    dest: null,
    network: null,
    service: null,
    failed: false,
    isTicket: false,
  };
  expect(tracker.observe({ ...event, time: 0 }).returnBin).toBe(0);
  const { bins, returnBin } = tracker.observe({ ...event, time: 20 * 24 * HOUR });
  expect([bins[rateNames.indexOf('user_silence')], returnBin]).toEqual([2, 2]);
  expect(rateNames.at(-1)).toBe('user_silence');
});

it('bounds its keys', () => {
  const tracker = createRateTracker({ maxKeys: 5 });
  for (let i = 0; i < 100; i++) {
    const name = String(i);
    tracker.observe({
      user: name,
      src: name,
      dest: name,
      network: name,
      service: name,
      failed: true,
      isTicket: true,
      time: i,
    });
  }
  const { windows, silence } = tracker.state();
  expect(Object.values(windows).map((entries) => entries.length)).toEqual(Object.keys(windows).map(() => 5));
  expect(silence.length).toBe(5);
  expect(tracker.forgotten()).toBe(10 * 95); // nine windows and the silence
});

it('forgets nothing while there is room', () => {
  const tracker = createRateTracker({ maxKeys: 4 });
  fc.sample(stream, { numRuns: 20, seed: 1 }).forEach((events) => events.forEach(tracker.observe));
  expect(tracker.forgotten()).toBe(0);
});

test.for([0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses room for %d keys', (maxKeys) => {
  expect(() => createRateTracker({ maxKeys })).toThrow(
    new RangeError(`maxKeys is ${maxKeys}, expected an integer from 1`),
  );
});
