import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

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
    'gives the same digits twice, for every detector and every question of the model',
    { timeout: 60_000 },
    () => {
      const [first, second] = ['first.md', 'second.md'].map((name) =>
        reportOf(name, '--only', 'tiny', '--seeds', '1'),
      );
      expect(second).toBe(first);
      expect(
        rowsOf(first!, 'Ablation').filter((row) => row.startsWith('| without “')).length,
      ).toBeGreaterThan(10);
      expect(rowsOf(first!, 'Average precision').filter((row) => /\d\.\d{3}/.test(row))).toHaveLength(8);
    },
  );

  test(
    'finds our model above sums of rarities where half of the people are new',
    { timeout: 120_000 },
    () => {
      const report = reportOf('newcomers.md', '--only', 'newcomers', '--seeds', '1');
      const ours = precisionOf(report, 'ours');
      expect(ours).toBeGreaterThan(precisionOf(report, 'plain sum'));
      expect(ours).toBeGreaterThan(precisionOf(report, 'plain sum, smoothed'));
    },
  );
});

function precisionOf(report: string, detector: string): number {
  const row = rowsOf(report, 'Average precision').find((one) => one.split('|')[1]?.trim() === detector);
  return Number(/\d\.\d+/.exec(row ?? '')?.[0] ?? Number.NaN);
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
