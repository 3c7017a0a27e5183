import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRandom } from '@sidecar/numeric';
import type { BehaviorModel } from '@sidecar/scoring';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loadModel, type ProgressEvent, train, type TrainReport } from '../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, seedLine, writeLines } from './workspace.ts';

const lines = generatedLines(1500);
const config = configOf({ modeling: { k_candidates: [4, 6] } });

/** Trains on files and gives what was written. */
async function trained(
  inputs: readonly string[],
  { stdin, settings = config }: { readonly stdin?: Readable; readonly settings?: typeof config } = {},
): Promise<{ report: TrainReport; bytes: string; model: BehaviorModel }> {
  const modelPath = join(openFolder(), 'model.json');
  const report = await train({ inputs, modelPath, config: settings, now: NOW, stdin });
  const { model } = await loadModel(modelPath);
  return { report, bytes: readFileSync(modelPath, 'utf8'), model: model as BehaviorModel };
}

/** The same values in an order that the seed decides. */
function shuffled<T>(values: readonly T[], seed: string): T[] {
  const random = createRandom(seed);
  return values
    .map((value) => ({ value, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

describe('the same events and seed give the same bytes', () => {
  let bytes = '';
  let version = '';
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
    const modelPath = join(folder, 'model.json');
    const inputs = [writeLines(folder, 'events.ndjson', lines)];
    version = (await train({ inputs, modelPath, config, now: NOW })).modelVersion;
    bytes = readFileSync(modelPath, 'utf8');
    rmSync(folder, { recursive: true });
  });

  it.for([
    { name: 'newest first', parts: [lines.toReversed()], suffix: '' },
    { name: 'shuffled', parts: [shuffled(lines, 'a')], suffix: '' },
    {
      name: 'in several files',
      parts: [lines.slice(900), lines.slice(0, 200), lines.slice(200, 900)],
      suffix: '',
    },
    { name: 'compressed', parts: [lines], suffix: '.gz' },
  ])('$name', async ({ parts, suffix }) => {
    const folder = openFolder();
    const inputs = parts.map((part, i) => writeLines(folder, `${i}.ndjson${suffix}`, part));
    const other = await trained(inputs);
    expect(other.report.events).toBe(1500);
    expect(other.bytes).toBe(bytes);
  });

  it('from standard input', async () => {
    const other = await trained(['-'], { stdin: Readable.from(lines.map((line) => `${line}\n`)) });
    expect(other.bytes).toBe(bytes);
  });

  it('where many events share each instant, in any order', async () => {
    const hourly = lines.map((line) => line.replace(/("TimeCreated":"[^"]{13})[^"]*/, '$1:00:00Z'));
    const folder = openFolder();
    const [first, second] = await Promise.all(
      [hourly, shuffled(hourly, 'b')].map((part, i) => trained([writeLines(folder, `${i}.ndjson`, part)])),
    );
    expect(new Set(hourly.map((line) => line.slice(0, 40))).size).toBeLessThan(300);
    expect(second!.bytes).toBe(first!.bytes);
  });

  it('and another seed or other settings another model', async () => {
    const input = writeLines(openFolder(), 'events.ndjson', lines);
    const { clusters } = (JSON.parse(bytes) as { model: BehaviorModel }).model;
    for (const modeling of [{ random_state: 7 }, { time_zone: 'Asia/Tokyo' }]) {
      const settings = configOf({ modeling: { k_candidates: [4, 6], ...modeling } });
      const other = await trained([input], { settings });
      expect(other.report.modelVersion).not.toBe(version);
      expect(other.model.clusters.curve).not.toEqual(clusters.curve);
    }
  });
});

test('the report and the model say what went in and with which settings', async () => {
  const input = writeLines(openFolder(), 'events.ndjson', lines);
  const settings = configOf({
    modeling: {
      k_candidates: [4, 6],
      random_state: 5,
      time_zone: 'Europe/Berlin',
      holdout_share: 0.1,
      outlier_percentile: 0.9,
      min_cluster_events: 12,
    },
  });
  const { report, model } = await trained([input], { settings });
  expect(model.settings).toEqual({
    timeZone: 'Europe/Berlin',
    candidates: [4, 6],
    seed: 5,
    holdoutShare: 0.1,
    percentile: 0.9,
    leastEvents: 12,
  });
  expect(model.training).toMatchObject({
    events: 1500,
    heldOut: 150,
    rejected: 0,
    accounts: report.accounts,
  });
  expect(report).toMatchObject({
    events: 1500,
    rejected: 0,
    trainedOn: 1500,
    k: model.clusters.k,
    notes: [],
  });
  expect(report.curve.map(({ k }) => k)).toEqual([4, 6]);
});

test('lines that are no events are counted by reason, with the place of the first, and change nothing', async () => {
  const future = seedLine({ TimeCreated: '2026-10-02T00:00:01Z' });
  const bad = ['not json', '[]', seedLine({ user: '' }), seedLine({ TimeCreated: 'soon' }), future, future];
  const folder = openFolder();
  const spoiled = writeLines(folder, 'spoiled.ndjson', [...lines.slice(0, 300), ...bad, ...lines.slice(300)]);
  const { report, model } = await trained([spoiled]);
  const clean = await trained([writeLines(folder, 'clean.ndjson', lines)]);
  expect(report).toMatchObject({ events: 1500, rejected: 6 });
  expect(report.rejections.map(({ reason, count }) => `${reason} ${count}`)).toEqual([
    'future_time 2',
    'not_json 1',
    'not_an_object 1',
    'no_user 1',
    'bad_time 1',
  ]);
  expect(report.rejections[0]!.sample).toMatch(/spoiled\.ndjson:305: .*2026-10-02/);
  expect({ ...model, training: { ...model.training, rejected: 0 } }).toEqual(clean.model);
});

test('an event of the next day is taken, as clocks go wrong, and one after that is not', async () => {
  const at = (TimeCreated: string): string => seedLine({ TimeCreated });
  const input = writeLines(openFolder(), 'a.ndjson', [
    at('2026-10-02T00:00:00Z'),
    at('2026-10-02T00:00:00.001Z'),
  ]);
  expect((await trained([input])).report).toMatchObject({ events: 1, rejected: 1 });
});

describe('little data', () => {
  it.for([
    { name: 'a single event', rows: [seedLine()], k: 1, accounts: 1 },
    { name: 'one distinct row', rows: Array.from({ length: 19 }, () => seedLine()), k: 1, accounts: 1 },
    {
      name: 'fewer rows than any k',
      rows: [seedLine(), seedLine({ action: 'failure', signature_id: 4625 }), seedLine({ src: '8.8.8.8' })],
      k: 2,
      accounts: 1,
    },
  ])('$name makes a model that says so', async ({ rows, k, accounts }) => {
    const { report, model } = await trained([writeLines(openFolder(), 'a.ndjson', rows)]);
    expect(report).toMatchObject({ k, accounts, trainedOn: rows.length });
    expect(report.notes[0]).toMatch(new RegExp(`^only ${rows.length} events: too few to hold some out`));
    expect(report.notes.some((note) => note.startsWith('k of 4, 6 left out'))).toBe(true);
    expect(model.training.heldOut).toBe(0);
  });

  it.for([
    { events: 20, heldOut: 10, note: 'only 20 events: 10 of them held out for calibration, too few' },
    { events: 99, heldOut: 49, note: 'only 99 events: 49 of them held out for calibration, too few' },
    { events: 240, heldOut: 50, note: undefined },
    { events: 300, heldOut: 60, note: undefined },
  ])('of $events events, $heldOut are held out', async ({ events, heldOut, note }) => {
    const input = writeLines(openFolder(), 'a.ndjson', lines.slice(0, events));
    const { report, model } = await trained([input]);
    expect(model.training.heldOut).toBe(heldOut);
    const only = report.notes.filter((text) => text.startsWith('only'));
    if (note === undefined) expect(only).toEqual([]);
    else expect(only[0]).toContain(note);
  });

  it('of one account alone makes a model of one account', async () => {
    const rows = generatedLines(600).map((line) => JSON.stringify({ ...JSON.parse(line), user: 'ann' }));
    const { report, model } = await trained([writeLines(openFolder(), 'a.ndjson', rows)]);
    expect(report).toMatchObject({ accounts: 1, trainedOn: 600 });
    expect(Object.keys(model.thresholds.users)).toEqual(['ann']);
  });

  it.for([
    { name: 'an empty file', rows: [], rejected: 0 },
    { name: 'a file without any event', rows: ['{}', 'x'], rejected: 2 },
  ])('$name makes no model', async ({ rows, rejected }) => {
    const folder = openFolder();
    const modelPath = join(folder, 'model.json');
    const inputs = [writeLines(folder, 'a.ndjson', rows)];
    const report = await train({ inputs, modelPath, config, now: NOW });
    expect(report).toMatchObject({ events: 0, rejected, modelVersion: '', modelPath: '', k: 0 });
    expect(existsSync(modelPath)).toBe(false);
  });
});

test('an interrupted training throws the reason and writes nothing', async () => {
  const folder = openFolder();
  const modelPath = join(folder, 'model.json');
  const inputs = [writeLines(folder, 'a.ndjson', lines)];
  for (const stage of ['reading', 'clustering', 'completing']) {
    const controller = new AbortController();
    const onProgress = (event: ProgressEvent): void => {
      if (event.stage === stage) controller.abort(new Error(`stopped while ${stage}`));
    };
    const training = train({ inputs, modelPath, config, now: NOW, signal: controller.signal, onProgress });
    await expect(training).rejects.toThrow(`stopped while ${stage}`);
  }
  expect(existsSync(modelPath)).toBe(false);
});

test('files that cannot be read or written are one clear error', async () => {
  const folder = openFolder();
  const input = writeLines(folder, 'a.ndjson', lines.slice(0, 10));
  const missing = train({ inputs: [join(folder, 'none')], modelPath: join(folder, 'm'), config, now: NOW });
  await expect(missing).rejects.toMatchObject({ name: 'IoError', code: 'not_found' });
  const nowhere = train({ inputs: [input], modelPath: join(folder, 'no', 'm'), config, now: NOW });
  await expect(nowhere).rejects.toMatchObject({ name: 'IoError', code: 'no_directory' });
});
