import { IoError } from '../io/io-error.ts';
import { readChunks } from '../io/read-chunks.ts';
import { createEventStore, type EventStore } from '../store/create-event-store.ts';
import { damagedKept, otherKept } from './kept-error.ts';
import type { KeptHeader } from './kept-header.ts';
import { OtherKept, readKept } from './read-kept.ts';

/** Events that a model was trained on, as they were read back. */
export interface KeptEvents extends KeptHeader {
  /** Holds them and nothing else; whoever has it removes it. */
  readonly store: EventStore;
}

/**
 * Reads a file of kept events, whole or not at all.
 *
 * @throws ModelError `other_kept_events` if another version wrote it, or with other fields; `damaged_kept_events` if it is anything
 *   else than what was written. IoError if it cannot be read. The signal's reason if that stopped it.
 */
export async function loadKept(path: string, signal?: AbortSignal): Promise<KeptEvents> {
  const store = createEventStore();
  try {
    return { ...(await readKept(readChunks(path, { signal }), store)), store };
  } catch (error) {
    await store.remove();
    signal?.throwIfAborted();
    if (error instanceof OtherKept) throw otherKept(path, error.message);
    const isBroken = error instanceof IoError && /_gzip$|^not_utf8$/.test(error.code);
    if (error instanceof IoError && !isBroken) throw error;
    throw damagedKept(path, error);
  }
}
