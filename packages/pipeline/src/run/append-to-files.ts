import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { toIoError } from '../io/io-error.ts';
import type { PlannedWrite, WrittenTarget } from './plan-writes.ts';

/**
 * Adds the records of histories to the NDJSON files of their names, whose lines stay as they are: for those who write a few records often, and each key once. A line that a crash cut
 * off stays by itself.
 *
 * @throws IoError if the folder cannot be made or a file not be written.
 */
export async function appendToFiles(
  directory: string,
  plan: readonly PlannedWrite[],
): Promise<WrittenTarget[]> {
  const written: WrittenTarget[] = [];
  for (const { collection, records } of plan) {
    const target = join(directory, `${collection.name}.ndjson`);
    const lines: string[] = [];
    for await (const record of records()) lines.push(`${JSON.stringify(record)}\n`);
    try {
      await mkdir(directory, { recursive: true });
      await append(target, lines.join(''));
    } catch (error) {
      throw toIoError(error, 'write', target);
    }
    written.push({ target, written: lines.length, failed: 0, readBack: null, complete: true });
  }
  return written;
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const isCut = size > 0 && last.toString() !== '\n';
    await file.appendFile(isCut ? `\n${text}` : text);
  } finally {
    await file.close();
  }
}
