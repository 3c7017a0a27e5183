import type { EventStore } from '../store/create-event-store.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { createLookTable } from './look-table.ts';
import { allObserved, type AllObserved } from './observed-events.ts';
import { openObserving } from './open-observing.ts';

/** What can be observed of events before all of them have come. */
export interface EarlyObserved {
  /**
   * The observations of all events, if these came in order: the same as `observeEvents` gives. Null if they have to be observed anew.
   *
   * @param stored - All that was added to the store, once it is finished.
   */
  of(stored: StoredEvents, signal?: AbortSignal): AllObserved | null;
  /** Lets go of what was observed. May be called more than once. */
  remove(): Promise<void>;
}

export interface ObserveEarlyOptions {
  /** IANA zone whose hours people keep. */
  readonly timeZone: string;
  /** Not worth while for events of so many ms or more, from the first to the last. @default Infinity */
  readonly mostMs?: number;
}

/**
 * Observes events while they are being added to a store, for those who read files: while one thread parses lines, this one would only wait.
 * Most files are in order of time; where one is not, no more is lost than the time it took up to the first event out of order.
 *
 * @param store - Without events yet.
 */
export function observeEarly(
  store: EventStore,
  { timeZone, mostMs = Infinity }: ObserveEarlyOptions,
): EarlyObserved {
  const looks = createLookTable({ kindAt: store.kinds.at, kinds: store.kinds });
  const observing = openObserving(looks, { timeZone });
  let firstTime: number | undefined;
  let isLost = false;
  store.follow({
    follow: (events) => {
      firstTime ??= events.times[0]!;
      isLost ||= events.times.at(-1)! - firstTime >= mostMs;
      if (!isLost) observing.add(events);
    },
    lose: () => {
      isLost = true;
    },
  });
  return {
    of: (stored, signal) =>
      isLost ? null : allObserved(observing.finish(), stored, looks, { timeZone, signal }),
    remove: observing.remove,
  };
}
