import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { drift, type DriftFilesReport, score, train } from '../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, readObjects, seedLine, writeLines } from './workspace.ts';

const lines = generatedLines(2000, { scenarios: [] });
const [even, odd] = [lines.filter((_, i) => i % 2 === 0), lines.filter((_, i) => i % 2 === 1)];

describe.for(['behavior', 'classic'] as const)('with a model of preset %s', (preset) => {
  const config = configOf({ modeling: { preset, k_candidates: [4, 6] } });
  let shared: string;
  let modelPath: string;
  beforeAll(async () => {
    shared = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
    modelPath = join(shared, 'model.json');
    await train({ inputs: [writeLines(shared, 'even', even)], modelPath, config, now: NOW });
  });
  afterAll(() => rmSync(shared, { recursive: true }));

  const driftOf = (rows: readonly string[]): Promise<DriftFilesReport> =>
    drift({ inputs: [writeLines(openFolder(), 'a.ndjson', rows)], modelPath, config, now: NOW });

  /** The cluster of every line. */
  async function clustersOf(rows: readonly string[]): Promise<number[]> {
    const outputPath = join(shared, 'scored');
    const inputs = [writeLines(openFolder(), 'a.ndjson', rows)];
    await score({ inputs, modelPath, outputPath, config, runId: 'r', now: NOW });
    return readObjects(outputPath).map(({ cluster_id }) => cluster_id as number);
  }

  it('the other half of the same events is no drift', async () => {
    const { drifted, culprit, comparisons, events } = await driftOf(odd);
    expect([drifted, culprit, events]).toEqual([false, null, odd.length]);
    expect(comparisons[0]).toMatchObject({ name: 'clusters', drifted: false });
  });

  it('half of the largest cluster moving elsewhere is found, and the cluster named', async () => {
    const clusters = await clustersOf(even);
    const members = (cluster: number): number[] =>
      [...clusters.keys()].filter((i) => clusters[i] === cluster);
    const [largest, other] = [...new Set(clusters)].sort((a, b) => members(b).length - members(a).length) as [
      number,
      number,
    ];
    const others = members(other);
    const moving = new Set(members(largest).filter((_, n) => n % 2 === 0));
    // A moved event does what an event of the other cluster does.
    const moved = even.map((line, i) => (moving.has(i) ? even[others[i % others.length]!]! : line));
    const { drifted, comparisons, culprit } = await driftOf(moved);
    const [comparison] = comparisons;
    expect([drifted, comparison!.drifted, culprit === null]).toEqual([true, true, false]);
    expect(comparison!.adjustedPValue).toBeLessThan(1e-6);
    const shares = Object.fromEntries(comparison!.shifts.map((shift) => [shift.category, shift]));
    expect(shares[largest]!.afterShare / shares[largest]!.beforeShare).toBeCloseTo(0.5, 1);
    expect(shares[other]!.afterShare).toBeGreaterThan(shares[other]!.beforeShare);
  });

  it('the order of lines has no say, newest first as Splunk gives them', async () => {
    const spoiled = [...odd.slice(0, 500), 'x', ...odd.slice(500)];
    const [one, two] = [await driftOf(spoiled), await driftOf(spoiled.toReversed())];
    expect({ ...two, rejections: [] }).toEqual({ ...one, rejections: [] });
    expect(two).toMatchObject({ events: odd.length, rejected: 1 });
  });

  it('no event is no drift', async () => {
    expect(await driftOf([])).toMatchObject({ drifted: false, culprit: null, events: 0 });
  });
});

test('rates are part of behaviour: the training events themselves fall into the clusters that training counted', async () => {
  const folder = openFolder();
  const config = configOf({ modeling: { k_candidates: [4, 6] } });
  const modelPath = join(folder, 'model.json');
  const inputs = [writeLines(folder, 'a.ndjson', lines.toReversed())];
  await train({ inputs, modelPath, config, now: NOW });
  const { comparisons } = await drift({ inputs, modelPath, config, now: NOW });
  for (const { shifts } of comparisons) {
    for (const { beforeShare, afterShare } of shifts) expect(afterShare).toBeCloseTo(beforeShare, 12);
  }
});

test('another hour of the day is named as what moved, at the significance that is configured', async () => {
  const folder = openFolder();
  const at = (hour: number): string[] =>
    Array.from({ length: 300 }, (_, i) =>
      seedLine({
        TimeCreated: `2026-09-${10 + (i % 10)}T${String(hour).padStart(2, '0')}:${10 + (i % 50)}:00Z`,
      }),
    );
  const modelPath = join(folder, 'model.json');
  const config = configOf({ modeling: { k_candidates: [2] } });
  await train({ inputs: [writeLines(folder, 'a', at(9))], modelPath, config, now: NOW });
  const night = [writeLines(folder, 'b', [...at(9), ...at(3)])];
  const { culprit, drifted } = await drift({ inputs: night, modelPath, config, now: NOW });
  expect([drifted, culprit?.name]).toEqual([true, 'hour']);
  const deaf = configOf({ modeling: { drift_threshold: 0 } });
  expect((await drift({ inputs: night, modelPath, config: deaf, now: NOW })).drifted).toBe(false);
});
