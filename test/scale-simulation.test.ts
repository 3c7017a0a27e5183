import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

type Plan = Readonly<Record<string, number | boolean>>;
type Costs = Readonly<Record<string, number>>;

const load = async (name: string): Promise<unknown> =>
  import(new URL(`../bench/scale/${name}.mjs`, import.meta.url).href);
const { eventsBetween, inLanes, limitOf, simulateScoring } = (await load('simulate-scoring')) as {
  eventsBetween: (from: number, to: number, plan: Plan) => number;
  inLanes: (jobs: readonly number[], lanes: number) => number;
  limitOf: (costs: Costs, plan: Plan) => { readonly eventsPerSecond: number };
  simulateScoring: (
    costs: Costs,
    plan: Plan,
  ) => { readonly medianLag: number; readonly longestLag: number; readonly keepsUp: boolean };
};
const { simulateTraining } = (await load('simulate-training')) as {
  simulateTraining: (
    costs: Costs,
    plan: Plan,
  ) => { readonly foldSeconds: number; readonly reduceSeconds: number; readonly bottleneck: string };
};

const costs = {
  searchSeconds: 1,
  exportEventsPerSecond: 20_000,
  indexerEventsPerSecond: 500_000,
  foldSeconds: 5e-6,
  followSeconds: 5e-6,
  stateSeconds: 0.05,
  scoreSeconds: 20e-6,
  kvRecordsPerSecond: 5000,
  kvRecordSeconds: 1e-4,
  recordShare: 1,
  jobSeconds: 0.01,
  mergeSeconds: 1e-6,
  trainSeconds: 1e-5,
  sliceBytes: 6,
  exchangeBytesPerSecond: 1e8,
  pushDownFactor: 1000,
};
const plan = {
  workers: 4,
  quota: 4,
  eventsPerDay: 10_000_000,
  peak: 1.5,
  windowSeconds: 300,
  lagSeconds: 60,
  batchWindows: 12,
  readsAhead: false,
};

describe('a day of scoring', () => {
  test('has the events that it is given, most of them at noon', () => {
    expect(eventsBetween(0, 86_400, plan)).toBeCloseTo(10_000_000, 3);
    expect(eventsBetween(41_400, 45_000, plan) / eventsBetween(0, 3600, plan)).toBeGreaterThan(2.9);
  });

  test('of one worker takes what its steps take one after the other', () => {
    const alone = { ...plan, workers: 1, quota: 1, peak: 1, batchWindows: 1 };
    const events = (10_000_000 / 86_400) * 300;
    const read = 0.01 + 1 + events / 20_000;
    const follow = 0.01 + events * 5e-6 + 0.05;
    const write = Math.max(0.01 + 0.05 + events * (20e-6 + 1e-4), events / 5000);
    const { medianLag, longestLag } = simulateScoring(costs, alone);
    expect(medianLag).toBeCloseTo(60 + read + follow + write, 6);
    expect(longestLag).toBeCloseTo(medianLag, 6);
  });

  test('falls behind when KV Store takes less than there is, and says what holds it up', () => {
    const slow = simulateScoring({ ...costs, kvRecordsPerSecond: 50 }, plan);
    expect(slow).toMatchObject({ keepsUp: false, limit: { bottleneck: 'KV Store' } });
    expect(simulateScoring(costs, plan)).toMatchObject({ keepsUp: true });
  });

  test('carries no less with more workers or a larger quota', () => {
    const some = fc.record({
      workers: fc.integer({ min: 1, max: 64 }),
      quota: fc.integer({ min: 1, max: 32 }),
      batchWindows: fc.integer({ min: 1, max: 100 }),
    });
    const grown = fc.constantFrom('workers', 'quota', 'batchWindows');
    fc.assert(
      fc.property(some, grown, (given, which) => {
        const fewer = { ...plan, ...given };
        const more = { ...fewer, [which]: 2 * fewer[which] };
        return limitOf(costs, more).eventsPerSecond >= limitOf(costs, fewer).eventsPerSecond;
      }),
    );
  });

  test('keeps up with more when the next batch is read while this one is scored', () => {
    const much = { ...plan, workers: 16, eventsPerDay: 415_000_000, peak: 1 };
    expect(simulateScoring(costs, much)).toMatchObject({ keepsUp: false });
    expect(simulateScoring(costs, { ...much, readsAhead: true })).toMatchObject({ keepsUp: true });
  });

  test('jobs go to the lane that is free first', () => {
    expect(inLanes([3, 1, 1, 1], 2)).toBe(3);
    expect(inLanes([1, 1, 1], 1)).toBe(3);
    expect(inLanes([2, 2], 8)).toBe(2);
  });
});

describe('a training', () => {
  const training = { workers: 4, quota: 4, events: 1e9, slices: 100, pushDown: false };

  test('is held up by the searches, and with enough of them by the reducer', () => {
    expect(simulateTraining(costs, training)).toMatchObject({ bottleneck: "Splunk's searches" });
    const wide = { ...training, workers: 100, quota: 100 };
    expect(simulateTraining(costs, wide)).toMatchObject({ bottleneck: 'the reducer' });
    expect(simulateTraining(costs, { ...training, pushDown: true })).toMatchObject({
      bottleneck: 'the reducer',
    });
  });

  test('counted by the indexers is read sooner, and reduced no sooner', () => {
    const plain = simulateTraining(costs, training);
    const counted = simulateTraining(costs, { ...training, pushDown: true });
    expect(counted.foldSeconds).toBeLessThan(plain.foldSeconds / 2);
    expect(counted.reduceSeconds).toBe(plain.reduceSeconds);
  });
});
