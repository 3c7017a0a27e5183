import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type RunReport, type SidecarConfig, type SidecarModel, run, sealModel } from '../../src/index.ts';
import { registryCurrent } from '../../src/registry/index.ts';
import { driftOnSlices } from '../../src/slices/drift-on-slices.ts';
import type { Slice } from '../../src/slices/slice.ts';
import { trainOnSlices, type TrainedOnSlices } from '../../src/slices/train-on-slices.ts';
import { drift } from '../../src/drift/drift.ts';
import { trainOnFiles } from '../../src/train/train.ts';
import {
  configOf,
  generatedLines,
  NOW,
  openFolder,
  readObjects,
  seedLine,
  writeLines,
} from '../workspace.ts';
import { cutInto, foldInto, foldLines, known, shuffled } from './folded.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';

const month = generatedLines(900, { scenarios: [], start: '2026-09-01T00:00:00Z' });

/** Failures of one source within an hour: a burst, which is not learned. */
const spray = Array.from({ length: 400 }, (_, i) =>
  seedLine({
    TimeCreated: new Date(Date.parse('2026-09-24T12:00:00Z') + i * 8000).toISOString(),
    user: (JSON.parse(month[i * 2]!) as { user: string }).user,
    src: '203.0.113.9',
    dest: 'VPN01',
    signature_id: 4625,
    action: 'failure',
  }),
);

/** In no order, some of them twice, some no events. */
const lines = shuffled(
  [
    ...month,
    ...month.slice(100, 130),
    ...spray,
    '{"user":"ann"}',
    'nonsense',
    ...Array.from({ length: 5 }, () => '{}'),
  ],
  'a',
);

/** Days of UTC, as slices by time are; lines without a time go with the last. */
function byDay(of: readonly string[]): string[][] {
  const days = new Map<string, string[]>();
  for (const line of of) {
    const day = /"TimeCreated":"([^T"]*)/.exec(line)?.[1] ?? '~';
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

function settings(folder: string, files: readonly string[], modeling: object): SidecarConfig {
  return configOf({
    general: { model_dir: join(folder, 'models') },
    ingestion: { source: 'files', files },
    modeling: { k_candidates: [4], ...modeling },
    output: { writers: ['ndjson'], ndjson: { directory: join(folder, 'results') } },
  });
}

describe.for([
  { name: 'all of their time', modeling: {}, isWhole: true },
  {
    name: 'the last twelve days alone',
    modeling: { window_days: 12, time_zone: 'Asia/Tokyo' },
    isWhole: false,
  },
])('of slices, learning from $name', ({ modeling, isWhole }) => {
  let folder = '';
  let config: SidecarConfig;
  let report: RunReport;
  /** The sealed text of the model that a run trained on one file. */
  let expected = '';
  /** Trained on slices of a day each. */
  let daily: TrainedOnSlices;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
    config = settings(folder, [writeLines(folder, 'all.ndjson', lines)], modeling);
    report = await run({ config, runId: 'r', now: NOW });
    const current = await registryCurrent(join(folder, 'models', config.general.model_name));
    expected = sealModel(current!.model).text;
    daily = await trained(await Promise.all(byDay(lines).map(foldInto(folder))));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const trained = (slices: readonly Slice[]): Promise<TrainedOnSlices> =>
    trainOnSlices({ slices: slices.map(known), config, now: NOW });

  it('the model is that of one file to the last byte, and so are the counts of lines', () => {
    const { model, counts } = daily;
    expect(sealModel(model).text).toBe(expected);
    const { events, rejected } = report;
    expect(counts).toMatchObject({ events, rejected });
    expect(counts.rejections.map(({ reason, count }) => [reason, count])).toEqual(
      report.rejections.map(({ reason, count }) => [reason, count]),
    );
    expect([events, rejected]).toEqual([1330, 7]);
    // What is learned from is not all, and the tests below would not see it otherwise.
    expect(expected).toContain('a burst of failures was set aside');
    expect(report.trainedOn < 930).toBe(!isWhole);
  });

  it('law: also for any cut, empty slices among them, and any order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.string(), async (parts, seed) => {
        const slices = await Promise.all(cutInto(lines, parts, seed).map(foldLines));
        const { model, profiles } = await trained(shuffled([...slices, await foldLines([])], seed));
        expect(sealModel(model).text).toBe(expected);
        expect(profiles).toEqual(daily.profiles);
      }),
      { numRuns: isFull ? 100 : 2 },
    );
  });

  it('the profiles are those that the run wrote', () => {
    const { userProfiles, clusterProfiles, userThresholds } = daily.profiles!;
    const of = {
      auth_user_profiles: userProfiles,
      auth_cluster_profiles: clusterProfiles,
      auth_user_thresholds: userThresholds,
    };
    for (const [name, records] of Object.entries(of)) {
      const written = readObjects(join(folder, 'results', `${name}.ndjson`));
      const provenance = { run_id: 'r', model_version: report.modelVersion };
      expect(
        records.map((record) => JSON.parse(JSON.stringify({ ...record, ...provenance }))),
        name,
      ).toEqual(written);
      expect(records.length).toBeGreaterThan(3);
    }
    const profiled = clusterProfiles.reduce((sum, record) => sum + (record['event_count'] as number), 0);
    expect(profiled).toBe(1330);
  });

  it('drift from the model is what it is of one file', async () => {
    const { model, version: _ } = (await registryCurrent(
      join(folder, 'models', config.general.model_name),
    )) as never;
    const slices = await Promise.all(cutInto(lines, 5, 'd').map(foldLines));
    const modelPath = join(folder, 'models', config.general.model_name, `${report.modelVersion}.json`);
    const [{ drift: found, counts }, whole] = await Promise.all([
      driftOnSlices(model as SidecarModel, slices.map(known), { config }),
      drift({ inputs: [join(folder, 'all.ndjson')], modelPath, config, now: NOW }),
    ]);
    const { drifted, culprit, comparisons, bursts, withBursts } = whole;
    expect(found).toEqual({ drifted, culprit, comparisons, bursts, withBursts });
    expect([counts.events, bursts.length]).toEqual([1330, 1]);
  });
});

