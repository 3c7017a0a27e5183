import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for what is needed only while a command runs. */
export interface WorkFolder {
  readonly path: string;
  /** Removes it with everything in it. */
  remove(): Promise<void>;
}

/** Machines that share a folder may share numbers of processes, and even names; none works for so long without writing. */
const FORGOTTEN_MS = 3_600_000;

/**
 * Makes a folder that only this user can read, among the temporary files of the system. Its name tells whose it is, so that what a killed process
 * left behind, events among it, is removed by the next one that comes an hour later or more.
 *
 * @throws Error from the system if it cannot be made.
 */
export async function openWorkFolder(): Promise<WorkFolder> {
  const path = await mkdtemp(pathPrefix());
  await removeForgotten();
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The same for those who cannot wait; what others left behind is removed together with it. */
export function openWorkFolderSync(): WorkFolder {
  const path = mkdtempSync(pathPrefix());
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      await removeForgotten();
    },
  };
}

function pathPrefix(): string {
  return join(tmpdir(), `sidecar-${thisMachine()}-${process.pid}-`);
}

function thisMachine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

async function removeForgotten(): Promise<void> {
  const machine = thisMachine();
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const [, host, pid] = /^sidecar-([0-9a-f]{8})-(\d+)-/.exec(name) ?? [];
    if (host !== machine || isAlive(Number(pid))) continue;
    const path = join(tmpdir(), name);
    const age = Date.now() - (await lastChange(path));
    // What is not ours to remove stays.
    if (age > FORGOTTEN_MS) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When the folder or a file in it was last written, in epoch ms; now if nobody can tell. */
async function lastChange(path: string): Promise<number> {
  try {
    const files = (await readdir(path)).map((name) => join(path, name));
    const times = await Promise.all([path, ...files].map(async (each) => (await stat(each)).mtimeMs));
    return Math.max(...times);
  } catch {
    return Date.now();
  }
}
