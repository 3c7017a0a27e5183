import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { IoError } from './io-error.ts';

/** Where bytes go, and what becomes of them in the end. */
export interface WriteTarget {
  readonly stream: Writable;
  /** Waits until every byte has arrived and keeps them. */
  finish(): Promise<void>;
  /** Leaves nothing behind, as far as that is possible. */
  discard(): Promise<void>;
}

/** A stream that is there already and stays when the text has ended. */
export function useStream(stream: Writable): WriteTarget {
  stream.on('error', ignore); // each write hears of it too
  const release = async (): Promise<void> => void stream.off('error', ignore);
  return { stream, finish: release, discard: release };
}

function ignore(): void {}

/** A file that takes its name when it is finished; what is neither file nor folder is written as it stands. */
export async function openTarget(path: string): Promise<WriteTarget> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory())
    throw new IoError('is_directory', path, `Cannot write ${path}: it is a folder.`);
  const compress = path.endsWith('.gz');
  if (existing !== undefined && !existing.isFile()) return openFile(path, 'a', compress);

  if (existing !== undefined) await (await open(path, 'r+')).close(); // may it be written?
  const place = existing === undefined ? path : await realpath(path);
  await requireFolder(dirname(place), path);
  const draft = `${place}.${randomBytes(4).toString('hex')}.tmp`;
  const { stream, finish } = await openFile(draft, 'wx', compress);
  return {
    stream,
    async finish() {
      await finish();
      if (existing !== undefined) await chmod(draft, existing.mode);
      await rename(draft, place);
    },
    async discard() {
      stream.destroy();
      await rm(draft, { force: true });
    },
  };
}

async function requireFolder(folder: string, path: string): Promise<void> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (found !== undefined) return;
  throw new IoError('no_directory', path, `Cannot write ${path}: the folder ${folder} does not exist.`);
}

/** Compressing goes on beside this thread until so many bytes have come out. */
const GZIP_CHUNK = 256 * 1024;

async function openFile(path: string, flags: 'wx' | 'a', compress: boolean): Promise<WriteTarget> {
  const handle = await open(path, flags);
  const file = handle.createWriteStream({ flush: flags === 'wx' });
  const gzip = compress ? createGzip({ chunkSize: GZIP_CHUNK }) : undefined;
  const done = gzip === undefined ? finished(file) : pipeline(gzip, file);
  done.catch(ignore); // heard in `finish`
  const stream = gzip ?? file;
  return {
    stream,
    async finish() {
      stream.end();
      await done;
    },
    async discard() {
      stream.destroy();
    },
  };
}