test('slices are fetched in their order, one at a time, and again only if the model leaves out some of their events', async () => {
  const slices = await Promise.all(byDay(month.slice(0, 300)).map(foldLines));
  const config = (modeling: object): SidecarConfig =>
    configOf({ modeling: { k_candidates: [4], ...modeling } });
  const fetched = async (modeling: object): Promise<number[]> => {
    const order: number[] = [];
    const watched = slices.map((slice, i) => {
      const { facts, source } = known(slice);
      return {
        facts,
        source: () => {
          order.push(i);
          return source();
        },
      };
    });
    await trainOnSlices({ slices: watched, config: config(modeling), now: NOW });
    return order;
  };
  const all = slices.map((_, i) => i);
  expect(await fetched({})).toEqual(all);
  expect(await fetched({ window_days: 3 })).toEqual([...all, ...all]);
});

test('without an event there is no model, and nothing to compare', async () => {
  const config = configOf();
  const slices = [known(await foldLines([])), known(await foldLines(['nonsense']))];
  const counts = { events: 0, rejected: 1, rejections: [expect.objectContaining({ count: 1 })] };
  expect(await trainOnSlices({ slices, config, now: NOW })).toEqual({ model: null, profiles: null, counts });
  expect(await trainOnSlices({ slices: [], config, now: NOW })).toMatchObject({ model: null });
  const { model } = await trainOnFiles({
    inputs: [writeLines(openFolder(), 'a', month.slice(0, 100))],
    config,
    now: NOW,
  });
  expect(await driftOnSlices(model!, slices, { config })).toEqual({ drift: null, counts });
});

describe('slices that could not be read', () => {
  const day = 86_400;
  const config = configOf({ modeling: { k_candidates: [4] } });
  const missing = (n: number): { from: number; to: number }[] =>
    Array.from({ length: n }, (_, i) => ({ from: i * day, to: (i + 1) * day }));

  it('are noted in the model, if they are at most one of twenty', async () => {
    const slices = (await Promise.all(cutInto(month.slice(0, 200), 19, 'm').map(foldLines))).map(known);
    const whole = await trainOnSlices({ slices, config, now: NOW });
    const { model } = await trainOnSlices({ slices, missing: missing(1), config, now: NOW });
    if (model?.preset !== 'behavior' || whole.model?.preset !== 'behavior') throw new Error('no model');
    const note =
      '1 of 20 slices could not be read and is not learned: 1970-01-01 00:00 to 1970-01-02 00:00 UTC';
    const { notes } = whole.model.training;
    expect(model).toEqual({ ...whole.model, training: { ...whole.model.training, notes: [note, ...notes] } });
  });

  it('are too many otherwise, and no slice is fetched for it', async () => {
    const { facts } = known(await foldLines(month.slice(0, 10)));
    const slices = Array.from({ length: 18 }, () => ({
      facts,
      source: () => Promise.reject(new Error('fetched')),
    }));
    await expect(trainOnSlices({ slices, missing: missing(1), config, now: NOW })).rejects.toMatchObject({
      name: 'SliceError',
      code: 'missing_slices',
      message: '1 of 19 slices could not be read, more than 5 %; nothing was trained on the rest.',
    });
  });
});

test('another preset is a fault of the configuration', async () => {
  const config = configOf({ modeling: { preset: 'classic' } });
  await expect(trainOnSlices({ slices: [], config, now: NOW })).rejects.toMatchObject({
    name: 'ConfigError',
    faults: [{ path: 'modeling.preset', found: 'classic' }],
  });
});
