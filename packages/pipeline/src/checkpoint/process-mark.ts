import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** What tells a process from all others, also from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** Where numbers of processes mean the same: a boot, and a container in it; null where there is only the name of the machine. */
  readonly space: string | null;
  /** When it began, in ticks of the boot; null where that cannot be known. */
  readonly began: string | null;
}

/** The mark of this process. */
export async function processMark(): Promise<ProcessMark> {
  const [space, began] = await Promise.all([spaceOfNumbers(), beginningOf(process.pid)]);
  return { pid: process.pid, host: hostname(), space, began };
}

/** Whether the number of a marked process means the same here: containers may share a name of machine, and all have a process 1. */
export async function isOfThisMachine({ host, space }: ProcessMark): Promise<boolean> {
  return host === hostname() && space === (await spaceOfNumbers());
}

/** Whether the process with a mark of this machine is still there. Where its beginning is not known, another one with its number passes for it. */
export async function isRunning({ pid, began }: ProcessMark): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Anything else than "no such process" means that there is one, which is not ours.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await beginningOf(pid);
  return began === null || now === null || now === began;
}

/** Linux shows both in /proc. */
async function spaceOfNumbers(): Promise<string | null> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/** The name of the program, in parentheses, may hold spaces and parentheses itself; the beginning is the 20th field after it. */
async function beginningOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
