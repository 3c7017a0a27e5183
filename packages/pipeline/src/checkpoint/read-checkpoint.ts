import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { toIoError } from '../io/io-error.ts';
import { checkpointFault } from './checkpoint-fault.ts';
import { CHECKPOINT_FILE, type Checkpoint } from './checkpoint.ts';
import { StateError } from './state-error.ts';

/**
 * Reads how far a worker has come; null if it has not begun.
 *
 * @param stateDir - The configured `worker.state_dir`.
 * @throws StateError `damaged_checkpoint` for a file that is not what was written, `other_checkpoint` for one of another version of Sidecar;
 *   IoError if it cannot be read.
 */
export async function readCheckpoint(stateDir: string): Promise<Checkpoint | null> {
  const path = join(stateDir, CHECKPOINT_FILE);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw toIoError(error, 'read', path);
  });
  if (bytes === null) return null;
  const content = await unpack(bytes).catch((error: unknown) => {
    throw damaged(path, 'it is not gzip of JSON', error);
  });
  const version = typeof content === 'object' && content !== null && 'version' in content && content.version;
  if (Number.isInteger(version) && version !== 1) {
    const message = `${path} was written by another version of Sidecar (format ${String(version)}, expected 1). Run that version, or move the file away to begin anew.`;
    throw new StateError('other_checkpoint', path, message);
  }
  const fault = checkpointFault(content);
  if (fault !== undefined) throw damaged(path, fault);
  return content as Checkpoint;
}

async function unpack(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse((await promisify(gunzip)(bytes)).toString('utf8')) as unknown;
}

function damaged(path: string, why: string, cause?: unknown): StateError {
  const message =
    `${path} is damaged: ${why}. Put a copy of it back, or move it away: the worker then begins anew with what was indexed in the last ` +
    `worker.score.begin_hours, and writes records that are there already once more, under the same keys.`;
  return new StateError('damaged_checkpoint', path, message, cause === undefined ? undefined : { cause });
}
