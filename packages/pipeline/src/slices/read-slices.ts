import { addAbortSignal, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { IoError } from '../io/io-error.ts';
import { OtherKept, readKept } from '../kept/read-kept.ts';
import type { EventStore } from '../store/create-event-store.ts';
import type { SliceFacts } from './slice.ts';
import { SliceError } from './slice-error.ts';

/** Fetches the bytes of a slice; may be called again. */
export type SliceSource = () => Promise<Uint8Array>;

/** A slice whose bytes are fetched when its turn comes. */
export interface KnownSlice {
  readonly facts: SliceFacts;
  readonly source: SliceSource;
}

export interface ReadSlicesOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told before each slice: how many were read, and events. */
  readonly onSlice?: ((slices: number, events: number) => void) | undefined;
}

/**
 * Adds the events of slices to a store, one slice after the other, of which only one is in memory.
 *
 * @param slices - With what is known of them, which is checked.
 * @throws SliceError if one is damaged or of another version; what a source throws; the signal's reason if that stopped it. The store may hold
 *   some of the events then.
 */
export async function readSlices(
  slices: readonly (Pick<KnownSlice, 'source'> & Partial<KnownSlice>)[],
  store: Pick<EventStore, 'addById' | 'kinds'>,
  { signal, onSlice }: ReadSlicesOptions = {},
): Promise<void> {
  let events = 0;
  for (const [place, { source, facts }] of slices.entries()) {
    signal?.throwIfAborted();
    onSlice?.(place, events);
    const bytes = await source();
    try {
      const header = await readKept(inflated(bytes, signal), store);
      events += header.events;
      if (facts !== undefined && facts.events !== header.events)
        throw new RangeError(`${header.events} events, expected ${facts.events}`);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof IoError) throw error;
      throw sliceError(error, place, slices.length);
    }
  }
  onSlice?.(slices.length, events);
}

function inflated(bytes: Uint8Array, signal: AbortSignal | undefined): AsyncIterable<Buffer> {
  const stream = Readable.from([bytes]).pipe(createGunzip({ chunkSize: 256 * 1024 }));
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

function sliceError(cause: unknown, place: number, of: number): SliceError {
  const name = `Slice ${place + 1} of ${of}`;
  if (cause instanceof OtherKept) {
    const message = `${name} was folded by another version of Sidecar (${cause.message}); run the same version everywhere.`;
    return new SliceError('other_slice', place, message, { cause });
  }
  const message = `${name} is damaged: it was cut off or changed after it was folded; fold it again.`;
  return new SliceError('damaged_slice', place, message, { cause });
}
