import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BehaviorModel } from '@sidecar/scoring';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { loadModel, type SidecarConfig, train, type TrainReport } from '../../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, seedLine, writeLines } from '../workspace.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const DAY_MS = 86_400_000;
const lines = generatedLines(360, { seed: 5 });
const repeated = [...lines, ...lines.slice(100, 130)];
const configOfWindow = (window_days: number, preset = 'behavior'): SidecarConfig =>
  configOf({ modeling: { k_candidates: [3], window_days, preset } });

const timeOf = (line: string): number =>
  Date.parse((JSON.parse(line) as { TimeCreated: string }).TimeCreated);

/** What a model should have learned from: each line as often as where it is most frequent, and none before the window. */
function linesOfWindow(parts: readonly (readonly string[])[], windowDays: number): string[] {
  const most = new Map<string, number>();
  for (const part of parts) {
    const here = new Map<string, number>();
    for (const line of part) here.set(line, (here.get(line) ?? 0) + 1);
    for (const [line, count] of here) most.set(line, Math.max(most.get(line) ?? 0, count));
  }
  const newest = Math.max(...[...most.keys()].map(timeOf));
  const from = windowDays === 0 ? -Infinity : (Math.floor(newest / DAY_MS) + 1 - windowDays) * DAY_MS;
  return [...most].flatMap(([line, count]) =>
    timeOf(line) < from ? [] : Array.from({ length: count }, () => line),
  );
}

/** Trains on the first part, updates with each of the others, and gives what is there in the end. */
async function inParts(
  parts: readonly (readonly string[])[],
  config: SidecarConfig,
): Promise<{ folder: string; modelPath: string; reports: TrainReport[]; bytes: string }> {
  const folder = openFolder();
  const modelPath = join(folder, 'model.json');
  const reports: TrainReport[] = [];
  for (const [i, part] of parts.entries()) {
    const inputs = [writeLines(folder, `${i}.ndjson`, part)];
    reports.push(await train({ inputs, modelPath, config, now: NOW, update: i > 0 }));
  }
  return { folder, modelPath, reports, bytes: readFileSync(modelPath, 'utf8') };
}

describe('law: base and updates give the very bytes of one training on the events of the window', () => {
  it.for([
    { preset: 'behavior', windowDays: 0, window: 'keeping all' },
    { preset: 'behavior', windowDays: 4, window: 'keeping four days' },
    { preset: 'classic', windowDays: 4, window: 'keeping four days' },
  ])('$preset, $window', { timeout: 120_000 }, async ({ preset, windowDays }) => {
    const config = configOfWindow(windowDays, preset);
    const parts = fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 2 ** 31 }), fc.boolean())
      .chain(([count, , byTime]) =>
        fc
          .record({
            byTime: fc.constant(byTime),
            // Of every line: the part it is in, and, of one line in five, another one.
            places: fc.array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count * 5 })), {
              minLength: repeated.length,
              maxLength: repeated.length,
            }),
            order: fc.shuffledSubarray([...repeated.keys()], { minLength: repeated.length }),
          })
          .map(({ places, order }) => {
            const made: string[][] = Array.from({ length: count }, () => []);
            for (const i of order) {
              const [place, other] = places[i]!;
              made[byTime ? Math.floor((Math.min(i, lines.length - 1) * count) / lines.length) : place]!.push(
                repeated[i]!,
              );
              made[other]?.push(repeated[i]!);
            }
            return made.filter((part) => part.length > 0);
          }),
      );
    await fc.assert(
      fc.asyncProperty(parts, async (made) => {
        const updated = await inParts(made, config);
        const whole = await inParts([linesOfWindow(made, windowDays)], config);
        expect(updated.bytes).toBe(whole.bytes);
        const kept = [updated, whole].map(({ reports }) =>
          gunzipSync(readFileSync(reports.at(-1)!.keptPath)).toString('latin1'),
        );
        if (windowDays === 0) expect(kept[0]).toBe(kept[1]);
      }),
      { numRuns: isFull ? 50 : 4, endOnFailure: true },
    );
  });

  it('also where lines that are no events go with their input once that is forgotten', async () => {
    const config = configOfWindow(5);
    const [old, recent] = [lines.filter((line) => timeOf(line) < timeOf(lines[60]!)), lines.slice(200)];
    const { bytes } = await inParts(
      [
        ['bad', ...old],
        [...recent, 'bad', 'worse'],
      ],
      config,
    );
    const whole = await inParts([[...recent, 'bad', 'worse']], config);
    expect((JSON.parse(bytes) as { model: BehaviorModel }).model.training.rejected).toBe(2);
    expect(bytes).toBe(whole.bytes);
  });

  it('also with other settings than before, of which the last count', async () => {
    const { modelPath, folder } = await inParts([lines.slice(0, 200)], configOfWindow(0));
    const config = configOf({ modeling: { k_candidates: [4], time_zone: 'Asia/Tokyo' } });
    const inputs = [writeLines(folder, 'new.ndjson', lines.slice(200))];
    await train({ inputs, modelPath, config, now: NOW, update: true });
    expect(readFileSync(modelPath, 'utf8')).toBe((await inParts([lines], config)).bytes);
  });
});

