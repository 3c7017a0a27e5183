import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthEvent, isRejection, normaliseLine } from '@sidecar/events';
import { type KvRecord, recordFault } from '@sidecar/kvstore-writer';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { alertOf } from '../src/incidents/alert-of.ts';
import { collectIncidents } from '../src/incidents/collect-incidents.ts';
import { collections, incidentsOfScored, readLines, score, train } from '../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, readObjects, seedLine, writeLines } from './workspace.ts';

const config = configOf({ modeling: { k_candidates: [4, 6], outlier_mode: 'budget', alerts_per_day: 20 } });

let shared: string;
let modelPath: string;
beforeAll(async () => {
  shared = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  modelPath = join(shared, 'model.json');
  const inputs = [writeLines(shared, 'all.ndjson', generatedLines(1600))];
  await train({ inputs, modelPath, config, now: NOW });
});
afterAll(() => rmSync(shared, { recursive: true }));

async function* linesOf(path: string): AsyncGenerator<string> {
  for await (const batch of readLines([path])) for (const { line } of batch) yield line ?? '';
}

interface Found {
  readonly incidents: Record<string, unknown>[];
  readonly outliers: Record<string, unknown>[];
  readonly outputPath: string;
}

async function scored(
  input: readonly string[],
  options: { modelPath?: string; config?: typeof config } = {},
): Promise<Found> {
  const folder = openFolder();
  const inputs = [writeLines(folder, 'in.ndjson', input)];
  const [outputPath, incidentsPath] = [join(folder, 'out.ndjson'), join(folder, 'incidents.ndjson')];
  const report = await score({
    inputs,
    modelPath,
    outputPath,
    incidentsPath,
    config,
    runId: 'r1',
    now: NOW,
    ...options,
  });
  const incidents = readObjects(incidentsPath);
  expect(report.incidents).toEqual(incidents);
  const outliers = readObjects(outputPath).filter(({ behavior_outlier }) => behavior_outlier === 1);
  expect(report).toMatchObject({ alerts: outliers.length, alertsLeftOut: 0 });
  return { incidents, outliers, outputPath };
}

