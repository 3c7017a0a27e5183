import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/sidecar-worker.mjs', import.meta.url));

/** A process of the built command. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  /** The exit code; null if it was killed. */
  readonly exited: Promise<number | null>;
  /** The last that it has logged. */
  log(): string;
  /** When that was, epoch ms. */
  heardAt(): number;
  /** Ends it without warning, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Whole processes, as they are deployed; none outlives the test. */
export interface WorkerProcesses {
  start(...args: readonly string[]): WorkerProcess;
  /** How often each warning was given, by its words before a colon. */
  readonly warnings: Readonly<Record<string, number>>;
  killAll(): Promise<void>;
}

/** @param folder - Where they lay down temporary files, so that what the killed ones leave goes with it. */
export function createWorkerProcesses(folder: string): WorkerProcesses {
  const alive = new Set<WorkerProcess>();
  const warnings: Record<string, number> = {};
  const count = (line: string): void => {
    const [, told] = /"level":"warn".*"message":"([^":,]+)/.exec(line) ?? [];
    if (told !== undefined) warnings[told] = (warnings[told] ?? 0) + 1;
  };
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const killAtExit = (): void => alive.forEach(({ child }) => child.kill('SIGKILL'));
  process.once('exit', killAtExit);
  return {
    warnings,
    start: (...args) => {
      const child = spawn(process.execPath, [bin, ...args, '--log', 'json'], {
        env: { ...process.env, TMPDIR: temporary },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let text = '';
      let heardAt = Date.now();
      createInterface({ input: child.stderr }).on('line', (line) => {
        text = `${text}${line}\n`.slice(-8000);
        heardAt = Date.now();
        count(line);
      });
      const exited = once(child, 'exit').then(([code]) => {
        alive.delete(started);
        return code as number | null;
      });
      const kill = async (): Promise<void> => {
        child.kill('SIGKILL');
        await exited;
      };
      const started: WorkerProcess = { child, exited, log: () => text, heardAt: () => heardAt, kill };
      alive.add(started);
      return started;
    },
    killAll: async () => {
      await Promise.all([...alive].map((each) => each.kill()));
      process.off('exit', killAtExit);
    },
  };
}
