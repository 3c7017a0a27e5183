import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test, vi } from 'vitest';
import type { ProgressEvent } from '../../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, writeLines } from '../workspace.ts';

/** Changes to the disk that still happen; after them the process is as good as killed. */
const disk = vi.hoisted(() => ({ left: Infinity, done: 0 }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const limited = <Args extends readonly unknown[], Result>(change: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      if (disk.done >= disk.left) throw new Error('killed');
      disk.done += 1;
      return change(...args);
    };
  };
  return {
    ...real,
    rename: limited(real.rename),
    rm: limited(real.rm),
    writeFile: limited(real.writeFile as (...args: unknown[]) => Promise<void>),
    open: limited(real.open as (...args: unknown[]) => Promise<unknown>),
    chmod: limited(real.chmod),
  };
});

// Loaded anew, as other tests may have loaded it with the real disk, and not for them.
vi.resetModules();
const { loadModel, train } = await import('../../src/index.ts');
afterAll(() => void vi.resetModules());

const lines = generatedLines(160, { seed: 9 });
const config = configOf({ modeling: { k_candidates: [3], window_days: 7 } });

describe('a training that is killed between any two changes to the disk', () => {
  it.for([
    { name: 'leaves the model before or the new one, each with its events', update: true },
    { name: 'leaves no model or a whole one with its events, if it is the first', update: false },
  ])('$name', { timeout: 60_000 }, async ({ update }) => {
    const source = openFolder();
    const inputs = [writeLines(source, 'new', lines.slice(100))];
    const past = [writeLines(source, 'past', lines.slice(0, 100))];
    const expected = join(source, 'expected.json');
    await train({ inputs: past, modelPath: expected, config, now: NOW });
    if (update) await train({ inputs, modelPath: expected, config, now: NOW, update });

    const before = join(source, 'before');
    mkdirSync(before);
    if (update) await train({ inputs: past, modelPath: join(before, 'model.json'), config, now: NOW });

    const found: string[] = [];
    for (let left = 0; ; left++) {
      const folder = openFolder();
      const modelPath = join(folder, 'model.json');
      cpSync(before, folder, { recursive: true });
      Object.assign(disk, { left, done: 0 });
      const training = train({ inputs: update ? inputs : past, modelPath, config, now: NOW, update });
      const wasKilled = await training.then(
        () => false,
        (error: unknown) => String(error).includes('killed'),
      );
      Object.assign(disk, { left: Infinity, done: 0 });
      rmSync(`${modelPath}.lock`, { force: true }); // the next one takes over what a dead process holds

      const names = readdirSync(folder);
      if (names.includes('model.json')) {
        const { version } = await loadModel(modelPath);
        expect(names, `after ${left} changes`).toContain(`model.json.${version}.kept.gz`);
        found.push(version);
        const again = update ? inputs : past;
        await train({ inputs: again, modelPath, config, now: NOW, update: true });
        expect(readFileSync(modelPath)).toEqual(readFileSync(expected));
        expect(readdirSync(folder).filter((name) => name.includes('kept'))).toHaveLength(1);
      } else expect(update).toBe(false);
      if (!wasKilled) break;
    }
    expect(new Set(found).size).toBe(update ? 2 : 1);
    expect(found.length).toBeGreaterThanOrEqual(update ? 9 : 1);
  });
});

test('an update whose model was replaced in the meantime is refused, and the other model stays with its events', async () => {
  const folder = openFolder();
  const modelPath = join(folder, 'model.json');
  const [past, one, two] = [lines.slice(0, 70), lines.slice(70, 100), lines.slice(100)].map((part, i) =>
    writeLines(folder, String(i), part),
  );
  await train({ inputs: [past!], modelPath, config, now: NOW });
  let other: Promise<unknown> | undefined;
  const onProgress = ({ stage }: ProgressEvent): void => {
    if (stage === 'reading') other ??= train({ inputs: [one!], modelPath, config, now: NOW, update: true });
  };
  const first = train({ inputs: [two!], modelPath, config, now: NOW, update: true, onProgress });
  const results = [...(await Promise.allSettled([first])), ...(await Promise.allSettled([other]))];
  const failed = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
  expect(failed.map(({ reason }) => reason as object)).toMatchObject([
    {
      code: 'model_changed',
      message: `${modelPath} was replaced by another process while this update was trained on the one before; update again.`,
    },
  ]);
  await train({ inputs: [one!], modelPath, config, now: NOW, update: true });
  const whole = join(folder, 'whole.json');
  await train({ inputs: [past!, one!, two!], modelPath: whole, config, now: NOW });
  await train({ inputs: [two!], modelPath, config, now: NOW, update: true });
  expect(readFileSync(modelPath)).toEqual(readFileSync(whole));
});
