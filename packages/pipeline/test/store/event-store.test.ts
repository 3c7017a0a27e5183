import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventStore } from '../../src/store/create-event-store.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { openFolder } from '../workspace.ts';
import { contentOf, kindOf, sortedEvents, storeOf } from './stored-content.ts';

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

/** Events of few kinds, of which some differ in what the model does not see. */
const alikeEvents = fc
  .tuple(
    fc.array(arbitraryEvent, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(null, '0x0', '0x1')), {
      maxLength: 80,
      size: 'max',
    }),
  )
  .map(([bases, choices]) =>
    choices.map(([base, time, status]) => ({
      ...bases[base % bases.length]!,
      time: bases[time % bases.length]!.time,
      status,
    })),
  );

describe('a store of events', () => {
  it('gives all events in their order, whatever order they came in and however little fits in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        alikeEvents,
        fc.boolean(),
        fc.constantFrom(1, 3 * 86_400_000, 1e15), // of which the last makes one instant of all
        fc.integer({ min: 2, max: 60 }),
        fc.constantFrom(0, 200, 100_000),
        async (given, isByTime, coarseness, sortedAtOnce, memoryBytes) => {
          const coarse = (time: number): number => (coarseness === 1 ? time : time - (time % coarseness));
          const events = given.map((event) => ({ ...event, time: coarse(event.time) }));
          if (isByTime) events.sort((a, b) => a.time - b.time);
          const stored = await storeOf(events, { sortedAtOnce, memoryBytes });
          const expected = sortedEvents(events);
          expect(contentOf(stored)).toEqual(expected);
          expect(contentOf(stored)).toEqual(expected); // and again
          expect([stored.size, stored.firstTime, stored.lastTime]).toEqual([
            events.length,
            expected[0]?.time ?? Number.NaN,
            expected.at(-1)?.time ?? Number.NaN,
          ]);
          await stored.remove();
        },
      ),
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('has each kind once, whatever object it came as', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryEvent, { maxLength: 60 }), async (events) => {
        const stored = await storeOf([...events, ...events.map((event) => structuredClone(event))]);
        const distinct = new Set(events.map((event) => JSON.stringify(kindOf(event))));
        expect(stored.kinds.size).toBe(distinct.size);
        const kinds = Array.from({ length: distinct.size }, (_, id) => stored.kindAt(id));
        expect(new Set(kinds.map((kind) => JSON.stringify(kind)))).toEqual(distinct);
        await stored.remove();
      }),
    );
  });

  it('stops when it is told to, and leaves nothing behind', async () => {
    const events = fc.sample(arbitraryEvent, { numRuns: 100, seed: 1 });
    const store = createEventStore({ memoryBytes: 0, sortedAtOnce: 4000 });
    for (let i = 0; i < 40_000; i++) store.add(kindOf(events[i % 100]!), (i * 7919) % 40_009);
    const stopped = new AbortController();
    const finished = store.finish(stopped.signal);
    stopped.abort(new Error('enough'));
    await expect(finished).rejects.toThrow(new Error('enough'));
    expect(readdirSync(temporary)).toHaveLength(1);
    await store.remove();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('says so when asked for a kind that it does not have', async () => {
    const stored = await storeOf([]);
    expect(() => stored.kindAt(0)).toThrow(new RangeError('id is 0, expected one of 0 kinds'));
  });
});