describe('incidents of scored files', () => {
  it('hold every outlier once, the riskiest first, each record as its collection declares it', async () => {
    const { incidents, outliers } = await scored(generatedLines(1600));
    expect(outliers.length).toBeGreaterThan(20);
    expect(incidents.length).toBeLessThan(outliers.length);
    expect(incidents.reduce((sum, { alert_count }) => sum + Number(alert_count), 0)).toBe(outliers.length);
    const keys = new Set(outliers.map(({ _key }) => _key));
    const risks = incidents.map(({ risk_raw }) => Number(risk_raw));
    expect(risks).toEqual([...risks].sort((a, b) => b - a));
    const { fields } = collections.auth_incidents;
    for (const incident of incidents) {
      expect(recordFault(incident as KvRecord, fields)).toBeUndefined();
      const written = Object.keys(fields).filter((name) => name !== 'record_key'); // which the writer adds
      expect(Object.keys(incident).sort()).toEqual(['_key', ...written].sort());
      expect(incident['_key']).toMatch(/^[0-9a-f]{32}$/);
      for (const key of incident['event_keys'] as string[]) expect(keys.has(key)).toBe(true);
      const shares = (incident['reasons'] as { share: number }[]).map(({ share }) => share);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    expect(new Set(incidents.map(({ _key }) => _key)).size).toBe(incidents.length);
  });

  it('are the same for events in any order', async () => {
    const lines = generatedLines(1600);
    const inOrder = await scored(lines);
    const shuffled = lines
      .map((line, i) => ({ line, place: (i * 7919) % 1600 }))
      .sort((a, b) => a.place - b.place);
    expect((await scored(shuffled.map(({ line }) => line))).incidents).toEqual(inOrder.incidents);
  });

  it.for(['seed', 'cim', 'winlogbeat', 'xmlwineventlog', 'hec'] as const)(
    'can be found again in what was written of %s lines',
    async (format) => {
      const { incidents, outputPath } = await scored([...generatedLines(800, { format }), 'no event']);
      expect(incidents.length).toBeGreaterThan(5);
      const found = await incidentsOfScored(linesOf(outputPath));
      expect(found).toMatchObject({ unreadable: 0, alertsLeftOut: 0 });
      expect(found.incidents).toEqual(incidents);
    },
  );

  it('are found with the preset classic, which gives neither reasons nor p-values', async () => {
    const folder = openFolder();
    const classic = configOf({ modeling: { preset: 'classic', k_candidates: [4, 6] } });
    const path = join(folder, 'classic.json');
    const lines = generatedLines(800);
    await train({
      inputs: [writeLines(folder, 'a.ndjson', lines)],
      modelPath: path,
      config: classic,
      now: NOW,
    });
    const { incidents, outliers } = await scored(lines, { modelPath: path, config: classic });
    expect(outliers.length).toBeGreaterThan(0);
    expect(incidents.reduce((sum, { alert_count }) => sum + Number(alert_count), 0)).toBe(outliers.length);
    for (const { reasons, risk } of incidents) {
      expect(reasons).toEqual([]);
      expect(risk).toBeGreaterThan(0);
    }
  });

  it('leave no file behind when scoring fails', async () => {
    const folder = openFolder();
    const paths = { outputPath: join(folder, 'out.ndjson'), incidentsPath: join(folder, 'incidents.ndjson') };
    const options = { ...paths, modelPath, config, runId: 'r1', now: NOW };
    await expect(score({ inputs: [join(folder, 'none')], ...options })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('lines that are no scored events are counted, quiet and rejected ones are not', async () => {
  async function* lines(): AsyncGenerator<string> {
    yield* [
      '[',
      '7',
      'null',
      '{}',
      '{"rejected":true}',
      '{"behavior_outlier":0}',
      '{"behavior_outlier":1,"_key":"k"}',
    ];
    yield seedLine({ behavior_outlier: 1 });
    yield seedLine({
      behavior_outlier: 1,
      _key: 'k',
      reasons: 'all',
      score: 'high',
      p_value: 7,
      sentence: 3,
    });
  }
  expect(await incidentsOfScored(lines())).toMatchObject({
    unreadable: 6,
    alerts: 1,
    incidents: [{ entity: 'ann', event_keys: ['k'], risk: 0, sentence: '', reasons: [], run_id: '' }],
  });
});

const event = normaliseLine(seedLine()) as AuthEvent;

test('only reasons that say something are taken', () => {
  expect(isRejection(event)).toBe(false);
  const reasons = [
    null,
    3,
    {},
    { code: 'hour' },
    { code: 'hour', contribution: -1 },
    { code: 'hour', contribution: 2, typical: 'x' },
  ];
  expect(alertOf({ key: 'k', event, scoreFields: { reasons, score: 400 } })).toMatchObject({
    reasons: [{ code: 'hour', contribution: 2 }],
    score: 100,
    failed: false,
    technique: null,
  });
});

test('of more alerts than are kept the rarest stay, whatever the order, and the others are counted', () => {
  const outliers = Array.from({ length: 50 }, (_, i) => ({
    key: `k${i}`,
    event: { ...event, user: `u${i}` },
    scoreFields: { score: 90 + i / 10 },
  }));
  const provenance = { model_version: 'm', run_id: 'r' };
  const found = [outliers, outliers.toReversed()].map((list) => {
    const collector = collectIncidents({ mostAlerts: 7 });
    list.forEach(collector.add);
    return collector.found(provenance);
  });
  expect(found[0]).toMatchObject({ alerts: 7, alertsLeftOut: 43 });
  expect(found[0]!.incidents.map(({ entity }) => entity)).toEqual([
    'u49',
    'u48',
    'u47',
    'u46',
    'u45',
    'u44',
    'u43',
  ]);
  expect(found[1]).toEqual(found[0]);
});
