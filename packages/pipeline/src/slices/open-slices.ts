import { createEventStore } from '../store/create-event-store.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { readSlices, type SliceSource } from './read-slices.ts';

/** The events of slices in the one order of a store; to be removed. */
export type OpenedSlices = StoredEvents;

export interface OpenSlicesOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * All events of slices, in an order that depends on the events alone: not on how they were cut, nor on the order of the slices. Slices are
 * fetched one after the other; what does not fit in memory goes to a temporary file. No event is forgotten.
 *
 * @throws SliceError if one is damaged; IoError if the temporary file cannot be written; what a source throws; the signal's reason if that
 *   stopped it. Nothing is left then.
 * @example
 * const events = await openSlices([async () => slice.bytes]);
 * for (const { times, kinds } of events.blocks()) times.forEach((time, i) => look(events.kindAt(kinds[i]!), time));
 * await events.remove();
 */
export async function openSlices(
  sources: readonly SliceSource[],
  { signal }: OpenSlicesOptions = {},
): Promise<OpenedSlices> {
  const store = createEventStore({ mostKinds: Infinity });
  try {
    const slices = sources.map((source) => ({ source }));
    await readSlices(slices, store, { signal });
    return await store.finish(signal);
  } catch (error) {
    await store.remove();
    throw error;
  }
}
