import { readdirSync } from 'node:fs';
import type { AuthEvent, EventKind } from '@sidecar/events';
import { facetsOf } from '@sidecar/features';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareKinds } from '../../src/store/compare-kinds.ts';
import { createEventStore, type EventStoreOptions } from '../../src/store/create-event-store.ts';
import type { StoredEvents } from '../../src/store/stored-events.ts';
import { compareInInstant } from '../../src/train/compare-in-instant.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { openFolder } from '../workspace.ts';

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

interface Stored {
  readonly time: number;
  readonly kind: EventKind;
  readonly added: number;
}

function kindOf(event: AuthEvent): EventKind {
  const { time, ...kind } = event;
  expect(time).toBeTypeOf('number');
  return kind;
}

async function store(events: readonly AuthEvent[], options?: EventStoreOptions): Promise<StoredEvents> {
  const created = createEventStore(options);
  for (const event of events) created.add(kindOf(event), event.time);
  return created.finish();
}

function contentOf(stored: StoredEvents): Stored[] {
  const content: Stored[] = [];
  for (const { times, kinds, added } of stored.blocks()) {
    times.forEach((time, i) => content.push({ time, kind: stored.kindAt(kinds[i]!), added: added[i]! }));
  }
  return content;
}

/** The same by sorting all of them at once. */
function sorted(events: readonly AuthEvent[]): Stored[] {
  const seen = (kind: EventKind) => ({ user: kind.user, facets: facetsOf(kind) });
  return events
    .map((event, added) => ({ time: event.time, kind: kindOf(event), added }))
    .sort(
      (a, b) =>
        a.time - b.time || compareInInstant(seen(a.kind), seen(b.kind)) || compareKinds(a.kind, b.kind),
    );
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
          const stored = await store(events, { sortedAtOnce, memoryBytes });
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
        const stored = await store([...events, ...events.map((event) => structuredClone(event))]);
        const distinct = new Set(events.map((event) => JSON.stringify(kindOf(event))));
        expect(stored.kinds.size).toBe(distinct.size);
        const kinds = Array.from({ length: distinct.size }, (_, id) => stored.kindAt(id));
        expect(new Set(kinds.map((kind) => JSON.stringify(kind)))).toEqual(distinct);
        await stored.remove();
      }),
    );
  });

  it('says so when asked for a kind that it does not have', async () => {
    const stored = await store([]);
    expect(() => stored.kindAt(0)).toThrow(new RangeError('id is 0, expected one of 0 kinds'));
  });
});
