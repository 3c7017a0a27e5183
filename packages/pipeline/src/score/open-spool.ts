import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { toIoError } from '../io/io-error.ts';
import { openWorkFolder } from '../io/open-work-folder.ts';

/** Texts on disk: put in one order, taken in another. */
export interface Spool {
  /** Puts text number `i`, from 0, each once; returns a promise when it is time to wait. */
  put(i: number, text: string): Promise<void> | undefined;
  /** All have been put. */
  finish(): Promise<void>;
  get(i: number): string;
  /** Removes the file. */
  remove(): Promise<void>;
}

const FLUSH_AT = 1024 * 1024;

/**
 * Opens a temporary file that only this user can read. It takes 12 bytes of memory a text.
 *
 * @param size - How many texts there will be.
 * @throws IoError if the file cannot be written or read.
 */
export async function openSpool(size: number): Promise<Spool> {
  const folder = await openWorkFolder();
  const path = join(folder.path, 'scored');
  const guarded = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw toIoError(error, 'write', path);
    });
  const file = await guarded(open(path, 'wx+', 0o600));
  const starts = new Float64Array(size);
  const lengths = new Uint32Array(size);
  let pieces: Buffer[] = [];
  let gathered = 0;
  let end = 0;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    gathered = 0;
    await guarded(file.appendFile(bytes));
  };
  return {
    put(i, text) {
      const bytes = Buffer.from(text);
      starts[i] = end;
      lengths[i] = bytes.length;
      end += bytes.length;
      pieces.push(bytes);
      gathered += bytes.length;
      return gathered >= FLUSH_AT ? flush() : undefined;
    },
    finish: flush,
    get(i) {
      const bytes = Buffer.allocUnsafe(lengths[i]!);
      try {
        for (let read = 0; read < bytes.length;) {
          const got = readSync(file.fd, bytes, read, bytes.length - read, starts[i]! + read);
          if (got === 0) throw new Error('it ends too early');
          read += got;
        }
      } catch (error) {
        throw toIoError(error, 'read', path);
      }
      return bytes.toString();
    },
    async remove() {
      await file.close();
      await folder.remove();
    },
  };
}
