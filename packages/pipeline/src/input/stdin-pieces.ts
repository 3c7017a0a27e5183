import { addAbortSignal, type Readable } from 'node:stream';
import { toIoError } from '../io/io-error.ts';

/**
 * The bytes of standard input as they come, each piece in memory of its own, which can be handed over to another thread. Nothing is read
 * before the first is asked for.
 *
 * @throws IoError if it cannot be read to its end; the signal's reason if that stopped it.
 */
export async function* stdinPieces(
  stdin: Readable | undefined,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  try {
    const source: Readable = stdin ?? process.stdin;
    if (signal !== undefined) addAbortSignal(signal, source);
    for await (const piece of source as AsyncIterable<Buffer | string>) {
      yield Uint8Array.from(typeof piece === 'string' ? Buffer.from(piece) : piece);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw toIoError(error, 'read', '-');
  }
}
