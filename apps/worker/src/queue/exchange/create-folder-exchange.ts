import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QueueError } from '../queue-error.ts';
import { BLOB_SECONDS, type Exchange } from './exchange.ts';
import { openBlob, sealBlob } from './seal-blob.ts';

/**
 * An exchange in a folder that all workers share, such as one on NFS: a folder in it for each of the exchange, a file for each blob, which appears
 * whole or not at all. Only this user can read them.
 *
 * @throws Error from the system if it cannot be read or written.
 */
export function createFolderExchange(root: string): Exchange {
  return {
    put: async (folder, name, bytes) => {
      await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
      const path = join(root, folder, name);
      const unfinished = `${path}.${randomUUID()}.tmp`;
      try {
        await writeFile(unfinished, sealBlob(bytes), { mode: 0o600, flush: true });
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    get: async (folder, name) => {
      const path = join(root, folder, name);
      return openBlob(await readFile(path).catch(refuseMissing(path)), path);
    },
    has: async (folder, name) => {
      try {
        await stat(join(root, folder, name));
        await utimes(join(root, folder), new Date(), new Date());
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    remove: async (folder) => {
      await rm(join(root, folder), { recursive: true, force: true });
      await removeExpired(root);
    },
  };
}

/** What nobody came back for. */
async function removeExpired(root: string): Promise<void> {
  const oldest = Date.now() - BLOB_SECONDS * 1000;
  for (const name of await readdir(root).catch(() => [])) {
    const path = join(root, name);
    const changed = await stat(path).catch(() => null);
    if (changed !== null && changed.mtimeMs < oldest) await rm(path, { recursive: true, force: true });
  }
}

function refuseMissing(path: string): (error: unknown) => never {
  return (error) => {
    if (!isMissing(error)) throw error;
    throw new QueueError(
      'blob_missing',
      `${path} is not there: it has expired, or this is not the folder that all workers share.`,
    );
  };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
