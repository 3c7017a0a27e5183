import { createReadStream } from 'node:fs';
import { addAbortSignal, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { IoError, toIoError } from './io-error.ts';

export interface ReadChunksOptions {
  /** What `-` stands for. @default process.stdin */
  readonly stdin?: Readable;
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The bytes of a file, or of standard input for `-`. Whatever begins as gzip does is decompressed, whatever its name.
 *
 * @throws IoError if it cannot be read to its end; the signal's reason if that stopped it.
 */
export async function* readChunks(
  path: string,
  { stdin = process.stdin, signal }: ReadChunksOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  try {
    const raw: Readable = path === '-' ? stdin : createReadStream(path, { highWaterMark: 128 * 1024 });
    if (signal !== undefined) addAbortSignal(signal, raw);
    yield* decompressed(raw, path);
  } catch (error) {
    signal?.throwIfAborted();
    throw toIoError(error, 'read', path);
  }
}

async function* decompressed(
  raw: AsyncIterable<Buffer | string>,
  path: string,
): AsyncGenerator<Buffer, void, undefined> {
  const chunks = withWholeHead(raw);
  const { value: head, done } = await chunks.next();
  if (done) return;
  const rest = prepend(head, chunks);
  if (head[0] === 0x1f && head[1] === 0x8b) {
    yield* refuseUtf16(gunzip(rest), path);
  } else {
    yield* refuseUtf16(rest, path);
  }
}

/** The chunks as they come, but the first with at least two bytes if there are any, to tell the format by. */
async function* withWholeHead(raw: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer, void, undefined> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of raw) {
    let chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (head !== undefined) {
      chunk = Buffer.concat([head, chunk]);
      head = chunk.length < 2 ? chunk : undefined;
    }
    if (head === undefined) yield chunk;
  }
  if (head !== undefined && head.length > 0) yield head;
}

async function* prepend(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield head;
  yield* rest;
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const stream = createGunzip({ chunkSize: 256 * 1024 });
  // A failure of either side ends the iteration below with that error; here it only must not go unheard.
  void pipeline(Readable.from(chunks), stream).catch(() => {});
  yield* stream as AsyncIterable<Buffer>;
}

async function* refuseUtf16(
  chunks: AsyncIterable<Buffer>,
  path: string,
): AsyncGenerator<Buffer, void, undefined> {
  let isFirst = true;
  for await (const chunk of chunks) {
    const mark = isFirst && chunk.length >= 2 ? chunk.readUInt16BE(0) : 0;
    if (mark === 0xfffe || mark === 0xfeff) {
      throw new IoError('not_utf8', path, `Cannot read ${path}: it is UTF-16; save it as UTF-8.`);
    }
    isFirst = false;
    yield chunk;
  }
}
