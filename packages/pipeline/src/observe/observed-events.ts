import { setImmediate } from 'node:timers/promises';
import type { StoredEvents } from '../store/stored-events.ts';
import { createLookTable, type LookTable } from './look-table.ts';
import { type ObservedEvents, openObserving, type ObservingOptions } from './open-observing.ts';

/** Observations of which some can be taken out again. */
export interface AllObserved extends ObservedEvents {
  /**
   * The same without some of the events, as if these had never been.
   *
   * @param isLeftOut - Whether the event at a place is left out, of all that are given here.
   */
  without(isLeftOut: (place: number) => boolean): Promise<ObservedEvents>;
}

export interface ObserveOptions extends Omit<ObservingOptions, 'isLeftOut'> {
  readonly signal?: AbortSignal | undefined;
}

const TURN_EVERY = 8;

/**
 * Follows the sliding windows through stored events.
 *
 * @throws IoError if there is no room for what is observed; the signal's reason if that stopped it. Nothing is left then.
 */
export async function observeEvents(stored: StoredEvents, options: ObserveOptions): Promise<AllObserved> {
  const looks = createLookTable(stored);
  return allObserved(await observe(stored, looks, options), stored, looks, options);
}

/** @param observed - What `options` make of all that is stored, with these looks. */
export function allObserved(
  observed: ObservedEvents,
  stored: StoredEvents,
  looks: LookTable,
  options: ObserveOptions,
): AllObserved {
  return { ...observed, without: (isLeftOut) => observe(stored, looks, { ...options, isLeftOut }) };
}

async function observe(
  stored: StoredEvents,
  looks: LookTable,
  { signal, ...options }: ObservingOptions & Pick<ObserveOptions, 'signal'>,
): Promise<ObservedEvents> {
  const observing = openObserving(looks, options);
  try {
    let turn = 0;
    for (const block of stored.blocks()) {
      observing.add(block);
      if (++turn % TURN_EVERY !== 0) continue;
      await setImmediate();
      signal?.throwIfAborted();
    }
    return observing.finish();
  } catch (error) {
    await observing.remove();
    throw error;
  }
}
