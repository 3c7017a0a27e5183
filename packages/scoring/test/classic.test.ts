import { readFileSync } from 'node:fs';
import { isRejection, normalise, type AuthEvent } from '@sidecar/events';
import { expect, it, test } from 'vitest';
import {
  classicClusterProfileRecords,
  classicUserProfileRecords,
  classicUserThresholdRecords,
  isSpecialPurpose,
  scoreClassicBatch,
  type ClassicOptions,
  type ClassicScored,
} from '../src/classic/index.ts';
import type fixtureJson from './fixtures/classic.json';

// Parsed rather than imported, because an import would make the user called __proto__ a prototype.
const text = readFileSync(new URL('./fixtures/classic.json', import.meta.url), 'utf8');
const fixture = JSON.parse(text) as typeof fixtureJson;

const events = fixture.events.map((row) => {
  const event = normalise(row);
  if (isRejection(event)) throw new Error(event.detail);
  return event;
});
const { artifact } = fixture;
const rules = { outlierPercentile: fixture.percentile, minClusterEvents: fixture.minClusterEvents };
const score = (options: ClassicOptions = {}): ClassicScored[] =>
  scoreClassicBatch(events, artifact, { ...rules, ...options });

test.for(Object.keys(fixture.scored) as (keyof typeof fixture.scored)[])('%s agrees with numpy', (field) => {
  score().forEach((scored, i) =>
    expect(Math.abs(scored[field] - fixture.scored[field][i]!)).toBeLessThan(1e-9),
  );
});

const none = { enableUser: false, enableCluster: false, enableGlobal: false };

test.for([
  { options: { outlierMode: 'user' }, source: 'user', expected: fixture.decisions.user },
  { options: { outlierMode: 'cluster' }, source: 'cluster', expected: fixture.decisions.cluster },
  { options: { outlierMode: 'global' }, source: 'global', expected: fixture.decisions.global },
  { options: {}, source: 'combined_and', expected: fixture.decisions.combined_and },
  { options: { combinedLogic: 'or' }, source: 'combined_or', expected: fixture.decisions.combined_or },
  {
    options: { thresholds: { ...none, enableCluster: true } },
    source: 'combined_and',
    expected: fixture.decisions.cluster,
  },
  { options: { thresholds: none }, source: 'combined_none', expected: events.map(() => 0) },
  { options: { thresholds: none, outlierMode: 'user' }, source: 'user', expected: fixture.decisions.user },
] as { options: ClassicOptions; source: string; expected: number[] }[])(
  'flags what numpy flags: $source $options',
  ({ options, source, expected }) => {
    const scored = score(options);
    expect(scored.map((each) => each.behavior_outlier)).toEqual(expected);
    expect(new Set(scored.map((each) => each.outlier_decision_source))).toEqual(new Set([source]));
  },
);

it('writes the profiles of users and clusters', () => {
  const close = (record: object): object =>
    JSON.parse(JSON.stringify(record), (_, v) => (typeof v === 'number' ? Number(v.toFixed(12)) : v));
  expect(classicUserProfileRecords(events, score(), artifact).map(close)).toEqual(
    fixture.userProfiles.map(close),
  );
  expect(classicClusterProfileRecords(events, score())).toEqual(fixture.clusterProfiles);
});

it('writes one threshold record per user', () => {
  const scored = score();
  const records = classicUserThresholdRecords(events, scored, {
    outlierPercentile: fixture.percentile,
    generatedAt: Date.UTC(2026, 2, 9, 2, 20, 10, 525),
  });
  expect(records.length).toBe(fixture.userProfiles.length);
  expect(records[0]).toEqual({
    _key: `2026-03-09_${events[0]!.user}`,
    date: '2026-03-09',
    threshold_global: scored[0]!.global_threshold,
    global_event_count: events.length,
    outlier_decision_source: 'combined_and',
    user: events[0]!.user,
    threshold_user_norm: scored[0]!.per_user_threshold_norm,
    percentile: 0.9,
    generated_at: '2026-03-09T02:20:10.525000Z',
  });
});

it('scores one event, and none', () => {
  expect(scoreClassicBatch([], artifact)).toEqual([]);
  const [alone] = scoreClassicBatch(events.slice(0, 1), artifact);
  expect(alone).toMatchObject({
    outlier_score: 0,
    cluster_rarity: 0,
    signature_rarity: 0,
    per_user_norm_score: 0.5,
  });
});

it('takes a user called like a member of Object for unknown', () => {
  const stranger = { ...events[0]!, user: 'constructor' };
  const guest = { ...events[0]!, user: 'nobody' };
  expect(scoreClassicBatch([stranger], artifact)).toEqual(scoreClassicBatch([guest], artifact));
});

it('takes an event that says nothing but who and when', () => {
  const bare = { ...events[0]!, src: null, dest: null, signature_id: null, action: null } as AuthEvent;
  const [scored] = scoreClassicBatch([bare], artifact);
  expect(Object.values(scored!).every((value) => typeof value === 'string' || Number.isFinite(value))).toBe(
    true,
  );
  expect(classicClusterProfileRecords([bare], [scored!])[0]).toMatchObject({
    private_ip_rate: 0,
    signature_distribution: { none: 1 },
  });
});

it.for([
  {
    options: { outlierPercentile: 1 },
    message: 'outlierPercentile is 1, expected a number between 0 and 1, both excluded',
  },
  { options: { minClusterEvents: 0 }, message: 'minClusterEvents is 0, expected an integer from 1' },
])('refuses $options', ({ options, message }) => {
  expect(() => score(options)).toThrow(RangeError);
  expect(() => score(options)).toThrow(message);
});

it.for([
  ['10.1.2.3', true],
  ['172.32.0.1', false],
  ['203.0.113.32', true],
  ['8.8.8.8', false],
  ['169.254.1.1', true],
  ['fd00::1', true],
  ['::1', true],
  ['2606:4700::1', false],
  ['jump-host', false],
  ['300.1.1.1', false],
  [null, false],
] as [string | null, boolean][])('%s is not globally reachable: %s', ([address, expected]) => {
  expect(isSpecialPurpose(address)).toBe(expected);
});
