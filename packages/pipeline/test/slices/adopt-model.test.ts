import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SidecarConfig, SidecarModel } from '../../src/index.ts';
import { registryList, registryPromote, registryRollback, sealModel } from '../../src/registry/index.ts';
import { registryInUse } from '../../src/registry/registry-in-use.ts';
import { adoptModel } from '../../src/slices/adopt-model.ts';
import { modelInUse } from '../../src/slices/model-in-use.ts';
import { trainOnFiles } from '../../src/train/train.ts';
import { configOf, generatedLines, NOW, openFolder, writeLines } from '../workspace.ts';

const models: SidecarModel[] = [];
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
  const config = configOf({ modeling: { k_candidates: [4] } });
  for (const seed of [1, 2, 3]) {
    const inputs = [writeLines(folder, String(seed), generatedLines(120, { seed }))];
    models.push((await trainOnFiles({ inputs, config, now: NOW })).model!);
  }
  rmSync(folder, { recursive: true });
});

function registry(): {
  config: SidecarConfig;
  folder: string;
  adopt: (n: number) => ReturnType<typeof adoptModel>;
} {
  const config = configOf({ general: { model_dir: openFolder(), model_name: 'm' } });
  const folder = join(config.general.model_dir, 'm');
  const adopt = (n: number): ReturnType<typeof adoptModel> => adoptModel(models[n]!, { config, now: NOW });
  return { config, folder, adopt };
}

describe('a model that was trained', () => {
  it('is added and put to use; before it there was none', async () => {
    const { config, folder, adopt } = registry();
    expect(await modelInUse(config)).toBeNull();
    const { version } = sealModel(models[0]);
    const path = join(folder, `${version}.json`);
    expect(await adopt(0)).toEqual({ version, path, isPromoted: true, reason: 'trained by schedule' });
    expect(readFileSync(path, 'utf8')).toBe(sealModel(models[0], { createdAt: NOW }).text);
    expect(await modelInUse(config)).toEqual({ version, model: models[0], createdAt: NOW.toISOString() });
    const second = await adopt(1);
    expect((await modelInUse(config))!.version).toBe(second.version);
    expect(await registryRollback(folder, { at: NOW })).toBe(version);
  });

  it('is only added while somebody has gone back to the one in use, and says how to put it to use', async () => {
    const { config, folder, adopt } = registry();
    const first = await adopt(0);
    await adopt(1);
    await registryRollback(folder, { at: NOW });
    const third = await adopt(2);
    expect(third).toMatchObject({
      isPromoted: false,
      reason: `trained by schedule, but only added, as the model in use was rolled back to (to put it to use: sidecar models promote ${third.version})`,
    });
    expect((await modelInUse(config))!.version).toBe(first.version);
    expect((await registryList(folder)).map(({ version }) => version)).toContain(third.version);
    expect((await registryInUse(folder))!.addedSince).toEqual([third.version]);
    expect(existsSync(third.path)).toBe(true);
    // Until somebody promotes one, which is a word for going on.
    await registryPromote(folder, third.version, { at: NOW });
    expect((await adopt(1)).isPromoted).toBe(true);
  });

  it('counts as new where it is the one in use again, with nothing more to roll back to', async () => {
    const { config, folder, adopt } = registry();
    await adopt(0);
    const later = new Date(NOW.getTime() + 5000);
    expect(await adoptModel(models[0]!, { config, now: later, note: 'why' })).toMatchObject({
      isPromoted: true,
      reason: 'why',
    });
    expect(await registryInUse(folder)).toMatchObject({ since: later.toISOString() });
    await expect(registryRollback(folder, { at: NOW })).rejects.toMatchObject({
      code: 'nothing_to_roll_back',
    });
  });
});

describe('the model in use', () => {
  it('is none if it has another preset than is configured, or looks at events in another way', async () => {
    const { config, folder, adopt } = registry();
    await adopt(0);
    const classic = { ...config, modeling: { ...config.modeling, preset: 'classic' as const } };
    expect(await modelInUse(classic)).toBeNull();
    await adoptModel({ ...models[0], weights: {} } as SidecarModel, { config, now: NOW });
    expect(await modelInUse(config)).toBeNull();
    expect(await registryList(folder)).toHaveLength(2);
  });

  it('is an error if it is damaged: a worker must not train over it in silence', async () => {
    const { config, adopt } = registry();
    const { path } = await adopt(0);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"percentile":', '"percentilf":'));
    await expect(modelInUse(config)).rejects.toMatchObject({ name: 'ModelError', code: 'damaged_model' });
  });
});