test('the report tells what was added, skipped, forgotten and too old, and the model its window', async () => {
  const at = (TimeCreated: string, user = 'ann'): string => seedLine({ TimeCreated, user });
  const [monday, tuesday, wednesday] = ['2026-09-21', '2026-09-22', '2026-09-23'].map((day) =>
    at(`${day}T12:00:00Z`),
  );
  const { reports, modelPath, folder } = await inParts(
    [
      [monday!, tuesday!, tuesday!],
      [tuesday!, tuesday!, tuesday!, wednesday!, at('2026-09-21T13:00:00Z')],
    ],
    configOfWindow(2),
  );
  const window = { days: 2, from: Date.parse('2026-09-22'), until: Date.parse('2026-09-24') };
  expect(reports.map(({ folded, trainedOn }) => ({ trainedOn, ...folded }))).toEqual([
    {
      trainedOn: 3,
      kept: 0,
      added: 3,
      repeated: 0,
      forgotten: 0,
      tooOld: 0,
      window: { days: 2, from: Date.parse('2026-09-21'), until: Date.parse('2026-09-23') },
    },
    { trainedOn: 4, kept: 2, added: 2, repeated: 2, forgotten: 1, tooOld: 1, window },
  ]);
  const { model, version } = await loadModel(modelPath);
  expect((model as BehaviorModel).training.window).toEqual(window);
  expect((model as BehaviorModel).settings.windowDays).toBe(2);
  expect(readdirSync(folder).sort()).toEqual([
    '0.ndjson',
    '1.ndjson',
    'model.json',
    `model.json.${version}.kept.gz`,
  ]);

  const options = { inputs: [writeLines(folder, 'more', [wednesday!])], modelPath, now: NOW, update: true };
  const wider = await train({ ...options, config: configOfWindow(30) });
  expect(wider.notes.at(-1)).toBe(
    'the window begins on 2026-08-25, but events before 2026-09-22 were forgotten by an earlier training',
  );
  const unlimited = await train({ ...options, config: configOfWindow(0) });
  expect(unlimited.notes.at(-1)).toBe(
    'there is no window now, but events before 2026-09-22 were forgotten by an earlier training',
  );
  expect((await train({ ...options, config: configOfWindow(2) })).notes.join()).not.toContain('forgotten');
});

describe('an update that cannot be is refused in one sentence and changes nothing', () => {
  const config = configOfWindow(0);
  const before = async (): Promise<{
    modelPath: string;
    update: () => Promise<TrainReport>;
    report: TrainReport;
    bytes: string;
  }> => {
    const { modelPath, folder, reports, bytes } = await inParts([lines.slice(0, 100)], config);
    const inputs = [writeLines(folder, 'new', lines.slice(100, 120))];
    return {
      modelPath,
      bytes,
      report: reports[0]!,
      update: () => train({ inputs, modelPath, config, now: NOW, update: true }),
    };
  };

  it('without a model', async () => {
    const modelPath = join(openFolder(), 'none.json');
    const update = train({ inputs: [], modelPath, config, now: NOW, update: true });
    await expect(update).rejects.toMatchObject({
      name: 'IoError',
      code: 'not_found',
      message: `Cannot read ${modelPath}: there is no such file.`,
    });
    await expect(train({ inputs: [], modelPath: '-', config, update: true })).rejects.toThrow(
      new RangeError('modelPath is -, expected a model file to update'),
    );
  });

  it('without kept events', async () => {
    const { modelPath, update, report, bytes } = await before();
    const keepNone = configOf({ modeling: { k_candidates: [3], keep_events: false } });
    const inputs = [writeLines(openFolder(), 'a', lines.slice(0, 100))];
    expect((await train({ inputs, modelPath, config: keepNone, now: NOW })).keptPath).toBe('');
    await expect(update()).rejects.toMatchObject({
      code: 'no_kept_events',
      message: `${modelPath} cannot be updated: there is no ${report.keptPath} with the events it was trained on; train anew without --update.`,
    });
    expect(readFileSync(modelPath, 'utf8')).toBe(bytes);
  });

  it('with the events of another model', async () => {
    const { modelPath, update, report, bytes } = await before();
    const other = await inParts([lines.slice(0, 90)], config);
    copyFileSync(other.reports[0]!.keptPath, report.keptPath);
    await expect(update()).rejects.toMatchObject({
      code: 'other_kept_events',
      message: `${report.keptPath} holds the events of another model than ${modelPath}; train anew without --update.`,
    });
    expect(readFileSync(modelPath, 'utf8')).toBe(bytes);
  });

  it('and without a new event there is nothing to do', async () => {
    const { modelPath, report, bytes } = await before();
    const inputs = [writeLines(openFolder(), 'a', ['bad'])];
    const nothing = await train({ inputs, modelPath, config, now: new Date(0), update: true });
    expect(nothing).toMatchObject({ events: 0, rejected: 1, modelVersion: '', keptPath: '' });
    expect(readFileSync(modelPath, 'utf8')).toBe(bytes);
    expect(readFileSync(report.keptPath).length).toBeGreaterThan(0);
  });
});
