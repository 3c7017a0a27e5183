import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import type { EventQuery, IndexedEvent, Store, StoredEvent } from '../src/store/store.ts';

const total = 50_000;
/** Times come out of order, and many at once. */
const timeOf = (i: number): number => (i * 7919) % 12_345;
const eventAt = (time: number, raw: string): StoredEvent => ({
  index: 'main',
  sourcetype: 's',
  source: 'x',
  host: 'h',
  time,
  indexTime: 1,
  raw,
});
const everything: EventQuery = {
  earliest: -Infinity,
  latest: Infinity,
  indexEarliest: -Infinity,
  indexLatest: Infinity,
  metadata: [],
  order: 'newest',
};

let store: Store;
beforeAll(async () => {
  store = await openStore();
  await store.events.append(Array.from({ length: total }, (_, i) => eventAt(timeOf(i), `e${i}`)));
});
afterAll(() => store.close());

async function read(query: Partial<EventQuery>, onFirst?: () => Promise<void>): Promise<IndexedEvent[]> {
  const events: IndexedEvent[] = [];
  for await (const batch of store.events.read({ ...everything, ...query })) {
    if (events.length === 0) await onFirst?.();
    events.push(...batch);
  }
  return events;
}

it.for([
  { order: 'newest', earliest: -Infinity, latest: Infinity },
  { order: 'oldest', earliest: -Infinity, latest: Infinity },
  { order: 'newest', earliest: 100, latest: 12_000 },
  { order: 'oldest', earliest: 4_000.5, latest: 4_001 },
] as const)(
  'reads many more events than it sorts at a time in order, $order first, from $earliest',
  async (query) => {
    const sign = query.order === 'newest' ? -1 : 1;
    const expected = Array.from({ length: total }, (_, i) => i)
      .filter((i) => timeOf(i) >= query.earliest && timeOf(i) < query.latest)
      .sort((a, b) => sign * (timeOf(a) - timeOf(b)) || b - a);
    expect((await read(query)).map(({ raw }) => raw)).toEqual(expected.map((i) => `e${i}`));
  },
);

it('is not disturbed by events that arrive while it reads', async () => {
  const late = [eventAt(0, 'late'), eventAt(12_000, 'late')];
  const seen = await read({}, () => store.events.append(late));
  expect(seen).toHaveLength(total);
  expect(seen.some(({ raw }) => raw === 'late')).toBe(false);
  expect(await read({})).toHaveLength(total + 2);
});

it('reads only where the reader may look', async () => {
  await store.events.append([{ ...eventAt(1, 'secret'), index: 'secret' }]);
  const metadata = [{ field: 'index', anyOf: ['sec*'] }] as const;
  expect((await read({ metadata })).map(({ raw }) => raw)).toEqual(['secret']);
  expect(await read({ metadata, seesIndex: (name) => name === 'main' })).toEqual([]);
});

it('refuses to read or write once it is closed, and ends a reading that is under way', async () => {
  const closing = await openStore();
  await closing.events.append(Array.from({ length: 30_000 }, (_, i) => eventAt(i, 'x')));
  const begun = closing.events.read(everything)[Symbol.asyncIterator]();
  await begun.next();
  await Promise.all([closing.close(), expect(begun.next()).rejects.toThrow('The emulator is closing.')]);
  await expect(closing.events.read(everything)[Symbol.asyncIterator]().next()).rejects.toThrow(
    'The emulator is closing.',
  );
  await expect(closing.events.append([eventAt(1, 'x')])).rejects.toThrow('The emulator is closing.');
});
