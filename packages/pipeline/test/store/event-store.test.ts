import { readdirSync } from 'node:fs';
import type { AuthEvent } from '@sidecar/events';
import { facetsOf } from '@sidecar/features';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareKinds } from '../../src/store/compare-kinds.ts';
import { compareInInstant } from '../../src/train/compare-in-instant.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { openFolder } from '../workspace.ts';
import { contentOf, kindOf, storeOf } from './stored-content.ts';

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

/** In order, by sorting all of them at once. */
function sorted(events: readonly AuthEvent[]): (AuthEvent & { added: number })[] {
  return events
    .map((event, added) => ({ event, added, user: event.user, facets: facetsOf(event) }))
    .sort((a, b) => a.event.time - b.event.time || compareInInstant(a, b) || compareKinds(a.event, b.event))
    .map(({ event, added }) => ({ ...event, added }));
}

describe('a store of events', () => {
  it('gives all events in their order, whatever order they came in and however little fits in memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryEvent, { maxLength: 60 }),
        fc.boolean(),
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom(0, 200, 100_000),
        async (events, isByTime, sortedAtOnce, memoryBytes) => {
          if (isByTime) events.sort((a, b) => a.time - b.time);
          const stored = await storeOf(events, { sortedAtOnce, memoryBytes });
          const expected = sorted(events);
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

  it('says so when asked for a kind that it does not have', async () => {
    const stored = await storeOf([]);
    expect(() => stored.kindAt(0)).toThrow(new RangeError('id is 0, expected one of 0 kinds'));
  });
});
