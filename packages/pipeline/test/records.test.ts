import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthEvent, isRejection, normalise } from '@sidecar/events';
import { createWeekClock, facetNames } from '@sidecar/features';
import { recordFault, safeKey } from '@sidecar/kvstore-writer';
import { type BehaviorModel, layerNames } from '@sidecar/scoring';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { decisionOptions } from '../src/decision-options.ts';
import { collections, loadModel, train } from '../src/index.ts';
import { circularDay, circularHour } from '../src/records/circular-hour.ts';
import { createClusterProfiler } from '../src/records/cluster-profiler.ts';
import { createEventKeys } from '../src/records/event-key.ts';
import { userProfiles } from '../src/records/user-profiles.ts';
import { userThresholds } from '../src/records/user-thresholds.ts';
import { configOf, generatedLines, NOW, seedLine, writeLines } from './workspace.ts';

const cases = JSON.parse(readFileSync(new URL('fixtures/circular-hour.json', import.meta.url), 'utf8')) as {
  readonly name: string;
  readonly events: Record<number, number>;
  readonly mean: number;
  readonly deviation: number;
}[];

/** Events per hour of the week. */
function week(events: Readonly<Record<number, number>>): Float64Array {
  const slots = new Float64Array(168);
  for (const [slot, count] of Object.entries(events)) slots[Number(slot)] = count;
  return slots;
}

function eventOf(fields: object = {}): AuthEvent {
  const event = normalise(JSON.parse(seedLine(fields as Record<string, unknown>)));
  if (isRejection(event)) throw new Error(event.detail);
  return event;
}

describe('the mean hour', () => {
  it.for(cases)('of $name, as scipy has it', ({ events, mean, deviation }) => {
    const found = circularHour(week(events));
    expect(found.mean).toBeCloseTo(mean, 6);
    expect(found.deviation).toBeCloseTo(deviation, 6);
  });

  it.for([
    { name: 'no events', events: {} },
    { name: 'noon and midnight', events: { 0: 1, 12: 1 } },
  ])('of $name has no direction', ({ events }) => {
    expect(circularHour(week(events))).toEqual({ mean: 12, deviation: 24 });
  });

  it('turns with the clock', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }), fc.nat(23), (hours, turn) => {
        const at = (shift: number): Float64Array => {
          const slots = new Float64Array(168);
          for (const hour of hours) slots[(hour + shift) % 24]! += 1;
          return slots;
        };
        const [plain, turned] = [circularHour(at(0)), circularHour(at(turn))];
        const difference = (turned.mean - plain.mean - turn + 48) % 24;
        expect(Math.min(difference, 24 - difference)).toBeCloseTo(0, 6);
        expect(turned.deviation).toBeCloseTo(plain.deviation, 6);
        expect(turned.mean).toBeGreaterThanOrEqual(0);
        expect(turned.mean).toBeLessThan(24);
      }),
    );
  });
});

test('the mean day of Sunday and Monday is between them', () => {
  expect(circularDay(week({ 150: 1, 5: 1 })).mean).toBeCloseTo(6.5, 10);
  expect(circularDay(week({ 30: 1, 50: 1 })).mean).toBeCloseTo(1.5, 10);
});

test('a cluster profile tells what its events have in common', () => {
  const clock = createWeekClock('UTC');
  const profiler = createClusterProfiler(3);
  const add = (cluster: number, fields: object): void => {
    const event = eventOf(fields);
    profiler.add(cluster, event, clock.slotOf(event.time));
  };
  add(0, { user: 'ann' });
  add(0, { user: 'ann', src: 'HOST01', TimeCreated: '2026-09-30T10:00:00Z' });
  add(0, { user: 'bob', signature_id: 4634 });
  add(1, { user: 'eve', src: '185.1.2.3', action: 'failure', signature_id: 4625 });
  const [first, second, third] = profiler.profiles();
  expect(first).toMatchObject({
    _key: 'cluster_0',
    cluster_id: 0,
    event_count: 3,
    user_count: 2,
    success_rate: 1,
  });
  expect(first!['private_ip_rate']).toBeCloseTo(2 / 3, 10);
  expect(JSON.parse(first!['signature_distribution'] as string)).toEqual({ 4624: 2 / 3, 4634: 1 / 3 });
  expect(first!['dow_mean']).toBeCloseTo(2, 10);
  expect(second).toMatchObject({ label: 'mostly 4625, failure, other sources', private_ip_rate: 0 });
  expect(third).toMatchObject({
    event_count: 0,
    user_count: 0,
    label: 'empty',
    signature_distribution: '{}',
  });
});

