import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KvRecord, recordFault } from '@sidecar/kvstore-writer';
import type { BehaviorModel } from '@sidecar/scoring';
import { startEmulator } from '@sidecar/splunk-emulator';
import { beforeAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { collections, type StageFacts, writeStageLedger } from '../../src/index.ts';
import { modelOf, someEvents } from '../windows/window-world.ts';
import { configOf, NOW, openFolder, readObjects } from '../workspace.ts';

let model: BehaviorModel;
beforeAll(async () => {
  model = await modelOf(someEvents(300).past);
});

const modeling = { outlier_mode: 'budget', alerts_per_day: 5 };
const written = { target: 'auth_events', written: 90, failed: 0, readBack: null, complete: true };

/** What a stage that went well has done. */
const factsOf = (stage: StageFacts['stage'], more: Partial<StageFacts> = {}): StageFacts => ({
  stage,
  runId: `${stage}-1`,
  startedAt: NOW,
  durationSeconds: 2.5,
  model: { version: 'v1', model, trainedAt: '2026-09-01T00:00:00.000Z' },
  modelReason: 'as it is',
  counts: { events: 90, rejected: 10, rejections: [{ reason: 'not_json', count: 10, sample: 'x' }] },
  span: { first: NOW.getTime() - 600_000, last: NOW.getTime() - 300_000 },
  window: stage === 'score' ? { from: NOW.getTime() / 1000 - 600, to: NOW.getTime() / 1000 - 300 } : null,
  outliers: 3,
  incidents: 2,
  drift: null,
  setAside: 0,
  writes: stage === 'score' ? [written] : [],
  ...more,
});

async function recordOf(facts: StageFacts, settings: object = {}): Promise<Record<string, unknown>> {
  const directory = openFolder();
  const config = configOf({ modeling, output: { writers: ['ndjson'], ndjson: { directory } }, ...settings });
  expect(await writeStageLedger(facts, { config })).toEqual([
    {
      target: join(directory, 'auth_model_runs.ndjson'),
      written: 1,
      failed: 0,
      readBack: null,
      complete: true,
    },
  ]);
  const [record, ...more] = readObjects(join(directory, 'auth_model_runs.ndjson'));
  expect(more).toEqual([]);
  expect(recordFault(record as KvRecord, collections.auth_model_runs.fields)).toBeUndefined();
  return record!;
}

const loose = { ingestion: { max_rejected_share: 0.2 } };

describe('the record of a stage', () => {
  test('of scoring says which index time was scored, and what is promised of a day', async () => {
    const record = await recordOf(factsOf('score'), loose);
    expect(record).toMatchObject({
      _key: 'score-1',
      run_id: 'score-1',
      model_version: 'v1',
      stage: 'score',
      status: 'complete',
      started_at: '2026-10-01T00:00:00.000Z',
      finished_at: '2026-10-01T00:00:02.500Z',
      preset: 'behavior',
      is_trained: 0,
      model_reason: 'as it is',
      trained_at: '2026-09-01T00:00:00.000Z',
      trained_on: model.training.events,
      window_start: '2026-09-30T23:50:00.000000Z',
      window_end: '2026-09-30T23:55:00.000000Z',
      indexed_from: '2026-09-30T23:50:00.000Z',
      indexed_to: '2026-09-30T23:55:00.000Z',
      events_read: 100,
      events_scored: 90,
      rejected_share: 0.1,
      rejected_reasons: ['not_json=10'],
      outlier_mode: 'budget',
      outlier_count: 3,
      incident_count: 2,
      set_aside: 0,
      written: 90,
      k: model.clusters.k,
    });
    expect(record['promised_alerts_per_day']).toBeCloseTo(5, 9);
    expect(record['budget_high']).toBeGreaterThan(5);
    // Minutes are no measure of a day, and the curve is that of the training.
    for (const field of ['realised_alerts_per_day', 'k_curve', 'is_drifted'])
      expect(record).not.toHaveProperty(field);
  });

  test('of training has the curve, and nothing that only scoring decides', async () => {
    const record = await recordOf(factsOf('train'), loose);
    expect(record).toMatchObject({ stage: 'train', status: 'complete', is_trained: 1 });
    expect(JSON.parse(record['k_curve'] as string)).toEqual(model.clusters.curve);
    for (const field of [
      'outlier_count',
      'incident_count',
      'events_scored',
      'promised_alerts_per_day',
      'indexed_from',
    ])
      expect(record).not.toHaveProperty(field);
  });

  test('of looking for drift has the findings', async () => {
    const drift = {
      drifted: true,
      culprit: null,
      comparisons: [],
      bursts: [],
      withBursts: null,
    } as unknown as StageFacts['drift'];
    const record = await recordOf(factsOf('drift', { drift }), loose);
    expect(record).toMatchObject({ stage: 'drift', is_drifted: 1, drift_findings: '[]', is_trained: 0 });
    for (const field of ['k_curve', 'outlier_count']) expect(record).not.toHaveProperty(field);
  });

  test.for([
    { name: 'all is well', more: {}, settings: loose, status: 'complete' },
    {
      name: 'too much is rejected',
      more: {},
      settings: { ingestion: { max_rejected_share: 0.05 } },
      status: 'partial',
    },
    {
      name: 'a write is not whole',
      more: { writes: [{ ...written, complete: false, problem: 'no room' }] },
      settings: loose,
      status: 'partial',
    },
    { name: 'a window was set aside', more: { setAside: 1 }, settings: loose, status: 'partial' },
    {
      name: 'there was no event',
      more: { counts: { events: 0, rejected: 0, rejections: [] } },
      settings: loose,
      status: 'nothing',
    },
    { name: 'there is no model', more: { model: null }, settings: loose, status: 'nothing' },
    {
      name: 'every window was set aside',
      more: { setAside: 2, counts: { events: 0, rejected: 0, rejections: [] } },
      settings: loose,
      status: 'partial',
    },
  ])('says $status when $name', async ({ more, settings, status }) => {
    expect(await recordOf(factsOf('score', more), settings)).toMatchObject({ status });
  });
});

it('is added to a file whose lines stay as they are, and comes to stand by itself after a line that was cut off', async () => {
  const directory = openFolder();
  const config = configOf({ output: { writers: ['ndjson'], ndjson: { directory } } });
  const path = join(directory, 'auth_model_runs.ndjson');
  writeFileSync(path, '{"_key":"run-1"}\n');
  await writeStageLedger(factsOf('train'), { config });
  truncateSync(path, readFileSync(path).length - 9);
  await writeStageLedger(factsOf('score'), { config });
  await writeStageLedger(factsOf('drift'), { config });
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines).toHaveLength(5);
  expect([0, 2, 3].map((i) => (JSON.parse(lines[i]!) as KvRecord)._key)).toEqual([
    'run-1',
    'score-1',
    'drift-1',
  ]);
  expect(lines[4]).toBe('');
});

it('is added in KV Store; that it cannot be fails nothing and is told, unless it was aborted', async () => {
  const splunk = await startEmulator();
  onTestFinished(() => splunk.close());
  const kv = { app: 'search', base_url: splunk.baseUrl, auth_token: splunk.token };
  const config = configOf({ output: { splunk_kvstore: kv } });
  for (const stage of ['train', 'score', 'drift'] as const)
    expect(await writeStageLedger(factsOf(stage), { config })).toMatchObject([
      { target: 'auth_model_runs', written: 1, complete: true },
    ]);
  const wrong = configOf({ output: { splunk_kvstore: { ...kv, auth_token: 'wrong' } } });
  const [told] = await writeStageLedger(factsOf('score'), { config: wrong });
  expect(told).toMatchObject({ target: 'auth_model_runs', written: 0, failed: 1, complete: false });
  expect(told!.problem).toMatch(/401/);
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(writeStageLedger(factsOf('score'), { config, signal })).rejects.toThrow('stop');
});
