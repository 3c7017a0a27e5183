import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = 'retry';

/**
 * Asks the coordinator of a folder, now or when it starts, to score once more what was set aside. It is a file, as the coordinator may be on its way
 * and alone may replace the checkpoint.
 */
export async function requestRetry(stateDir: string): Promise<void> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  await writeFile(join(stateDir, NAME), '', { mode: 0o600 });
}

/** Whether somebody has asked. */
export function isRetryRequested(stateDir: string): Promise<boolean> {
  return access(join(stateDir, NAME)).then(
    () => true,
    () => false,
  );
}

/** Forgets the request, once the checkpoint says what became of it. */
export async function forgetRetry(stateDir: string): Promise<void> {
  await rm(join(stateDir, NAME), { force: true });
}
