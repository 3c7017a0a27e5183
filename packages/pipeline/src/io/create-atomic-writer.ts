import type { Writable } from 'node:stream';
import { toIoError } from './io-error.ts';
import { openTarget, useStream, type WriteTarget } from './write-target.ts';

/** Text on its way to a file that appears whole or not at all. */
export interface AtomicWriter {
  /**
   * Takes text. Returns a promise when it is time to wait, and nothing when there is room for more, so that writing
   * short lines need not wait for each: `const full = writer.write(line); if (full) await full;`.
   */
  write(text: string): Promise<void> | undefined;
  /** Puts the finished file in its place, where it replaces an older one at once. */
  close(): Promise<void>;
  /** Removes what was written; an older file stays as it was. Does nothing after `close`. */
  abort(): Promise<void>;
}

export interface AtomicWriterOptions {
  /** What `-` stands for. @default process.stdout */
  readonly stdout?: Writable;
  /** Characters gathered before they are written. @default 262144 */
  readonly bufferSize?: number;
}

/**
 * Opens a file for writing, under another name beside it until it is closed: who reads it sees the old content or
 * the new, never a part. A name in `.gz` compresses; `-` is standard output, and devices and pipes are written
 * directly, as there is nothing to replace.
 *
 * @throws IoError here if the folder is missing or may not be written, and from `write` and `close` if the disk fills
 *   or the reader of a pipe goes away (`closed_pipe`).
 */
export async function createAtomicWriter(
  path: string,
  { stdout = process.stdout, bufferSize = 256 * 1024 }: AtomicWriterOptions = {},
): Promise<AtomicWriter> {
  try {
    const target = path === '-' ? useStream(stdout) : await openTarget(path);
    return bufferedWriter(target, path, bufferSize);
  } catch (error) {
    throw toIoError(error, 'write', path);
  }
}

function bufferedWriter(target: WriteTarget, path: string, bufferSize: number): AtomicWriter {
  let pieces: string[] = [];
  let size = 0;
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      await target.discard();
      throw toIoError(error, 'write', path);
    }
  };
  const flush = async (): Promise<void> => {
    const text = pieces.join('');
    pieces = [];
    size = 0;
    if (text !== '') await send(target.stream, text);
  };
  return {
    write(text) {
      pieces.push(text);
      size += text.length;
      return size >= bufferSize ? guarded(flush) : undefined;
    },
    close: () =>
      guarded(async () => {
        await flush();
        await target.finish();
      }),
    abort: () => target.discard(),
  };
}

function send(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
