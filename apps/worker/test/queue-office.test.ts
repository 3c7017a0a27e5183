import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SidecarConfig } from '@sidecar/pipeline';
import { sealModel, serialiseModel } from '@sidecar/pipeline/registry';
import { planTimeSlices } from '@sidecar/pipeline/slices';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalEngine } from '../src/local/create-local-engine.ts';
import { queueWork } from '../src/queue/jobs/queue-work.ts';
import type { ScoringJob, TrainingJob } from '../src/stages/stage-engine.ts';
import { configOf, openOffice } from './core/core-office.ts';
import { createHarness, type Harness, stageRun } from './queue-harness.ts';
import { hasRedis, type RedisServer, startRedis } from './queue-redis-server.ts';

let redis: RedisServer;
let harness: Harness;
let folder: string;

describe.runIf(hasRedis)('the work of an office', () => {
  beforeEach(async () => {
    harness = createHarness();
    redis = await startRedis();
    folder = await mkdtemp(join(tmpdir(), 'sidecar-office-'));
  });
  afterEach(async () => {
    await harness.close();
    await redis.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test('by two workers is that of one process: model, profiles, drift, states, outliers and records to the last byte', async () => {
    const office = await openOffice();
    const configFor = (who: string): SidecarConfig =>
      configOf(office, {
        output: { writers: ['ndjson'], ndjson: { directory: join(folder, who) } },
        queue: { redis: { url: redis.url } },
      });
    const [alone, together] = [configFor('alone'), configFor('together')];
    const local = createLocalEngine({ patiently: (_, work) => work() });
    for (let i = 0; i < 2; i++) await harness.worker(together, queueWork);
    const queue = await harness.engine(together);

    const slices = planTimeSlices({
      from: at('2026-09-24T00:00:00Z'),
      to: at('2026-10-01T00:00:00Z'),
      seconds: 86_400,
    });
    const training = (config: SidecarConfig): TrainingJob => ({
      config,
      slices,
      now: new Date('2026-10-01'),
    });
    const trained = await local.train(training(alone), stageRun());
    const trainedTogether = await queue.train(training(together), stageRun());
    expect(trained.counts.events).toBeGreaterThan(500);
    expect(serialiseModel(trainedTogether.model)).toBe(serialiseModel(trained.model));
    expect(trainedTogether).toEqual(JSON.parse(JSON.stringify(trained)));

    const model = { version: sealModel(trained.model).version, model: trained.model! };
    const windows = planTimeSlices({
      from: at('2026-10-01T00:00:00Z'),
      to: at('2026-10-01T12:00:00Z'),
      seconds: 3 * 3600,
    });
    const scoring = (config: SidecarConfig): ScoringJob => ({
      config,
      model,
      windows,
      state: null,
      generation: null,
    });
    const scored = await local.score(scoring(alone), stageRun());
    const scoredTogether = await queue.score(scoring(together), stageRun());
    const withoutPaths = (text: string): unknown =>
      JSON.parse(text.replaceAll(/\/(?:alone|together)\//g, '/'));
    expect(scored.windows.reduce((sum, { counts }) => sum + counts.events, 0)).toBeGreaterThan(20);
    expect(withoutPaths(JSON.stringify(scoredTogether))).toEqual(withoutPaths(JSON.stringify(scored)));
    expect(await contentOf('together')).toEqual(await contentOf('alone'));

    const drifting = { model, slices: slices.slice(-2) };
    const drifted = await local.drift({ config: alone, ...drifting }, stageRun());
    expect(await queue.drift({ config: together, ...drifting }, stageRun())).toEqual(
      JSON.parse(JSON.stringify(drifted)),
    );
  });
});

async function contentOf(who: string): Promise<Record<string, string>> {
  const names = await readdir(join(folder, who), { recursive: true, withFileTypes: true });
  const paths = names.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const entries = paths.map(async (path) => [
    path.slice(join(folder, who).length),
    await readFile(path, 'utf8'),
  ]);
  const content = Object.fromEntries((await Promise.all(entries)) as [string, string][]);
  expect(Object.keys(content).length).toBeGreaterThan(2);
  return content;
}

function at(time: string): number {
  return Date.parse(time) / 1000;
}
