import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { encodeKept } from '../kept/encode-kept.ts';
import { createEventStore } from '../store/create-event-store.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import type { ReadInto } from '../train/read-training-events.ts';
import type { Slice } from './slice.ts';

/** Where kept events name their model: a slice belongs to none. */
const NO_MODEL = '0'.repeat(64);

/**
 * Folds events, in any order. What does not fit in memory goes to a temporary file; none is forgotten.
 *
 * @param read - Reads the events.
 * @throws IoError if the temporary file cannot be written; what `read` throws; the signal's reason if that stopped it.
 */
export async function foldSlice(read: ReadInto, signal?: AbortSignal): Promise<Slice> {
  const store = createEventStore({ mostKinds: Infinity });
  try {
    const counts = await read(store);
    const stored = await store.finish(signal);
    try {
      const { size, firstTime, lastTime } = stored;
      const times = size === 0 ? { firstTime: null, lastTime: null } : { firstTime, lastTime };
      return { ...counts, ...times, bytes: await bytesOf(stored, signal) };
    } finally {
      await stored.remove();
    }
  } finally {
    await store.remove();
  }
}

async function bytesOf(events: StoredEvents, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  const encoded = encodeKept(events, { model: NO_MODEL, rejections: [], forgottenBefore: null });
  await pipeline(
    Readable.from(encoded),
    createGzip(),
    async (compressed) => {
      for await (const piece of compressed) pieces.push(piece as Buffer);
    },
    { signal },
  );
  return Buffer.concat(pieces);
}
