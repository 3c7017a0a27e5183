import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

interface Part {
  readonly name: string;
}

interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  readonly stdout: string;
}

const root = new URL('../', import.meta.url);
const load = async (path: string): Promise<Record<string, unknown>> =>
  import(new URL(`bench/performance/${path}`, root).href);
const { exponent } = (await load('exponent.mjs')) as {
  exponent: (points: readonly (readonly [number, number])[]) => number;
};
const { measureRounds, spread } = (await load('measure-rounds.mjs')) as {
  measureRounds: (
    rounds: number,
    acts: Record<string, () => Record<string, unknown>>,
  ) => Record<string, Record<string, Spread>>;
  spread: (values: readonly number[]) => Spread;
};
const { runNode } = (await load('run-process.mjs')) as { runNode: (words: readonly string[]) => Usage };
const { parts } = (await load('parts/all.mjs')) as { parts: readonly Part[] };
const { documentText } = (await load('run-parts.mjs')) as { documentText: () => Promise<string> };
const { fillDocument } = (await load('report/document.mjs')) as {
  fillDocument: (text: string, results: Record<string, unknown>) => string;
};

const bench = (...words: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [fileURLToPath(new URL('scripts/bench.mjs', root)), ...words], {
    encoding: 'utf8',
  });

describe('measuring', () => {
  test('the exponent of any power of the size is that power, whatever it is multiplied by', () => {
    const positive = fc.double({ min: 0.01, max: 1000, noNaN: true });
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(sizes, positive, fc.double({ min: -2, max: 3, noNaN: true }), (all, factor, power) => {
        const points = all.map((size) => [size, factor * size ** power] as const);
        expect(exponent(points)).toBeCloseTo(power, 6);
      }),
    );
  });

  test('the median leaves as many values below as above, and outliers do not move it', () => {
    expect(spread([5, 1, 1000])).toEqual({ median: 5, least: 1, most: 1000 });
    expect(spread([4, 1, 2, 1000])).toEqual({ median: 3, least: 1, most: 1000 });
    expect(spread([7])).toEqual({ median: 7, least: 7, most: 7 });
  });

  test('things are measured in turn, round after round, and only their numbers are kept', () => {
    const order: string[] = [];
    const act = (name: string) => (): Record<string, unknown> => ({ ms: order.push(name), text: name });
    expect(measureRounds(2, { a: act('a'), b: act('b') })).toEqual({
      a: { ms: { median: 2, least: 1, most: 3 } },
      b: { ms: { median: 3, least: 2, most: 4 } },
    });
    expect(order).toEqual(['a', 'b', 'a', 'b']);
  });

  test('a process is charged for its own memory and processor time alone', () => {
    const ballast = Buffer.alloc(300 * 2 ** 20, 1);
    const small = runNode(['-e', 'console.log(1)']);
    const large = runNode(['-e', 'globalThis.kept = Buffer.alloc(300 * 2 ** 20, 1)']);
    const busy = runNode(['-e', 'while (process.cpuUsage().user < 400_000);']);
    const idle = runNode(['-e', 'setTimeout(() => {}, 400)']);
    expect(ballast.at(-1)).toBe(1);
    expect(small.stdout).toBe('1\n');
    expect(small.peakMiB).toBeLessThan(150);
    expect(large.peakMiB).toBeGreaterThan(300);
    expect(busy.cpuMs).toBeGreaterThanOrEqual(400);
    expect(idle.cpuMs).toBeLessThan(400);
    expect(idle.wallMs).toBeGreaterThanOrEqual(400);
  });

  test('a process that fails stops the bench with what it said', () => {
    expect(() => runNode(['-e', 'console.error("no room"); process.exit(3)'])).toThrow(
      /ended with 3:\nno room/,
    );
  });
});

describe('docs/performance.md', () => {
  test('says between its markers what was measured last, and nothing else', async () => {
    expect(readFileSync(new URL('docs/performance.md', root), 'utf8')).toBe(await documentText());
  });

  test('has a place for every part', () => {
    const text = readFileSync(new URL('docs/performance.md', root), 'utf8');
    expect(parts.map(({ name }) => name).filter((name) => !text.includes(`<!-- bench:${name} -->`))).toEqual(
      [],
    );
  });

  test('is not written without a place for what was measured', () => {
    const machine = { text: 'a machine', date: '2026-10-01', commit: 'abc', load: 0 };
    const ms = { wallMs: { median: 1, least: 1, most: 1 } };
    const data = { runs: 1, bare: ms, help: ms, version: ms, trainHelp: ms };
    expect(() => fillDocument('# Nothing', { start: { machine, data } })).toThrow(
      'the document has no place for goals',
    );
  });
});

describe('the performance bench', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-performance-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('measures goals beside floor and peers, and says which peer is missing', { timeout: 240_000 }, () => {
    const before = readFileSync(new URL('docs/performance.md', root), 'utf8');
    const out = join(folder, 'report.md');
    const words = ['performance/first-run', 'performance/scorer', 'performance/kmeans', 'performance/start'];
    const { status, stderr } = bench(...words, '--quick', '--against', '/no/python', '--out', out);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const report = readFileSync(out, 'utf8');
    const goals = report.split('\n\n')[0]!.split('\n').slice(2);
    expect(goals.map((row) => row.split('|')[1]!.trim())).toEqual([
      '`train` and `score` of 600 events, together',
      '`@sidecar/scoring` in memory, one event at a time',
      'what one of them takes',
      'heap after each further pass over them',
      expect.stringContaining('k-means of the distinct rows of 20,000 events'),
      expect.stringContaining('against scikit-learn'),
      'inertia and silhouette of these',
      'against ml-kmeans on the same rows',
      '`sidecar --help`',
    ]);
    expect(
      goals.filter((row) => row.includes('scikit-learn not run: spawnSync /no/python ENOENT')),
    ).toHaveLength(3);
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
    expect(report).toMatch(/600 events, 14 accounts: train +\| +[\d.]+ m?s/);
    expect(readFileSync(new URL('docs/performance.md', root), 'utf8')).toBe(before);
  });

  test('names what it would run', () => {
    const { stdout } = bench('--list', 'kmeans');
    expect(stdout).toContain('bench/performance/kmeans: How long');
    expect(stdout).toContain('packages/kmeans-model/bench/choose-k.bench.mjs\n');
    expect(stdout).not.toContain('million');
  });

  test.for([
    { words: ['nowhere'], message: 'No bench has nowhere in its path.' },
    { words: ['--runs', '0'], message: '--runs is 0, expected an integer from 1 to 1000' },
    {
      words: ['--events', '1e9'],
      message: '--events is 1e9, expected an integer from 10000 to 10000000',
    },
    { words: ['--fast'], message: "Unknown option '--fast'" },
  ])('refuses $words', ({ words, message }) => {
    const { status, stdout, stderr } = bench(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
