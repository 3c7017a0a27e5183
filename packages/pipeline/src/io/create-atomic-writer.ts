import type { Writable } from 'node:stream';
import { toIoError } from './io-error.ts';
import { openTarget, useStream, type WriteTarget } from './write-target.ts';

/** Text on its way to a file that appears whole or not at all. */
export interface AtomicWriter {
  /**
   * Takes text. Returns a promise when it is time to wait, and nothing when there is room for more, so that writing
   * short lines need not wait for each: `const full = writer.write(line); if (full) await full;`. What was taken is written
   * while more is gathered, so an error may come with a later text.
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
  /** Bytes gathered before they are written. @default 262144 */
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

/** Texts are put together to about so many characters before they become bytes: quicker than one by one, or all at once. */
const PIECE = 32 * 1024;

function bufferedWriter(target: WriteTarget, path: string, bufferSize: number): AtomicWriter {
  const gathered = createByteBuffer(bufferSize);
  let text = '';
  let sending: Promise<void> | undefined;

  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      await target.discard();
      throw toIoError(error, 'write', path);
    }
  };

  /** Begins to write what was gathered; returns a promise if what came before is not yet written. */
  const flush = (): Promise<void> | undefined => {
    const before = sending;
    const chunk = gathered.take();
    if (chunk.length === 0) return before;
    const now = guarded(() => send(target.stream, chunk));
    const done = before === undefined ? now : Promise.all([before, now]).then(() => undefined);
    sending = done;
    done.then(
      () => {
        if (sending === done) sending = undefined;
      },
      () => undefined, // heard by who waits next
    );
    return before === undefined ? undefined : done;
  };

  return {
    write(more) {
      text += more;
      if (text.length < PIECE && text.length < bufferSize) return undefined;
      gathered.add(text);
      text = '';
      return gathered.isFull() ? flush() : undefined;
    },
    close: () =>
      guarded(async () => {
        gathered.add(text);
        text = '';
        await flush();
        await sending;
        await target.finish();
      }),
    abort: () => target.discard(),
  };
}

interface ByteBuffer {
  add(text: string): void;
  isFull(): boolean;
  /** What was gathered, which is then forgotten. */
  take(): Buffer;
}

/** Gathers texts as UTF-8. @param capacity - Bytes from which on it is full. */
function createByteBuffer(capacity: number): ByteBuffer {
  let bytes = Buffer.alloc(0);
  let end = 0;
  return {
    add(text) {
      const most = text.length * 3;
      if (end + most > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(capacity + PIECE * 3, end + most));
        bytes.copy(larger, 0, 0, end);
        bytes = larger;
      }
      end += bytes.write(text, end);
    },
    isFull: () => end >= capacity,
    take() {
      const taken = bytes.subarray(0, end);
      bytes = Buffer.alloc(0); // who reads a stream may keep what was written to it
      end = 0;
      return taken;
    },
  };
}

function send(stream: Writable, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}
