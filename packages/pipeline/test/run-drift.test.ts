import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  registryCurrent,
  registryList,
  registryPromote,
  registryRollback,
  registryShow,
  run,
  type RunReport,
  type SidecarConfig,
} from '../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, readObjects, seedLine, writeLines } from './workspace.ts';

const DAY = 86_400_000;
const month = generatedLines(1200, { scenarios: [], start: '2026-09-01T00:00:00Z' });
/** Half of everything fails from now on. */
const moved = month.map((line, i) =>
  i % 2 === 0 ? line : JSON.stringify({ ...JSON.parse(line), action: 'failure', signature_id: 4625 }),
);
const spray = Array.from({ length: 600 }, (_, i) =>
  seedLine({
    TimeCreated: new Date(Date.parse('2026-09-14T12:00:00Z') + i * 5000).toISOString(),
    user: (JSON.parse(month[(i * 3) % 1200]!) as { user: string }).user,
    src: '203.0.113.9',
    dest: 'VPN01',
    signature_id: 4625,
    action: 'failure',
  }),
);

/** Runs, one a day, over a folder of its own. */
interface Runs {
  readonly registry: string;
  readonly results: string;
  of(lines: readonly string[], modeling?: object): Promise<RunReport>;
}

/** @param days - Those that have passed. */
function openRuns(folder: string = openFolder(), days = 0): Runs {
  const results = join(folder, 'results');
  const configFor = (file: string, modeling: object): SidecarConfig =>
    configOf({
      general: { model_dir: join(folder, 'models') },
      ingestion: { source: 'files', files: [file] },
      modeling: { k_candidates: [4], ...modeling },
      output: { writers: ['ndjson'], ndjson: { directory: results } },
    });
  return {
    registry: join(folder, 'models', 'auth_kmeans_v1'),
    results,
    of: (lines, modeling = {}) => {
      days += 1;
      const file = writeLines(folder, `day${days}.ndjson`, lines);
      const now = new Date(NOW.getTime() + days * DAY);
      return run({ config: configFor(file, modeling), runId: `r${days}`, now });
    },
  };
}

const trained = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
let first: RunReport;
beforeAll(async () => {
  first = await openRuns(trained).of(month);
});
afterAll(() => rmSync(trained, { recursive: true }));

/** Runs of which the first is `first`. */
function openTrained(): Runs {
  const folder = openFolder();
  cpSync(trained, folder, { recursive: true });
  return openRuns(folder, 1);
}

const currentOf = async ({ registry }: Runs): Promise<string> => (await registryCurrent(registry))!.version;
const at = (days: number): { readonly at: Date } => ({ at: new Date(NOW.getTime() + days * DAY) });

test('a burst is no reason to train: the model stays, and the report says what came', async () => {
  const runs = openTrained();
  const second = await runs.of([...month, ...spray]);
  expect(second.modelVersion).toBe(first.modelVersion);
  expect(second.modelReason).toBe(
    'reused, 1 day old: same settings and no drift; a burst of failures looks like drift, but is an attack or an outage ' +
      'and is not learned: 600 events (33.3 %) from 203.0.113.9 on 16 accounts, 2026-09-14 12:00 to 12:49 UTC',
  );
  expect(second.drift).toMatchObject({
    drifted: false,
    withBursts: { drifted: true },
    bursts: [{ events: 600 }],
  });
  expect(second.events).toBe(1800);
  const third = await runs.of([...month, ...spray], { k_candidates: [6] });
  expect(third).toMatchObject({
    trainedOn: 1200,
    modelReason: 'trained, as the training settings have changed',
  });
  expect(third.notes[0]).toMatch(/^a burst of failures was set aside and not learned: 600 events/);
});

