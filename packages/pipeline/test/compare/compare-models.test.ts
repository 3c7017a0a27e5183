import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  compareModels,
  type ModelComparison,
  registryAdd,
  registryPromote,
  loadModel,
  score,
  train,
} from '../../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, readObjects, writeLines } from '../workspace.ts';

const lines = generatedLines(1500, { start: '2026-09-01T00:00:00Z', attackShare: 0.02 });
const config = configOf({ modeling: { k_candidates: [4, 6] } });
let folder: string;
let events: string;
let versions: string[];

/** A model of the first half, one of everything with other settings, and one of the classic preset, in a registry. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  events = writeLines(folder, 'all', lines);
  const half = writeLines(folder, 'half', lines.slice(0, 750));
  const settings = [
    { input: half, modeling: { k_candidates: [4, 6] } },
    { input: events, modeling: { k_candidates: [4, 6], outlier_percentile: 0.95 } },
    { input: events, modeling: { k_candidates: [4, 6], preset: 'classic' } },
  ];
  versions = [];
  for (const [i, { input, modeling }] of settings.entries()) {
    const modelPath = join(folder, `${i}.json`);
    await train({ inputs: [input], modelPath, config: configOf({ modeling }), now: NOW });
    versions.push(await registryAdd(folder, (await loadModel(modelPath)).model, { at: NOW }));
  }
  await registryPromote(folder, versions[0]!, { at: NOW });
});
afterAll(() => rmSync(folder, { recursive: true }));

const compared = (second: string, options: object = {}): Promise<ModelComparison> =>
  compareModels({ folder, second, config, now: NOW, ...options });
const valueOf = (pairs: ModelComparison['facts'], name: string): unknown[] => {
  const pair = pairs.find((one) => one.name === name);
  return [pair?.first, pair?.second];
};

it('says what the model in use and another were made of, and where they differ', async () => {
  const comparison = await compared(versions[1]!.slice(0, 6));
  expect(comparison).toMatchObject({ first: versions[0], second: versions[1], scored: null, counts: null });
  const { facts, settings, weights, curve, accounts } = comparison;
  expect(valueOf(facts, 'events')).toEqual([750, 1500]);
  expect(valueOf(facts, 'held out')).toEqual([150, 300]);
  expect(valueOf(facts, 'preset')).toEqual(['behavior', 'behavior']);
  expect(settings).toEqual([{ name: 'percentile', first: 0.99, second: 0.95 }]);
  expect(curve.map(({ name }) => name)).toEqual(['4', '6']);
  expect(accounts.onlyFirst).toEqual({ count: 0, names: [] });
  const users = (part: readonly string[]): Set<string> =>
    new Set(part.map((line) => (JSON.parse(line) as { user: string }).user));
  expect(accounts.both + accounts.onlySecond.count).toBe(users(lines).size);
  const gaps = weights.map(({ first, second }) => Math.abs(first! - second!));
  expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
});

it('with events, tells what each decides: the same as scoring with each alone', async () => {
  const { scored, counts } = await compared(versions[1]!, { first: versions[0], inputs: [events] });
  expect(counts).toMatchObject({ events: 1500, rejected: 0 });
  const records = await Promise.all(
    [0, 1].map(async (i) => {
      const outputPath = join(folder, `scored${i}`);
      const modelPath = join(folder, `${versions[i]}.json`);
      await score({ inputs: [events], modelPath, outputPath, config, runId: 'r', now: NOW });
      return readObjects(outputPath);
    }),
  );
  const [first, second] = records.map((all) => all.map((record) => record['behavior_outlier'] === 1));
  const number = (wanted: (i: number) => boolean): number => [...lines.keys()].filter(wanted).length;
  expect(scored!.alerts).toEqual({
    first: number((i) => first![i]!),
    second: number((i) => second![i]!),
    both: number((i) => first![i]! && second![i]!),
    onlyFirst: number((i) => first![i]! && !second![i]!),
    onlySecond: number((i) => second![i]! && !first![i]!),
  });
  expect(scored!.alerts.onlySecond).toBeGreaterThan(0);
  const [top] = scored!.onlySecond;
  const place = records[1]!.findIndex((record) => record['_key'] === top!.key);
  expect(records[1]![place]).toMatchObject({ score: top!.score, sentence: top!.sentence, user: top!.user });
  expect(records[0]![place]).toMatchObject({ score: top!.otherScore, behavior_outlier: 0 });
});

it('takes events from standard input and in any order, and models from files, of either preset', async () => {
  const [one, other] = [join(folder, '0.json'), join(folder, '2.json')];
  const ordered = await compared(other, { first: one, inputs: [events] });
  const stdin = Readable.from(lines.toReversed().map((line) => `${line}\n`));
  const piped = await compared(other, { first: one, inputs: ['-'], stdin });
  expect(piped.scored!.alerts).toEqual(ordered.scored!.alerts);
  expect(valueOf(ordered.facts, 'preset')).toEqual(['behavior', 'classic']);
  expect(valueOf(ordered.facts, 'events a day')).toEqual([expect.any(Number), null]);
  expect(ordered.scored!.onlySecond[0]?.sentence ?? '').toBe('');
});

it('of a model with itself finds nothing', async () => {
  const same = await compared(versions[0]!, { inputs: [events] });
  expect(same).toMatchObject({
    settings: [],
    weights: [],
    scored: { agreement: 1, onlyFirst: [], onlySecond: [] },
  });
  expect(same.scored!.rankCorrelation).toBeCloseTo(1, 12);
});

it('without an event in the files compares the models alone', async () => {
  const empty = writeLines(openFolder(), 'empty', []);
  expect(await compared(versions[1]!, { inputs: [empty] })).toMatchObject({
    scored: null,
    counts: { events: 0 },
  });
});

it('refuses what is not there or damaged', async () => {
  await expect(compared('ffff')).rejects.toMatchObject({ name: 'ModelError', code: 'unknown_version' });
  await expect(compared(join(folder, 'none.json'))).rejects.toMatchObject({
    name: 'IoError',
    code: 'not_found',
  });
  const path = join(openFolder(), 'cut.json');
  writeFileSync(path, '{"format":"sidecar-model","hash":"00');
  await expect(compared(path)).rejects.toMatchObject({ name: 'ModelError', code: 'damaged_model' });
});
