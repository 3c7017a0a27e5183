import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';

/** Plain modules of the bench, as far as they are used here. */
const load = async (path: string): Promise<Record<string, unknown>> =>
  import(new URL(`../bench/quality/${path}`, import.meta.url).href);

// The bench as a process of its own on the built packages.
const bench = fileURLToPath(new URL('../bench/quality.mjs', import.meta.url));

const runBench = (...words: readonly string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [bench, ...words], { encoding: 'utf8' });

describe('the quality bench', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-quality-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function reportOf(name: string, ...words: readonly string[]): string {
    const { status, stderr } = runBench(...words, '--out', join(folder, name));
    expect({ status, stderr }).toMatchObject({ status: 0 });
    return readFileSync(join(folder, name), 'utf8');
  }

  test(
    'gives digits for every detector and every question of the model, in the campaign the same twice',
    { timeout: 60_000 },
    () => {
      const words = ['--only', 'tiny', '--seeds', '1'];
      const first = reportOf('first.md', ...words);
      if (isFull) expect(reportOf('second.md', ...words)).toBe(first);
      expect(rowsOf(first, 'Ablation').filter((row) => row.startsWith('| without “')).length).toBeGreaterThan(
        10,
      );
      expect(rowsOf(first, 'Average precision').filter((row) => /\d\.\d{3}/.test(row))).toHaveLength(8);
    },
  );

  test(
    'finds our model above sums of rarities where half of the people are new',
    { timeout: 120_000 },
    async () => {
      const precisionOf = await newcomersPrecision();
      const ours = precisionOf('ours');
      expect(ours).toBeGreaterThan(precisionOf('plain sum'));
      expect(ours).toBeGreaterThan(precisionOf('plain sum, smoothed'));
    },
  );
});

interface Named {
  readonly name: string;
}

/** Average precision of a detector on the newcomers of the first seed; the whole bench would measure all of them, and ablations. */
async function newcomersPrecision(): Promise<(detector: string) => number> {
  const { populations } = (await load('populations/all.mjs')) as {
    populations: (Named & { make: (seed: number) => { train: unknown[]; test: unknown[] } })[];
  };
  const { detectors } = (await load('detectors/all.mjs')) as {
    detectors: (Named & { score: (context: object) => unknown })[];
  };
  const { judge } = (await load('detectors/ours.mjs')) as {
    judge: (model: unknown, test: unknown) => unknown;
  };
  const { readEvents } = (await load('read-events.mjs')) as { readEvents: (rows: unknown[]) => unknown };
  const { trainModel } = (await load('train-model.mjs')) as {
    trainModel: (rows: unknown[], preset: string) => Promise<unknown>;
  };
  const { measurer } = (await load('truth.mjs')) as {
    measurer: (rows: unknown[]) => (scores: unknown) => { averagePrecision: number };
  };
  const world = populations.find(({ name }) => name === 'newcomers')!.make(1);
  const [train, test] = [readEvents(world.train), readEvents(world.test)];
  const judged = judge(await trainModel(world.train, 'behavior'), test);
  const measure = measurer(world.test);
  return (detector) =>
    measure(detectors.find(({ name }) => name === detector)!.score({ train, test, judged })).averagePrecision;
}

function rowsOf(report: string, section: string): string[] {
  const text = report.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  return text.split('\n').filter((line) => line.startsWith('|'));
}

test.for([
  { words: ['--only', 'nowhere'], message: '--only has nowhere, expected some of enterprise' },
  { words: ['--seeds', '0'], message: '--seeds is 0, expected an integer from 1' },
  { words: ['--check', '--seeds', '1'], message: '--check compares the whole report' },
  { words: ['--fast'], message: "Unknown option '--fast'" },
])('the quality bench refuses $words', ({ words, message }) => {
  const { status, stdout, stderr } = runBench(...words);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});
