import type { Writable } from 'node:stream';
import { createAtomicWriter, type AtomicWriter } from '@sidecar/pipeline/io';

/**
 * Opens files, lets `work` write to them, and puts them in place when it is done: all of them, or, if it fails or is
 * interrupted, none.
 */
export async function withWriters<Result>(
  paths: readonly string[],
  stdout: Writable,
  work: (writers: readonly AtomicWriter[]) => Promise<Result>,
): Promise<Result> {
  const writers: AtomicWriter[] = [];
  try {
    for (const path of paths) writers.push(await createAtomicWriter(path, { stdout }));
    const result = await work(writers);
    for (const writer of writers) await writer.close();
    return result;
  } catch (error) {
    await Promise.all(writers.map((writer) => writer.abort()));
    throw error;
  }
}