describe('keys of events', () => {
  it('follow every field of the event', () => {
    const event = eventOf({ process: 'a.exe' });
    const keyOf = (changed: object): string => {
      const { time, ...kind } = { ...event, ...changed };
      return createEventKeys({ inTimeOrder: false }).keyOf(kind, time);
    };
    const keys = Object.keys(event).map((field) =>
      keyOf({ [field]: field === 'time' ? event.time + 0.001 : 7 }),
    );
    expect(new Set([keyOf({}), ...keys]).size).toBe(Object.keys(event).length + 1);
    expect(keyOf({})).toBe('a1569096a01bbcb781a23bfdd16e890b');
  });

  it('are the same whether one instant is remembered or all', () => {
    const instant = fc.record({ time: fc.nat(3), user: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(fc.array(instant, { maxLength: 12 }), (drawn) => {
        const events = drawn.map((fields) => ({ ...eventOf(), ...fields })).sort((a, b) => a.time - b.time);
        const [one, all] = [true, false].map((inTimeOrder) => {
          const keys = createEventKeys({ inTimeOrder });
          return events.map(({ time, ...kind }) => keys.keyOf(kind, time));
        });
        expect(one).toEqual(all);
        expect(new Set(one).size).toBe(events.length);
      }),
    );
  });
});

describe('of a trained model', () => {
  const config = configOf({ modeling: { k_candidates: [4], min_cluster_events: 5 } });
  let model: BehaviorModel;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
    const modelPath = join(folder, 'm.json');
    const inputs = [writeLines(folder, 'a', generatedLines(1200))];
    await train({ inputs, modelPath, config, now: NOW });
    model = (await loadModel(modelPath)).model as BehaviorModel;
    rmSync(folder, { recursive: true });
  });

  it('profiles and thresholds fit their collections: declared fields of the declared type', () => {
    const records = {
      auth_user_profiles: userProfiles(model),
      auth_user_thresholds: userThresholds(model, decisionOptions(config), NOW),
      auth_cluster_profiles: createClusterProfiler(2).profiles(),
    };
    for (const [name, list] of Object.entries(records)) {
      const { fields } = collections[name as keyof typeof records];
      const ofTheRun = new Set(['run_id', 'model_version', 'record_key']);
      const declared = Object.keys(fields).filter((field) => !ofTheRun.has(field));
      for (const record of list) {
        expect(recordFault(record, fields)).toBeUndefined();
        expect(Object.keys(record).sort()).toEqual(['_key', ...declared].sort());
      }
    }
  });

  it('a user profile counts what the model counted', () => {
    const profiles = userProfiles(model);
    expect(profiles.length).toBe(model.training.accounts);
    expect(profiles.reduce((sum, { event_count }) => sum + (event_count as number), 0)).toBe(1200);
    for (const profile of profiles) {
      expect(profile['_key']).toBe(safeKey(`user_${String(profile['user'])}`));
      expect(profile['dominant_cluster']).toBeLessThan(model.clusters.k);
      expect(profile['confidence']).toBeGreaterThan(0);
      expect(profile['confidence']).toBeLessThanOrEqual(1);
      expect(String(profile['first_seen']) <= String(profile['last_seen'])).toBe(true);
    }
  });

  it('thresholds have one key a day and account, and lie where outliers begin', () => {
    const options = decisionOptions(config);
    const [today, sameDay, nextDay] = [0, 3_600_000, 86_400_000].map((later) =>
      userThresholds(model, options, new Date(NOW.getTime() + later)).map(({ _key }) => _key),
    );
    expect(sameDay).toEqual(today);
    expect(new Set([...today!, ...nextDay!]).size).toBe(2 * model.training.accounts);
    expect(today![0]).toMatch(/^2026-10-01_/);
    const records = userThresholds(model, options, NOW);
    const own = records.filter(({ user }) => Object.hasOwn(model.thresholds.users, user as string));
    expect(own.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(record).toMatchObject({ percentile: 0.99, outlier_decision_source: 'combined_and' });
      expect(record['threshold_global']).toBeGreaterThan(0.9);
      if (!own.includes(record)) expect(record['threshold_user_norm']).toBe(record['threshold_global']);
    }
  });
});

test('every field of every collection has a type that KV Store knows, and is accelerated only if declared', () => {
  for (const { fields, accelerated, mode, name } of Object.values(collections)) {
    expect(
      Object.values(fields).filter((type) => !['string', 'number', 'bool', 'time', 'array'].includes(type)),
    ).toEqual([]);
    expect(accelerated.filter((field) => !Object.hasOwn(fields, field))).toEqual([]);
    expect(mode).toBe(['auth_user_thresholds', 'auth_model_runs'].includes(name) ? 'append' : 'replace');
    expect(fields).toMatchObject({ run_id: 'string', model_version: 'string' });
  }
});

test('the names that records lean on exist', () => {
  expect(layerNames).toEqual(
    expect.arrayContaining(['cluster_distance', 'cluster_given_user', 'signature_given_cluster', 'hour']),
  );
  expect(facetNames).toEqual(
    expect.arrayContaining(['signature', 'source_scope', 'logon_type', 'authentication_package']),
  );
});