describe('on drift', () => {
  it('retrain uses the new model at once, and the one before can be gone back to', async () => {
    const runs = openTrained();
    const second = await runs.of(moved);
    expect(second.modelReason).toMatch(/^trained, as behaviour has drifted: .+ moved most$/);
    expect(second).toMatchObject({ drift: { drifted: true }, shadow: null });
    expect(second.modelVersion).not.toBe(first.modelVersion);
    expect(await registryRollback(runs.registry, at(2.5))).toBe(first.modelVersion);

    const third = await runs.of(moved);
    expect(third.modelVersion).toBe(first.modelVersion);
    expect(await currentOf(runs)).toBe(first.modelVersion);
    expect(third.modelReason).toMatch(/as its shadow .*, as the model in use was rolled back to$/);
    expect(third.shadow!.events).toBe(1200);
    // The time that it has been in use counts, not its age.
    const later = await runs.of(month, { max_model_age_days: 1.8 });
    expect(later.modelReason).toMatch(/^reused, 3 days old: same settings and no drift$/);
  });

  it('note only says so', async () => {
    const runs = openTrained();
    const second = await runs.of(moved, { on_drift: 'note' });
    expect(second.modelReason).toMatch(/^reused, 1 day old, though behaviour has drifted: .+ moved most$/);
    expect(second).toMatchObject({
      modelVersion: first.modelVersion,
      shadow: null,
      drift: { drifted: true },
    });
    expect(await registryList(runs.registry)).toHaveLength(1);
  });

  it('shadow trains one, tells what it would decide, keeps to it while it fits, and promoting puts it to use', async () => {
    const runs = openTrained();
    const second = await runs.of(moved, { on_drift: 'shadow' });
    expect(second.modelVersion).toBe(first.modelVersion);
    const shadow = second.shadow!;
    expect(second.modelReason).toMatch(
      new RegExp(
        `moved most; trained ${shadow.modelVersion} as its shadow \\(to put it to use: sidecar models promote`,
      ),
    );
    expect(await currentOf(runs)).toBe(first.modelVersion);
    const { history } = await registryShow(runs.registry, shadow.modelVersion);
    expect(history).toEqual([
      expect.objectContaining({ action: 'add', note: expect.stringMatching(/^shadow, as /) }),
    ]);
    // Its side is that of a run with it in use; the written records are those of the model in use.
    const outliers = Object.values(second.outliers).reduce((sum, count) => sum + count, 0);
    expect(shadow.alerts.first).toBe(outliers);
    expect(shadow.alerts.second).toBeLessThan(shadow.alerts.first);
    const versions = readObjects(join(runs.results, 'auth_events.ndjson')).map(
      (record) => record['model_version'],
    );
    expect(new Set(versions)).toEqual(new Set([first.modelVersion]));

    const third = await runs.of(moved, { on_drift: 'shadow' });
    expect(third.modelReason).toContain(`; the shadow ${shadow.modelVersion} fits (`);
    expect(third.shadow!.modelVersion).toBe(shadow.modelVersion);
    expect(await registryList(runs.registry)).toHaveLength(2);

    await registryPromote(runs.registry, shadow.modelVersion, at(3.5));
    const fourth = await runs.of(moved, { on_drift: 'shadow' });
    expect(fourth).toMatchObject({
      modelVersion: shadow.modelVersion,
      shadow: null,
      drift: { drifted: false },
    });
    const decided = Object.values(fourth.outliers).reduce((sum, count) => sum + count, 0);
    expect(decided).toBe(shadow.alerts.second);
  });

  it('shadow trains another once behaviour drifts from that one as well', async () => {
    const runs = openTrained();
    const second = await runs.of(moved, { on_drift: 'shadow' });
    const other = month.map((line, i) =>
      i % 2 === 0 ? line : JSON.stringify({ ...JSON.parse(line), signature_id: 4672, src: '8.8.8.8' }),
    );
    const third = await runs.of(other, { on_drift: 'shadow' });
    expect(third.shadow!.modelVersion).not.toBe(second.shadow!.modelVersion);
    expect(await registryList(runs.registry)).toHaveLength(3);
  });
});

describe('a configured shadow', () => {
  it('scores beside the model in use, whatever became of that', async () => {
    const runs = openTrained();
    const second = await runs.of(moved, { shadow_model: first.modelVersion.slice(0, 8) });
    expect(second.modelReason).toMatch(/^trained, as behaviour has drifted/);
    expect(second.shadow).toMatchObject({ modelVersion: first.modelVersion, events: 1200 });
  });

  it('that is the model in use has nothing to say', async () => {
    const runs = openTrained();
    const { modelVersion } = first;
    const second = await runs.of(month, { shadow_model: modelVersion });
    expect(second.shadow).toBeNull();
    expect(second.modelReason).toMatch(/; shadow_model is the model in use itself$/);
  });

  it('that is not there fails before anything is trained or written', async () => {
    const runs = openRuns();
    await expect(runs.of(month, { shadow_model: 'ffff' })).rejects.toMatchObject({
      name: 'ModelError',
      code: 'unknown_version',
    });
    expect(await registryList(runs.registry)).toEqual([]);
  });
});
