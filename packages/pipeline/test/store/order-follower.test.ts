import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { AuthEvent } from '@sidecar/events';
import { createEventStore } from '../../src/store/create-event-store.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { stranger } from './stranger.ts';
import { eventsOf, kindOf } from './stored-content.ts';

it('whoever follows a store sees all events in their order, or is told that it does not', async () => {
  const seenHow = { whole: 0, lost: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryEvent, { maxLength: 60, size: 'max' }),
      fc.boolean(),
      fc.integer({ min: 2, max: 30 }),
      fc.constantFrom(3, 1000),
      async (events, isByTime, sortedAtOnce, mostKinds) => {
        if (isByTime) events.sort((a, b) => a.time - b.time);
        const store = createEventStore({ sortedAtOnce, mostKinds });
        const seen: AuthEvent[] = [];
        let isLost = false;
        store.follow({
          follow: ({ times, kinds }) => {
            expect(isLost).toBe(false);
            times.forEach((time, i) => seen.push({ time, ...store.kinds.at(kinds[i]!) }));
          },
          lose: () => void (isLost = true),
        });
        for (const event of events) store.add(kindOf(event), event.time);
        const stored = await store.finish();
        if (isLost) expect(seen.length).toBeLessThanOrEqual(events.length);
        else expect(seen).toEqual(eventsOf(stored));
        seenHow[isLost ? 'lost' : 'whole'] += 1;
        await stored.remove();
      },
    ),
  );
  expect(Math.min(...Object.values(seenHow))).toBeGreaterThan(5);
});

test.for([
  { name: 'in order', times: [1, 2, 2, 3, 4, 5], isLost: false },
  { name: 'a little out of order, within what is sorted at once', times: [2, 1, 4, 3, 6, 5], isLost: false },
  { name: 'one that comes far too late', times: [1, 2, 3, 4, 5, 1], isLost: true },
])('$name: lost is $isLost', async ({ times, isLost }) => {
  const store = createEventStore({ sortedAtOnce: 2 });
  let lost = 0;
  store.follow({ follow: () => {}, lose: () => (lost += 1) });
  for (const time of times) store.add(stranger(1), time);
  await (await store.finish()).remove();
  expect(lost).toBe(isLost ? 1 : 0);
});

test('a store is followed from its first event on or not at all', async () => {
  const store = createEventStore();
  store.add(stranger(1), 1);
  expect(() => store.follow({ follow: () => {}, lose: () => {} })).toThrow(
    new RangeError('1 events were added before, expected none'),
  );
  await store.remove();
});
