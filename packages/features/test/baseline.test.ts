import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  addToBaseline,
  type Baseline,
  baselineFromJson,
  type BaselineJson,
  baselineToJson,
  createObserver,
  emptyBaseline,
  eventsOf,
  facetNames,
  mergeIntoBaseline,
  type Observation,
  rateNames,
} from '../src/index.ts';
import { authEvent, eventStream, hostileNames } from './auth-event.ts';

function observe(events: Parameters<ReturnType<typeof createObserver>['observe']>[0][]): Observation[] {
  return events.map(createObserver({ timeZone: 'UTC' }).observe);
}

/** Cluster numbers that depend on the event alone. */
function baselineOf(observations: readonly Observation[]): Baseline {
  const baseline = emptyBaseline('UTC');
  for (const observation of observations) addToBaseline(baseline, observation, observation.slot % 3);
  return baseline;
}

function merged(...baselines: Baseline[]): Baseline {
  const sum = emptyBaseline('UTC');
  for (const baseline of baselines) mergeIntoBaseline(sum, baseline);
  return sum;
}

/** The observations of a stream, split at random into three baskets, each in its order. */
const baskets = fc.tuple(eventStream(), fc.infiniteStream(fc.nat(2))).map(([events, choices]) => {
  const all = observe(events);
  const split: [Observation[], Observation[], Observation[]] = [[], [], []];
  for (const observation of all) split[choices.next().value as 0 | 1 | 2].push(observation);
  return { all, split };
});

const text = (baseline: Baseline): string => JSON.stringify(baselineToJson(baseline));

it('merges to the baseline of all, in any order and grouping, to the last bit', () => {
  fc.assert(
    fc.property(baskets, ({ all, split }) => {
      const [a, b, c] = split.map(baselineOf) as [Baseline, Baseline, Baseline];
      const whole = baselineOf(all);
      expect(merged(a, b, c)).toEqual(whole);
      const expected = text(whole);
      for (const other of [
        merged(c, a, b),
        merged(merged(a, b), c),
        merged(a, merged(b, c)),
        merged(b, c, a),
      ]) {
        expect(text(other)).toBe(expected);
      }
    }),
    { numRuns: 50 },
  );
});

it('leaves what it merges alone, and shares nothing with it', () => {
  fc.assert(
    fc.property(eventStream(), (events) => {
      const from = baselineOf(observe(events));
      const before = text(from);
      const into = merged(from);
      mergeIntoBaseline(into, from);
      expect(text(from)).toBe(before);
    }),
  );
});

it('survives JSON, and the same counts are the same text', () => {
  fc.assert(
    fc.property(eventStream(), (events) => {
      const observations = observe(events);
      const baseline = baselineOf(observations);
      const read = baselineFromJson(JSON.parse(text(baseline)) as BaselineJson);
      expect(read).toEqual(baseline);
      expect(text(read)).toBe(text(baseline));
      expect(text(baselineOf(observations.toReversed()))).toBe(text(baseline));
    }),
    { numRuns: 50 },
  );
});

it('counts every event once: sums over accounts, hours, facets, rates and clusters', () => {
  fc.assert(
    fc.property(eventStream(), (events) => {
      const observations = observe(events);
      const { accounts, ...sums } = baselineOf(observations);
      const failures = observations.filter(({ failed }) => failed).length;
      expect(sums).toEqual({ timeZone: 'UTC', events: events.length, failures });
      for (const [user, counts] of accounts) {
        const own = observations.filter((observation) => observation.user === user);
        const times = own.map(({ time }) => time);
        expect([counts.firstTime, counts.lastTime]).toEqual([Math.min(...times), Math.max(...times)]);
        expect(eventsOf(counts)).toBe(own.length);
        expect(sum(counts.clusters.values())).toBe(own.length);
        for (const failed of [false, true]) {
          const outcome = failed ? counts.failed : counts.succeeded;
          const ofOutcome = own.filter((observation) => observation.failed === failed);
          expect([outcome.events, sum(outcome.hours)]).toEqual([ofOutcome.length, ofOutcome.length]);
          facetNames.forEach((_, f) => {
            expect(sum(outcome.facets[f]!.values())).toBe(
              ofOutcome.filter(({ facets }) => facets[f] !== null).length,
            );
          });
        }
        const returns = own.filter(({ returnBin }) => returnBin !== null).length;
        expect(counts.rates.map(sum)).toEqual(
          rateNames.map((name) => (name === 'user_silence' ? returns : own.length)),
        );
      }
    }),
    { numRuns: 50 },
  );
});

test.for(hostileNames)('an account, a machine and a process may be called %j', (name) => {
  const [observation] = observe([authEvent({ user: name, src: name, process: name, action: 'success' })]);
  const read = baselineFromJson(JSON.parse(text(baselineOf([observation!]))) as BaselineJson);
  const counts = read.accounts.get(name)!;
  expect([...read.accounts.keys()]).toEqual([name]);
  expect(counts.succeeded.facets[facetNames.indexOf('source')]!.get(name)).toBe(1);
  expect(counts.succeeded.facets[facetNames.indexOf('process')]!.get(name)).toBe(1);
});

it('counts no cluster before there are any', () => {
  const baseline = emptyBaseline('UTC');
  addToBaseline(baseline, observe([authEvent()])[0]!);
  expect(baseline.accounts.get('ana')!.clusters.size).toBe(0);
});

it('refuses to join hours of different zones', () => {
  const error = new RangeError('timeZone is UTC, expected Europe/Berlin');
  expect(() => mergeIntoBaseline(emptyBaseline('Europe/Berlin'), emptyBaseline('UTC'))).toThrow(error);
});

test.for([
  { name: 'facetNames', fault: { facetNames: ['signature'] } },
  { name: 'rateNames', fault: { rateNames: [...rateNames].toReversed() } },
])('refuses counts of other $name', ({ name, fault }) => {
  const json = { ...baselineToJson(emptyBaseline('UTC')), ...fault };
  expect(() => baselineFromJson(json)).toThrow(RangeError);
  expect(() => baselineFromJson(json)).toThrow(new RegExp(`^${name} is \\[.*: train the model anew$`, 's'));
});

test.for([
  {
    name: 'cut short',
    change: ({ counts, ...json }: BaselineJson) => ({ ...json, counts: counts.slice(0, -1) }),
  },
  { name: 'without its texts', change: (json: BaselineJson) => ({ ...json, texts: [] }) },
])('refuses counts $name', ({ change }) => {
  const json = baselineToJson(baselineOf(observe([authEvent()])));
  expect(() => baselineFromJson(change(json))).toThrow(/the model is damaged$/);
});

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
