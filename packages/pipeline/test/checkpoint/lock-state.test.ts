import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { lockState, type StateLock } from '../../src/checkpoint/index.ts';
import { processMark } from '../../src/checkpoint/process-mark.ts';
import { openFolder } from './open-folder.ts';
import { startSource } from './start-source.ts';

const FILE = 'coordinator.lock';
const silenceMs = 300;
const contentOf = (folder: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Record<string, unknown>;

/** A process that locks the folder and does nothing more. */
async function otherProcess(folder: string): Promise<{ kill(): Promise<void> }> {
  const script = "await state.lockState(process.argv[1]); console.log('locked'); setInterval(() => 0, 1000);";
  const { child, lines, ended } = startSource(script, [folder]);
  onTestFinished(() => void child.kill('SIGKILL'));
  expect((await lines.next()).value).toBe('locked');
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

it('is held by one, also within a process, until it is given back', async () => {
  const folder = join(openFolder(), 'state');
  const lock = await lockState(folder);
  await expect(lockState(folder)).rejects.toMatchObject({
    name: 'StateError',
    code: 'state_locked',
    message: `${join(folder, FILE)} is held by process ${process.pid} on ${hostname()}, which is the coordinator of this folder. Stop it first, or start this one with --role work or with a worker.state_dir of its own.`,
  });
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
  await (await lockState(folder)).release();
});

it('of another process is respected while it lives, and taken over at once when it was killed', async () => {
  const folder = openFolder();
  const other = await otherProcess(folder);
  await expect(lockState(folder)).rejects.toMatchObject({ code: 'state_locked' });
  await other.kill();
  const began = performance.now();
  const lock = await lockState(folder);
  expect(performance.now() - began).toBeLessThan(1000);
  expect(contentOf(folder)['pid']).toBe(process.pid);
  await lock.release();
});

it('of a process whose number another one has by now is taken over', async () => {
  const folder = openFolder();
  const lock = await lockState(folder);
  const held = contentOf(folder);
  if (held['began'] === null) return; // only Linux tells when a process began
  await lock.release();
  writeFileSync(join(folder, FILE), JSON.stringify({ ...held, began: '1' }));
  await (await lockState(folder)).release();
});

describe.for([
  { name: 'another machine', holder: { host: 'elsewhere' } },
  { name: 'a container of the same name', holder: { space: 'another' } },
  { name: 'a file that names nobody', holder: undefined },
])('of $name', ({ holder }) => {
  async function openHeld(): Promise<{ folder: string; path: string }> {
    const folder = openFolder();
    const lock = await lockState(folder);
    const held = contentOf(folder);
    await lock.release();
    const path = join(folder, FILE);
    writeFileSync(path, holder ? JSON.stringify({ ...held, ...holder }) : '');
    return { folder, path };
  }

  it('is respected as soon as the file is seen to be touched', async () => {
    const { folder, path } = await openHeld();
    const waiting = lockState(folder, { silenceMs });
    setTimeout(() => utimesSync(path, 1, 1), silenceMs / 3);
    await expect(waiting).rejects.toMatchObject({ code: 'state_locked' });
  });

  it('is taken over when the file stays untouched for so long, whatever time it bears', async () => {
    const { folder, path } = await openHeld();
    utimesSync(path, 4e9, 4e9);
    const began = performance.now();
    const lock = await lockState(folder, { silenceMs });
    expect(performance.now() - began).toBeGreaterThanOrEqual(silenceMs);
    await lock.release();
  });

  it('is had at once when it is given back meanwhile, and waiting for it can be ended', async () => {
    const { folder, path } = await openHeld();
    const stop = AbortSignal.timeout(20);
    await expect(lockState(folder, { signal: stop })).rejects.toMatchObject({ name: 'AbortError' });
    const waiting = lockState(folder, { silenceMs });
    rmSync(path);
    await (await waiting).release();
  });
});

it('is touched while it is held, and tells its holder when somebody else has it', async () => {
  const folder = openFolder();
  const lock = await lockState(folder, { silenceMs: 60 });
  utimesSync(join(folder, FILE), 1, 1);
  await delay(100);
  expect(lock.signal.aborted).toBe(false);
  const mine = readFileSync(join(folder, FILE), 'utf8');
  const others = mine.replace(hostname(), 'elsewhere');
  writeFileSync(join(folder, FILE), others);
  await new Promise((resolve) => lock.signal.addEventListener('abort', resolve));
  expect(lock.signal.reason).toMatchObject({ code: 'state_locked', message: /on elsewhere/ });
  await lock.release(); // takes nothing from the other
  expect(readFileSync(join(folder, FILE), 'utf8')).toBe(others);
});

test('of many who find a dead one at the same moment, one gets it', async () => {
  const folder = openFolder();
  const dead = { pid: spawnSync(process.execPath, ['--version']).pid, host: hostname(), began: null };
  writeFileSync(join(folder, FILE), JSON.stringify({ ...dead, space: (await processMark()).space }));
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockState(folder)));
  const locks = results.flatMap((one): StateLock[] => (one.status === 'fulfilled' ? [one.value] : []));
  for (const one of results)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'state_locked' });
  expect(locks).toHaveLength(1);
  await locks[0]!.release();
  expect(readdirSync(folder)).toEqual([]);
});
