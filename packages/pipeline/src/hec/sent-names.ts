import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAtomicWriter } from '../io/create-atomic-writer.ts';
import { toIoError } from '../io/io-error.ts';

/** What earlier runs have sent to one place for certain, and what this run has. */
export interface SentNames {
  /** Whether it must be sent; asked once for each of a run. */
  isNew(name: string): boolean;
  /** Notes everything that was asked for as sent. What this run did not ask for is forgotten: it is older than the window. */
  confirm(): Promise<void>;
}

/** Hexadecimal digits of a name's hash: among a million names, one in 30,000 sets has two alike. */
const DIGITS = 16;

/**
 * Reads which names were sent to a place; none if nothing is known.
 *
 * @param folder - Where models are kept.
 * @param place - Names the target, such as its address with the index.
 * @throws IoError if the file is there and cannot be read.
 */
export async function readSentNames(folder: string, place: string): Promise<SentNames> {
  const path = join(folder, `sent-${hashOf(place)}.txt`);
  const before = new Set(await linesOf(path));
  const now = new Set<string>();
  return {
    isNew: (name) => {
      const hash = hashOf(name);
      now.add(hash);
      return !before.has(hash);
    },
    confirm: async () => {
      const writer = await createAtomicWriter(path);
      try {
        for (const hash of now) await writer.write(`${hash}\n`);
        await writer.close();
      } catch (error) {
        await writer.abort();
        throw error;
      }
    },
  };
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'latin1')).split('\n').filter((line) => line.length === DIGITS);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw toIoError(error, 'read', path);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}
