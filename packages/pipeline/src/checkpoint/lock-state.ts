import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toIoError } from '../io/io-error.ts';
import { setAside } from '../registry/with-lock.ts';
import { isOfThisMachine, isRunning, processMark, type ProcessMark } from './process-mark.ts';
import { StateError } from './state-error.ts';

/** The right to be the coordinator of a folder, until it is released or lost. */
export interface StateLock {
  /** Aborts with a StateError `state_locked` when somebody else has the lock: this process was taken for dead, and must not write any more. */
  readonly signal: AbortSignal;
  /** Gives it back. Never throws. */
  release(): Promise<void>;
}

export interface LockStateOptions {
  /** How long the file of a holder on another machine may stay untouched before that one is taken for dead. @default 60000 */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Heartbeats in the time after which the holder is taken for dead. */
const BEATS = 6;

/** Longer than it takes to take away a lock that has just been read. */
const SETTLE_MS = 50;

interface Holder extends ProcessMark {
  readonly id: string;
}

/**
 * Locks a folder for this process, so that two coordinators never replace each other's checkpoint. The lock is a file that names its holder, who touches it again and again. A holder on this
 * machine is dead when its process is; one on another machine (a container that was replaced has another name, too) when the file has stayed untouched for `silenceMs` under our eyes, which needs no clocks that agree.
 *
 * @param stateDir - The configured `worker.state_dir`; made if it is not there.
 * @throws StateError `state_locked` if another coordinator lives; IoError if the folder cannot be written.
 */
export async function lockState(
  stateDir: string,
  { silenceMs = 60_000, signal }: LockStateOptions = {},
): Promise<StateLock> {
  const path = join(stateDir, 'coordinator.lock');
  const mark = JSON.stringify({ id: randomUUID(), ...(await processMark()) } satisfies Holder);
  try {
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    while (!(await create(path, mark)) || !(await isKept(path, mark))) {
      const found = await read(path);
      const state = found === null ? 'gone' : await stateOf(path, found, { silenceMs, signal });
      if (state === 'alive') throw heldBy(path, found);
      if (state === 'dead') await setAside(path, found!);
    }
  } catch (error) {
    if (error instanceof StateError || signal?.aborted) throw error;
    throw toIoError(error, 'write', path);
  }
  return hold(path, mark, silenceMs);
}

/** The file appears with all its content, or not at all. */
async function create(path: string, mark: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, mark, { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether it outlasts those who have just seen a dead one here, and may be about to take it away and put it back. */
async function isKept(path: string, mark: string): Promise<boolean> {
  await sleep(SETTLE_MS);
  return (await read(path)) === mark;
}

/** `gone`: it was given back, or is somebody else's by now. */
async function stateOf(
  path: string,
  found: string,
  { silenceMs, signal }: LockStateOptions & { readonly silenceMs: number },
): Promise<'alive' | 'dead' | 'gone'> {
  const holder = holderOf(found);
  if (holder !== undefined && (await isOfThisMachine(holder)))
    return (await isRunning(holder)) ? 'alive' : 'dead';
  const before = await touchedAt(path);
  const until = performance.now() + silenceMs;
  while (performance.now() < until) {
    await sleep(Math.min(1000, silenceMs / BEATS), undefined, signal ? { signal } : {});
    if ((await read(path)) !== found) return 'gone';
    if ((await touchedAt(path)) !== before) return 'alive';
  }
  return 'dead';
}

function hold(path: string, mark: string, silenceMs: number): StateLock {
  const controller = new AbortController();
  let underWay = Promise.resolve();
  const beat = async (): Promise<void> => {
    const now = new Date();
    const found = await read(path).catch(() => mark); // a disk that does not answer for a while is nobody's lock
    if (found !== mark) return lose(found);
    await utimes(path, now, now).catch(() => undefined);
  };
  const lose = (found: string | null): void => {
    clearInterval(timer);
    controller.abort(heldBy(path, found));
  };
  const timer = setInterval(() => {
    underWay = underWay.then(beat);
  }, silenceMs / BEATS);
  timer.unref();
  return {
    signal: controller.signal,
    async release() {
      clearInterval(timer);
      await underWay;
      // Whoever took this for a lock left behind has one of his own by now.
      if ((await read(path).catch(() => null)) === mark)
        await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

async function read(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function touchedAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}

function holderOf(found: string): Holder | undefined {
  try {
    const holder = JSON.parse(found) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string'
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function heldBy(path: string, found: string | null): StateError {
  const holder = found === null ? undefined : holderOf(found);
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  const message = `${path} is held by ${who}, which is the coordinator of this folder. Stop it first, or start this one with --role work or with a worker.state_dir of its own.`;
  return new StateError('state_locked', path, message);
}
