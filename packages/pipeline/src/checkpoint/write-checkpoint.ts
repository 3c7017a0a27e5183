import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { toIoError } from '../io/io-error.ts';
import { checkpointFault } from './checkpoint-fault.ts';
import { CHECKPOINT_FILE, type Checkpoint } from './checkpoint.ts';

/** States are large and written often: the quickest level is a third of the time for a tenth more bytes. */
const LEVEL = 1;

/**
 * Replaces how far a worker has come. When this resolves, it is on the disk and stays there whatever happens to the machine; until then, who reads
 * it finds what was there before. What a killed process left unfinished is removed. For those who hold the lock of the folder (`lockState`).
 *
 * @param stateDir - The configured `worker.state_dir`; made if it is not there, for this user alone: the state holds names of accounts.
 * @throws TypeError for what `readCheckpoint` would refuse; IoError if it cannot be written: what was there before is untouched then.
 */
export async function writeCheckpoint(stateDir: string, checkpoint: Checkpoint): Promise<void> {
  const fault = checkpointFault(checkpoint);
  if (fault !== undefined) throw new TypeError(`checkpoint is not one: ${fault}`);
  const path = join(stateDir, CHECKPOINT_FILE);
  const bytes = await promisify(gzip)(JSON.stringify(checkpoint), { level: LEVEL });
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    await removeDrafts(stateDir);
    await writeThrough(draft, bytes);
    await rename(draft, path);
    await syncFolder(stateDir);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw toIoError(error, 'write', path);
  }
}

async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter(
    (name) => name.startsWith(`${CHECKPOINT_FILE}.`) && name.endsWith('.draft'),
  );
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true })));
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name is on the disk only when the folder is. Where folders cannot be synced (Windows), the system sees to it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
