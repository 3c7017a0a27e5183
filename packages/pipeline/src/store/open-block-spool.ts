import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { toIoError } from '../io/io-error.ts';
import { openWorkFolderSync, type WorkFolder } from '../io/open-work-folder.ts';

/** Where a block is: its number in the order of putting, from 0. */
export type Place = number;

/** Blocks of bytes that need no more than a set amount of memory: what is more goes to disk. */
export interface BlockSpool {
  /** Keeps a copy of a block. */
  append(bytes: Uint8Array): Place;
  /**
   * The bytes of a block, at the beginning of a buffer that is aligned for any typed array; not to be changed.
   *
   * @param memory - Where a block from the file may be put, if it fits. @default memory of its own
   */
  read(place: Place, memory?: ArrayBuffer): Uint8Array<ArrayBuffer>;
  /** Lets go of all blocks, and removes the file if there is one. May be called more than once; nothing can be appended or read after it. */
  remove(): Promise<void>;
}

export interface BlockSpoolOptions {
  /** So many bytes of the first blocks stay in memory, from 0. @default 16 MiB */
  readonly memoryBytes?: number;
}

interface SpoolFile {
  readonly folder: WorkFolder;
  readonly path: string;
  readonly descriptor: number;
}

/**
 * Opens a spool. Until its blocks exceed the memory it makes no file; then one among the temporary files, which only this user can
 * read. Writing and reading are synchronous: blocks are large and few, and whoever goes through them is computing anyway.
 *
 * `append` and `read` throw IoError if the file cannot be made, written (`no_space` if the disk is full) or read, and
 * RangeError if there is no such block.
 *
 * @example
 * const spool = openBlockSpool({ memoryBytes: 64 * 1024 * 1024 });
 * const place = spool.append(Uint8Array.of(1, 2, 3));
 * spool.read(place); // => Uint8Array [1, 2, 3]
 * await spool.remove();
 */
export function openBlockSpool({ memoryBytes = 16 * 1024 * 1024 }: BlockSpoolOptions = {}): BlockSpool {
  /** The block itself, or where it begins in the file. */
  const blocks: (Uint8Array<ArrayBuffer> | number)[] = [];
  const lengths: number[] = [];
  let held = 0;
  let file: SpoolFile | null = null;
  let end = 0;
  return {
    append: (bytes) => {
      if (file === null && held + bytes.length <= memoryBytes) {
        held += bytes.length;
        blocks.push(Uint8Array.from(bytes));
      } else {
        file ??= openFile();
        writeWhole(file, bytes, end);
        blocks.push(end);
        end += bytes.length;
      }
      return lengths.push(bytes.length) - 1;
    },
    read: (place, memory) => {
      const block = blocks[place];
      if (block === undefined)
        throw new RangeError(`place is ${place}, expected one of ${blocks.length} blocks`);
      if (typeof block !== 'number') return block;
      const length = lengths[place]!;
      const room = memory !== undefined && memory.byteLength >= length ? memory : new ArrayBuffer(length);
      const bytes = new Uint8Array(room, 0, length);
      readWhole(file!, bytes, block);
      return bytes;
    },
    remove: async () => {
      const opened = file;
      file = null;
      blocks.length = 0;
      if (opened === null) return;
      closeSync(opened.descriptor);
      await opened.folder.remove();
    },
  };
}

const NOWHERE = 'temporary files';

function openFile(): SpoolFile {
  let path = NOWHERE;
  try {
    const folder = openWorkFolderSync();
    path = folder.path;
    return { folder, path: join(path, 'blocks'), descriptor: openSync(join(path, 'blocks'), 'wx+', 0o600) };
  } catch (error) {
    if (path !== NOWHERE) rmSync(path, { recursive: true, force: true });
    throw toIoError(error, 'write', path);
  }
}

function writeWhole({ path, descriptor }: SpoolFile, bytes: Uint8Array, start: number): void {
  try {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(descriptor, bytes, done, bytes.length - done, start + done);
    }
  } catch (error) {
    throw toIoError(error, 'write', path);
  }
}

function readWhole({ path, descriptor }: SpoolFile, bytes: Uint8Array, start: number): void {
  try {
    for (let done = 0; done < bytes.length;) {
      const got = readSync(descriptor, bytes, done, bytes.length - done, start + done);
      if (got === 0) throw new Error('it ends too early');
      done += got;
    }
  } catch (error) {
    throw toIoError(error, 'read', path);
  }
}
