import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AtomicWriter, createAtomicWriter } from '../io/create-atomic-writer.ts';
import { IoError, toIoError } from '../io/io-error.ts';
import { readLines } from '../io/read-lines.ts';
import type { PlannedWrite, WrittenTarget } from './plan-writes.ts';

/**
 * Writes every collection as an NDJSON file of its name, each whole or not at all. Where a collection is a history, the
 * lines of earlier runs stay, but for records that are written anew.
 *
 * @param ending - What names have behind that of the collection.
 * @throws IoError if the folder cannot be made or a file not be written.
 */
export async function writeToFiles(
  directory: string,
  plan: readonly PlannedWrite[],
  ending = '.ndjson',
): Promise<WrittenTarget[]> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw toIoError(error, 'write', directory);
  }
  const written: WrittenTarget[] = [];
  for (const planned of plan) {
    written.push(await writeOne(join(directory, `${planned.collection.name}${ending}`), planned));
  }
  return written;
}

async function writeOne(path: string, { collection, records }: PlannedWrite): Promise<WrittenTarget> {
  const writer = await createAtomicWriter(path);
  let written = 0;
  try {
    if (collection.mode === 'append') await keepOthers(path, { records }, writer);
    for await (const record of records()) {
      await writer.write(`${JSON.stringify(record)}\n`);
      written += 1;
    }
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return { target: path, written, failed: 0, readBack: null, complete: true };
}

/** Copies the lines of an earlier file whose keys are not written anew. */
async function keepOthers(
  path: string,
  { records }: Pick<PlannedWrite, 'records'>,
  writer: AtomicWriter,
): Promise<void> {
  const keys = new Set<unknown>();
  for await (const { _key } of records()) keys.add(_key);
  for await (const line of earlierLines(path)) {
    if (!keys.has(keyOf(line))) await writer.write(`${line}\n`);
  }
}

async function* earlierLines(path: string): AsyncGenerator<string, void, undefined> {
  try {
    for await (const batch of readLines([path])) {
      for (const { line } of batch) if (line !== null) yield line;
    }
  } catch (error) {
    if (!(error instanceof IoError && error.code === 'not_found')) throw error;
  }
}

function keyOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { _key?: unknown } | null)?._key;
  } catch {
    return undefined;
  }
}
