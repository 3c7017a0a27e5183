import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { toIoError } from '../io/io-error.ts';
import { ModelError } from './model-error.ts';

export interface WithLockOptions {
  /** How long to wait for another process. @default 10000 */
  readonly timeoutMs?: number;
  /** A lock this old was left behind: what it protects takes milliseconds. @default 60000 */
  readonly staleMs?: number;
}

/**
 * Does `work` while no other process that asks for the same lock file does its own. A lock left behind by a process
 * that no longer runs, or long ago, is taken over.
 *
 * @throws ModelError `registry_locked` if another process holds the lock for too long.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  { timeoutMs = 10_000, staleMs = 60_000 }: WithLockOptions = {},
): Promise<T> {
  const mark = JSON.stringify({ id: randomUUID(), pid: process.pid, host: hostname() });
  const giveUpAt = performance.now() + timeoutMs;
  while (!(await create(path, mark))) {
    if (performance.now() > giveUpAt) {
      throw new ModelError(
        'registry_locked',
        path,
        `${path} is held by another process; try again when it is done.`,
      );
    }
    const holder = await read(path);
    if (await isLeftBehind(path, holder, staleMs)) await setAside(path, holder);
    else await sleep(10);
  }
  try {
    return await work();
  } finally {
    // Whoever took this for a lock left behind has one of his own by now.
    if ((await read(path)) === mark) await rm(path, { force: true });
  }
}

async function create(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw toIoError(error, 'write', path);
  }
}

async function isLeftBehind(path: string, holder: string, staleMs: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return false;
  return Date.now() - found.mtimeMs > staleMs || isOfDeadProcess(holder);
}

function isOfDeadProcess(holder: string): boolean {
  try {
    const { pid, host } = JSON.parse(holder) as { pid: number; host: string };
    if (host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Of several that do this at once one succeeds; should it have caught a lock taken since, that is put back. */
export async function setAside(path: string, holder: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    if ((await read(aside)) !== holder) await link(aside, path);
  } catch {
    // somebody else was quicker, at either step
  }
  await rm(aside, { force: true });
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
