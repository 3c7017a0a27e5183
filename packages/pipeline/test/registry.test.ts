import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  registryAdd,
  registryCurrent,
  registryList,
  registryPromote,
  registryRollback,
  registryShow,
  sealModel,
  type RegistryState,
} from '../src/registry/index.ts';
import { readState } from '../src/registry/registry-state.ts';
import { setAside, withLock } from '../src/registry/with-lock.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'sidecar-registry-')), 'auth_kmeans_v1');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const models = [{ k: 6 }, { k: 8 }, { k: 10 }];
const [a, b, c] = models.map((model) => sealModel(model).version) as [string, string, string];

function state(): RegistryState {
  return JSON.parse(readFileSync(join(folder, 'registry.json'), 'utf8')) as RegistryState;
}

describe('a registry', () => {
  it('is empty where there is no folder', async () => {
    expect(await registryList(folder)).toEqual([]);
    expect(await registryCurrent(folder)).toBeUndefined();
    await expect(registryShow(folder)).rejects.toMatchObject({ code: 'unknown_version' });
  });

  it('adds without promoting, promotes, and says what is current', async () => {
    expect(await registryAdd(folder, models[0], { at: day(1), note: 'first' })).toBe(a);
    expect(await registryAdd(folder, models[1], { at: day(2) })).toBe(b);
    expect(await registryCurrent(folder)).toBeUndefined();
    expect(await registryPromote(folder, b.slice(0, 4), { at: day(3), note: 'better' })).toBe(b);
    expect(await registryCurrent(folder)).toMatchObject({ model: { k: 8 }, version: b });
    expect(await registryList(folder)).toEqual([
      { version: a, isCurrent: false, addedAt: '2026-01-01T00:00:00.000Z', note: 'first' },
      { version: b, isCurrent: true, addedAt: '2026-01-02T00:00:00.000Z', note: '' },
    ]);
    expect(await registryShow(folder)).toMatchObject({
      model: { k: 8 },
      isCurrent: true,
      path: join(folder, `${b}.json`),
      history: [
        { version: b, at: '2026-01-02T00:00:00.000Z', action: 'add', note: '' },
        { version: b, at: '2026-01-03T00:00:00.000Z', action: 'promote', note: 'better' },
      ],
    });
    expect(readdirSync(folder).toSorted()).toEqual([`${a}.json`, `${b}.json`, 'registry.json'].toSorted());
  });

  it('keeps one file for a model added twice, and mends it if it is damaged', async () => {
    await registryAdd(folder, models[0], { at: day(1) });
    const bytes = readFileSync(join(folder, `${a}.json`), 'utf8');
    await registryAdd(folder, models[0], { at: day(2) });
    expect(readFileSync(join(folder, `${a}.json`), 'utf8')).toBe(bytes);
    writeFileSync(join(folder, `${a}.json`), bytes.slice(0, 50));
    await registryAdd(folder, models[0], { at: day(1) });
    expect(readFileSync(join(folder, `${a}.json`), 'utf8')).toBe(bytes);
    expect(state().history).toHaveLength(3);
  });

  it('rolls promotions back one after the other, and no further', async () => {
    for (const [i, model] of models.entries()) {
      const version = await registryAdd(folder, model, { at: day(i + 1) });
      await registryPromote(folder, version, { at: day(i + 1) });
    }
    await registryPromote(folder, c, { at: day(5), note: 'again, which changes nothing' });
    expect(await registryRollback(folder, { at: day(6) })).toBe(b);
    expect(await registryRollback(folder, { at: day(7), note: 'worse' })).toBe(a);
    expect(state().current).toBe(a);
    expect(state().history.at(-1)).toEqual({
      version: a,
      at: day(7).toISOString(),
      action: 'rollback',
      note: 'worse',
    });
    await expect(registryRollback(folder, { at: day(8) })).rejects.toMatchObject({
      name: 'ModelError',
      code: 'nothing_to_roll_back',
      message: `${folder} has nothing to roll back to: no other version was in use before.`,
    });
    await registryPromote(folder, c, { at: day(9) });
    expect(await registryRollback(folder, { at: day(10) })).toBe(a);
  });

  it('never points to a model that is missing or damaged', async () => {
    for (const model of models) await registryAdd(folder, model, { at: day(1) });
    await registryPromote(folder, a, { at: day(2) });
    await registryPromote(folder, b, { at: day(3) });
    const before = state();
    writeFileSync(join(folder, `${a}.json`), '{"format":"sidecar-model"');
    rmSync(join(folder, `${c}.json`));
    await expect(registryPromote(folder, a, { at: day(4) })).rejects.toMatchObject({ code: 'damaged_model' });
    await expect(registryRollback(folder, { at: day(4) })).rejects.toMatchObject({ code: 'damaged_model' });
    await expect(registryPromote(folder, c, { at: day(4) })).rejects.toMatchObject({
      code: 'unknown_version',
    });
    expect(state()).toEqual(before);
  });

  it('names the versions there are when one is unknown or not clear', async () => {
    const [first, second] = [`aa${'0'.repeat(10)}`, `ab${'0'.repeat(10)}`];
    await registryAdd(folder, models[0], { at: day(1) });
    for (const version of [first, second]) writeFileSync(join(folder, `${version}.json`), '');
    rmSync(join(folder, `${a}.json`));
    await expect(registryShow(folder, 'ff')).rejects.toMatchObject({
      code: 'unknown_version',
      message: `${folder} has no version "ff"; there are ${first}, ${second}.`,
    });
    await expect(registryPromote(folder, 'a', { at: day(1) })).rejects.toMatchObject({
      code: 'ambiguous_version',
      message: `${folder} has more than one version "a"; there are ${first}, ${second}.`,
    });
    expect((await registryList(folder)).map(({ addedAt }) => addedAt)).toEqual([null, null]);
  });

  const event = '{"version":"0123456789ab","at":"2026-01-01","action":"add","note":""}';
  it.for([
    '',
    '{',
    '[]',
    'null',
    '{"history":[]}',
    '{"current":null}',
    '{"current":7,"history":[]}',
    '{"current":"../../etc/passwd","history":[]}',
    '{"current":null,"history":[null]}',
    `{"current":null,"history":[${event.replace('add', 'remove')}]}`,
    `{"current":null,"history":[${event.replace('0123', '../.')}]}`,
    `{"current":null,"history":[${event.replace('"2026-01-01"', '7')}]}`,
    `{"current":null,"history":[${event.replace('"note":""', '"note":null')}]}`,
  ])('says that its state is damaged: %j', async (text) => {
    await registryAdd(folder, models[0], { at: day(1) });
    writeFileSync(join(folder, 'registry.json'), text);
    await expect(registryCurrent(folder)).rejects.toMatchObject({
      code: 'damaged_registry',
      message: `${join(folder, 'registry.json')} is damaged; move it away and promote the version that should be in use.`,
    });
  });

  it('reads a state that a later version has added something to', async () => {
    mkdirSync(folder, { recursive: true });
    const added = event.replace('}', ',"by":"somebody"}');
    writeFileSync(join(folder, 'registry.json'), `{"current":null,"history":[${added}],"more":1}`);
    expect(await readState(folder)).toEqual({ current: null, history: [JSON.parse(event)] });
  });

  it('loses nothing of many changes at once', async () => {
    const all = Array.from({ length: 12 }, (_, k) => ({ k }));
    await Promise.all(all.map((model, i) => registryAdd(folder, model, { at: day(i) })));
    const versions = all.map((model) => sealModel(model).version);
    await Promise.all(versions.map((version) => registryPromote(folder, version, { at: day(30) })));
    const { current, history } = state();
    expect(history).toHaveLength(24);
    expect(current).toBe(history.at(-1)!.version);
    expect(new Set(history.map(({ version }) => version))).toEqual(new Set(versions));
    expect(readdirSync(folder)).toHaveLength(13);
  });

  it('law: after any changes, what is current was promoted last and not rolled back, and can be loaded', async () => {
    const step = fc.constantFrom('add 0', 'add 1', 'promote 0', 'promote 1', 'rollback');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        rmSync(folder, { recursive: true, force: true });
        for (const text of steps) {
          const [action, i = 0] = text.split(' ');
          const model = models[Number(i)]!;
          const change = { at: day(1) };
          if (action === 'add') await registryAdd(folder, model, change);
          if (action === 'promote')
            await registryPromote(folder, sealModel(model).version, change).catch(() => {});
          if (action === 'rollback') await registryRollback(folder, change).catch(() => {});
          const entries = await registryList(folder);
          const current = await registryCurrent(folder);
          expect(entries.filter(({ isCurrent }) => isCurrent).map(({ version }) => version)).toEqual(
            current === undefined ? [] : [current.version],
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a lock', () => {
  const lock = (): string => join(folder, '..', 'registry.lock');

  it.for([
    {
      name: 'of a process that has ended',
      content: JSON.stringify({ id: 'x', pid: 2 ** 22 + 1, host: hostname() }),
      age: 0,
    },
    {
      name: 'of long ago',
      content: JSON.stringify({ id: 'x', pid: process.pid, host: 'elsewhere' }),
      age: 3600,
    },
    { name: 'of long ago that was never filled', content: '', age: 3600 },
  ])('$name is taken over', async ({ content, age }) => {
    writeFileSync(lock(), content);
    const then = Date.now() / 1000 - age;
    utimesSync(lock(), then, then);
    expect(await withLock(lock(), async () => 'done', { timeoutMs: 2000 })).toBe('done');
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  it.for([
    {
      name: 'of a process that runs',
      content: JSON.stringify({ id: 'x', pid: process.pid, host: hostname() }),
    },
    { name: 'of another machine', content: JSON.stringify({ id: 'x', pid: 2 ** 22 + 1, host: 'elsewhere' }) },
  ])('$name is waited for', async ({ content }) => {
    writeFileSync(lock(), content);
    await expect(withLock(lock(), async () => 'done', { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'registry_locked',
      message: `${lock()} is held by another process; try again when it is done.`,
    });
    setTimeout(() => rmSync(lock()), 50);
    expect(await withLock(lock(), async () => 'done', { timeoutMs: 2000 })).toBe('done');
  });

  it('lets one work at a time, also where several find one left behind', async () => {
    writeFileSync(lock(), JSON.stringify({ id: 'x', pid: 2 ** 22 + 1, host: hostname() }));
    let working = 0;
    const work = async (): Promise<void> => {
      expect(++working).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      working--;
    };
    await Promise.all(Array.from({ length: 20 }, () => withLock(lock(), work)));
  });

  it('taken since is put back by whoever meant to set an older one aside', async () => {
    writeFileSync(lock(), 'new');
    await setAside(lock(), 'old');
    expect(readFileSync(lock(), 'utf8')).toBe('new');
    await setAside(lock(), 'new');
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    const failing = withLock(lock(), async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });
});
