import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IoError, type SidecarConfig } from '@sidecar/pipeline';
import { registryFolder } from '@sidecar/pipeline/slices';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'it is a file, not a folder',
  ENOSPC: 'the disk is full',
};

/**
 * Makes the folders that a coordinator writes to and tries to write into each, so that it fails at the start and not after an hour of training.
 *
 * @throws IoError that names the key of the configuration, the folder and the reason.
 */
export async function checkFolders(config: SidecarConfig): Promise<void> {
  await tryFolder('worker.state_dir', config.worker.state_dir);
  await tryFolder('general.model_dir', registryFolder(config));
}

async function tryFolder(key: string, folder: string): Promise<void> {
  const probe = join(folder, `.${randomUUID()}.probe`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe, { force: true });
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const isFull = code === 'ENOSPC';
    const message = `${key}: cannot write to the folder ${folder}: ${REASONS[code] ?? code}.`;
    throw new IoError(isFull ? 'no_space' : 'no_permission', folder, message, { cause });
  }
}
