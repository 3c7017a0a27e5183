import type { AuthEvent, EventKind } from '@sidecar/events';
import { createObserver, type Observation } from '@sidecar/features';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { observeEvents } from '../../src/observe/observed-events.ts';
import type { ObservedEvents } from '../../src/observe/open-observing.ts';
import { createEventStore } from '../../src/store/create-event-store.ts';
import type { StoredEvents } from '../../src/store/stored-events.ts';

const START = Date.UTC(2026, 8, 1);
const options = { timeZone: 'Europe/Berlin' };

function kindOf(user: string, dest: string, failed: boolean): EventKind {
  return {
    user,
    dest,
    src: '10.0.0.1',
    src_user: null,
    signature_id: failed ? 4625 : 4624,
    signature: null,
    action: failed ? 'failure' : 'success',
    process: null,
    logon_type: 3,
    authentication_package: null,
    status: null,
    sub_status: null,
    service: null,
    dest_nt_domain: null,
  };
}

const drawn = fc.array(
  fc.record({
    minute: fc.nat(10_000),
    user: fc.constantFrom('ana', 'bob', '__proto__'),
    dest: fc.constantFrom('srv-1', 'srv-2'),
    failed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

interface Drawn {
  readonly minute: number;
  readonly user: string;
  readonly dest: string;
  readonly failed: boolean;
}

async function storeOf(rows: readonly Drawn[]): Promise<StoredEvents> {
  const store = createEventStore();
  for (const { minute, user, dest, failed } of rows) {
    store.add(kindOf(user, dest, failed), START + minute * 60_000);
  }
  return store.finish();
}

/** One by one, in the order of the store. */
function* eventsOf({ blocks, kindAt }: StoredEvents): Generator<AuthEvent> {
  for (const { times, kinds } of blocks()) {
    for (const [i, time] of times.entries()) yield { time, ...kindAt(kinds[i]!) };
  }
}

const all = ({ between, size }: ObservedEvents): Observation[] => [...between(0, size)];

it('is what an observer sees of the events in their order, again and again', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (rows) => {
      const stored = await storeOf(rows);
      const observed = await observeEvents(stored, options);
      const observer = createObserver(options);
      const expected = Array.from(eventsOf(stored), observer.observe);
      expect(observed.size).toBe(rows.length);
      expect(all(observed)).toEqual(expected);
      expect(all(observed)).toEqual(expected);
      expect(observed.rateState).toEqual(observer.state());
      await observed.remove();
      await stored.remove();
    }),
  );
});

it('gives any part of them, and a part can be gone through twice', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, fc.nat(60), fc.nat(60), async (rows, from, length) => {
      const stored = await storeOf(rows);
      const observed = await observeEvents(stored, options);
      const part = observed.between(from, from + length);
      const expected = all(observed).slice(from, from + length);
      expect([...part]).toEqual(expected);
      expect([...part]).toEqual(expected);
      await observed.remove();
      await stored.remove();
    }),
  );
});

it('without some of them is as if these had never been', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, fc.infiniteStream(fc.boolean()), fc.nat(60), async (rows, choices, from) => {
      const stored = await storeOf(rows);
      const events = [...eventsOf(stored)];
      const isOut = events.map(() => choices.next().value === true);
      const observed = await observeEvents(stored, options);
      const rest = await observed.without((place) => isOut[place]!);
      const observer = createObserver(options);
      const expected = events.filter((_, i) => !isOut[i]).map(observer.observe);
      expect(rest.size).toBe(expected.length);
      expect(all(rest)).toEqual(expected);
      expect([...rest.between(from, from + 5)]).toEqual(expected.slice(from, from + 5));
      expect(rest.rateState).toEqual(observer.state());
      await Promise.all([rest.remove(), observed.remove(), stored.remove()]);
    }),
  );
});

it('goes through more events than stand in one block, from any of them on', async () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => ({
    minute: i / 60,
    user: `u${i % 50}`,
    dest: `srv-${i % 7}`,
    failed: i % 11 === 0,
  }));
  const stored = await storeOf(rows);
  const observed = await observeEvents(stored, options);
  const everything = all(observed);
  expect(everything.length).toBe(40_000);
  for (const from of [0, 8191, 8192, 8193, 20_000, 39_999]) {
    expect([...observed.between(from, from + 3)]).toEqual(everything.slice(from, from + 3));
  }
  await observed.remove();
  await stored.remove();
});

it('ends with the reason of whoever stops it', async () => {
  const stored = await storeOf(
    Array.from({ length: 70_000 }, (_, i) => ({ minute: i, user: 'ana', dest: 'd', failed: false })),
  );
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(observeEvents(stored, { ...options, signal })).rejects.toThrow('enough');
  await stored.remove();
});
