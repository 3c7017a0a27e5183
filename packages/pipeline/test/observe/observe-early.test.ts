import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it, test, vi } from 'vitest';
import { observeEarly } from '../../src/observe/observe-early.ts';
import { observeEvents } from '../../src/observe/observed-events.ts';
import { createEventStore } from '../../src/store/create-event-store.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { stranger } from '../store/stranger.ts';
import { kindOf } from '../store/stored-content.ts';
import { openFolder } from '../workspace.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const timeZone = 'Europe/Berlin';
const HOUR_MS = 3_600_000;

it('observes events that come in order as they are observed afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryEvent, { minLength: 1, maxLength: 80, size: 'max' }),
      fc.integer({ min: 40, max: 100 }),
      fc.nat(),
      async (events, sortedAtOnce, choice) => {
        events.sort((a, b) => a.time - b.time);
        const store = createEventStore({ sortedAtOnce });
        const early = observeEarly(store, { timeZone });
        for (const event of events) store.add(kindOf(event), event.time);
        const stored = await store.finish();
        const observed = early.of(stored);
        const afterwards = await observeEvents(stored, { timeZone });
        // Of one instant, more than are sorted at once may be out of order.
        if (observed === null) expect(events.length).toBeGreaterThan(sortedAtOnce);
        else {
          expect([...observed.between(0, 100)]).toEqual([...afterwards.between(0, 100)]);
          expect(observed.rateState).toEqual(afterwards.rateState);
          const isOut = (place: number): boolean => place % 3 === choice % 3;
          const [rest, expected] = [await observed.without(isOut), await afterwards.without(isOut)];
          expect([...rest.between(0, 100)]).toEqual([...expected.between(0, 100)]);
          await Promise.all([rest.remove(), expected.remove()]);
        }
        await Promise.all([early.remove(), afterwards.remove(), stored.remove()]);
      },
    ),
    { numRuns: isFull ? 1000 : 40 },
  );
});

async function isObserved(times: readonly number[], mostMs?: number): Promise<boolean> {
  const store = createEventStore({ sortedAtOnce: 2 });
  const early = observeEarly(store, mostMs === undefined ? { timeZone } : { timeZone, mostMs });
  times.forEach((time, i) => store.add(stranger(i), time));
  const stored = await store.finish();
  const observed = early.of(stored) !== null;
  await Promise.all([early.remove(), stored.remove()]);
  return observed;
}

test.for([
  { name: 'in order', hours: [0, 1, 2, 3, 4], observed: true },
  { name: 'out of order', hours: [0, 2, 3, 4, 1], observed: false },
  {
    name: 'for less time than is worth while',
    hours: [0, 1, 2, 3, 3.9],
    mostMs: 4 * HOUR_MS,
    observed: true,
  },
  { name: 'for too long', hours: [0, 1, 2, 3, 4], mostMs: 4 * HOUR_MS, observed: false },
])('events $name: observed is $observed', async ({ hours, mostMs, observed }) => {
  expect(
    await isObserved(
      hours.map((hour) => hour * HOUR_MS),
      mostMs,
    ),
  ).toBe(observed);
});

test('leaves no file behind, whether it was of use or not', async () => {
  const temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
  try {
    const store = createEventStore();
    const early = observeEarly(store, { timeZone });
    for (let i = 0; i < 500_000; i++) store.add(stranger(i % 100), i);
    expect(readdirSync(temporary)).toHaveLength(1);
    await early.remove();
    await early.remove();
    expect(readdirSync(temporary)).toEqual([]);
    await store.remove();
  } finally {
    vi.unstubAllEnvs();
  }
});
