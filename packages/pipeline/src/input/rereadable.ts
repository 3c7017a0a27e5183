import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toIoError } from '../io/io-error.ts';
import { openWorkFolder } from '../io/open-work-folder.ts';
import { watchFailure } from '../io/watch-failure.ts';
import { readChunks, type ReadChunksOptions } from '../io/read-chunks.ts';

/** Files that can be read more than once. */
export interface Rereadable {
  readonly inputs: readonly string[];
  /** What the copies among them are called before a person. */
  readonly names: ReadonlyMap<string, string>;
  /** Removes the copies. */
  remove(): Promise<void>;
}

/**
 * Puts what can be read only once, standard input and pipes, into temporary files that only this user can read.
 *
 * @throws IoError if it cannot be read or there is no room for it; the signal's reason if that stopped it. No copy is left then.
 */
export async function rereadable(inputs: readonly string[], options: ReadChunksOptions): Promise<Rereadable> {
  if (inputs.filter((input) => input === '-').length > 1) {
    throw new RangeError('inputs names - more than once, expected once at most');
  }
  const once = await Promise.all(inputs.map(isReadOnce));
  const names = new Map<string, string>();
  if (!once.includes(true)) return { inputs, names, remove: async () => {} };
  const { path: folder, remove } = await openWorkFolder();
  try {
    const files: string[] = [];
    for (const [i, input] of inputs.entries()) {
      const file = once[i] ? join(folder, `${i}.ndjson`) : input;
      if (once[i]) {
        await writeChunks(file, readChunks(input, options), options.signal);
        names.set(file, input === '-' ? 'standard input' : input);
      }
      files.push(file);
    }
    return { inputs: files, names, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Writes a temporary file that only this user can read.
 *
 * @throws IoError if it cannot be written; the signal's reason if that stopped it; whatever `chunks` throws.
 */
export async function writeChunks(
  file: string,
  chunks: AsyncIterable<Buffer | string>,
  signal?: AbortSignal,
): Promise<void> {
  const watched = watchFailure(chunks);
  try {
    await pipeline(Readable.from(watched.chunks), createWriteStream(file, { mode: 0o600 }), { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw watched.failure() ?? toIoError(error, 'write', file);
  }
}

/** Whether it is standard input or a pipe; what is missing shows when it is read. */
async function isReadOnce(input: string): Promise<boolean> {
  if (input === '-') return true;
  const found = await stat(input).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}
