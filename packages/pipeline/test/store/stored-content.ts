import type { AuthEvent, EventKind } from '@sidecar/events';
import { facetsOf } from '@sidecar/features';
import { compareKinds } from '../../src/store/compare-kinds.ts';
import { createEventStore, type EventStoreOptions } from '../../src/store/create-event-store.ts';
import type { StoredEvents } from '../../src/store/stored-events.ts';
import { compareInInstant } from '../../src/store/compare-in-instant.ts';

/** All fields of an event but its time. */
export function kindOf(event: AuthEvent): EventKind {
  const { time, ...kind } = event;
  if (typeof time !== 'number') throw new TypeError(`time is ${time}, expected a number`);
  return kind;
}

/** The events, stored. */
export async function storeOf(
  events: readonly AuthEvent[],
  options?: EventStoreOptions,
): Promise<StoredEvents> {
  const store = createEventStore(options);
  for (const event of events) store.add(kindOf(event), event.time);
  return store.finish();
}

/** Stored events in their order, each with the number under which it was added. */
export function contentOf(stored: StoredEvents): (AuthEvent & { added: number })[] {
  const content: (AuthEvent & { added: number })[] = [];
  for (const { times, kinds, added } of stored.blocks()) {
    times.forEach((time, i) => content.push({ time, ...stored.kindAt(kinds[i]!), added: added[i]! }));
  }
  return content;
}

/** The same without the number. */
export function eventsOf(stored: StoredEvents): AuthEvent[] {
  return contentOf(stored).map(({ added, ...event }) => {
    if (!Number.isInteger(added)) throw new TypeError(`added is ${added}, expected an integer`);
    return event;
  });
}

/** Events in the order of a store, by sorting all of them at once, each with its place among those given. */
export function sortedEvents(events: readonly AuthEvent[]): (AuthEvent & { added: number })[] {
  return events
    .map((event, added) => ({ event, added, user: event.user, facets: facetsOf(event) }))
    .sort((a, b) => a.event.time - b.event.time || compareInInstant(a, b) || compareKinds(a.event, b.event))
    .map(({ event, added }) => ({ ...event, added }));
}
