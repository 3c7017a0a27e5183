import type { AuthEvent } from '@sidecar/events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeKept } from '../../src/kept/encode-kept.ts';
import { keptFields } from '../../src/kept/kept-fields.ts';
import { selectEvents } from '../../src/kept/select-events.ts';
import { createEventStore, type EventStoreOptions } from '../../src/store/create-event-store.ts';
import { forgottenNotes } from '../../src/store/forgotten-notes.ts';
import type { StoredEvents } from '../../src/store/stored-events.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { stranger } from './stranger.ts';
import { eventsOf, kindOf, sortedEvents, contentOf } from './stored-content.ts';

type Added = AuthEvent & { readonly added: number };

const keyOf = (event: AuthEvent): string => JSON.stringify(keptFields.map((name) => event[name]));

/** The events, stored; equal kinds come as one object, but for every third event. */
async function storeOf(events: readonly AuthEvent[], options?: EventStoreOptions): Promise<StoredEvents> {
  const store = createEventStore(options);
  const kinds = new Map(events.map((event) => [keyOf(event), kindOf(event)]));
  events.forEach((event, i) => {
    const kind = kinds.get(keyOf(event))!;
    store.add(i % 3 === 2 ? { ...kind } : kind, event.time);
  });
  return store.finish();
}

/** What must be left of events that are added one by one, as the definition has it. */
function survivorsOf(events: readonly AuthEvent[], mostKinds: number): { survivors: Added[]; level: number } {
  let left: { readonly event: Added; readonly key: string }[] = [];
  let level = 0;
  const kinds = new Map<string, { count: number; readonly given: number }>();
  events.forEach((event, added) => {
    const key = keyOf(event);
    if (!kinds.has(key) && kinds.size >= mostKinds) {
      const weights = Array.from(kinds.values(), ({ count, given }) => count + given);
      const isEnough = (at: number): boolean => weights.filter((each) => each > at).length <= mostKinds / 2;
      level = Math.min(...weights.filter(isEnough));
      for (const [name, { count, given }] of kinds) if (count + given <= level) kinds.delete(name);
      left = left.filter((each) => kinds.has(each.key));
    }
    const kind = kinds.get(key) ?? { count: 0, given: level };
    kind.count += 1;
    kinds.set(key, kind);
    left.push({ event: { ...event, added }, key });
  });
  return { survivors: left.map(({ event }) => event), level };
}

/** Some kinds that come often and some that come seldom, in any order of time or in order, with few times or many. */
const streams = fc
  .record({
    bases: fc.array(arbitraryEvent, { minLength: 1, maxLength: 25, size: 'max' }),
    choices: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 40 })), {
      maxLength: 160,
      size: 'max',
    }),
    isOfOne: fc.boolean(),
    skew: fc.constantFrom(1, 3),
    times: fc.constantFrom('as they are', 'in order', 'of one instant'),
  })
  .map(({ bases, choices, isOfOne, skew, times }): AuthEvent[] => {
    const events = choices.map(([choice, time]) => ({
      ...bases[Math.min(bases.length - 1, Math.floor(choice ** skew * bases.length))]!,
      ...(isOfOne && { user: 'ann' }),
      time: times === 'of one instant' ? 0 : time * 1000,
    }));
    return times === 'in order' ? events.sort((a, b) => a.time - b.time) : events;
  });

const options: fc.Arbitrary<EventStoreOptions & { readonly mostKinds: number }> = fc.record({
  mostKinds: fc.integer({ min: 2, max: 8 }),
  sortedAtOnce: fc.integer({ min: 2, max: 60 }),
  memoryBytes: fc.constantFrom(0, 200, 100_000),
});

const bytesOf = (events: StoredEvents): Buffer =>
  Buffer.concat([...encodeKept(events, { model: '', rejections: [], forgottenBefore: null })]);

describe('a store with room for a few kinds', () => {
  it('has the events of those with the most, and of no other', async () => {
    await fc.assert(
      fc.asyncProperty(streams, options, async (events, { mostKinds, ...rest }) => {
        const stored = await storeOf(events, { mostKinds, ...rest });
        const { survivors, level } = survivorsOf(events, mostKinds);
        const expected = sortedEvents(survivors).map(({ added, ...event }) => ({
          ...event,
          added: survivors[added]!.added,
        }));
        expect(contentOf(stored)).toEqual(expected);
        expect([stored.size, stored.firstTime, stored.lastTime]).toEqual([
          survivors.length,
          expected[0]?.time ?? Number.NaN,
          expected.at(-1)?.time ?? Number.NaN,
        ]);
        const { kinds } = stored;
        expect(kinds.forgotten).toMatchObject({
          events: events.length - survivors.length,
          mostEvents: level,
        });
        expect(Math.max(kinds.size, ...kinds.dictionaries.map(({ size }) => size))).toBeLessThanOrEqual(
          mostKinds,
        );
        await stored.remove();
      }),
      { numRuns: 50 },
    );
  });

  it('loses no more than two of mostKinds events of any kind, however often it was forgotten and came back', async () => {
    await fc.assert(
      fc.asyncProperty(streams, options, async (events, given) => {
        const stored = await storeOf(events, given);
        const { mostEvents } = stored.kinds.forgotten;
        expect(mostEvents).toBeLessThanOrEqual((2 * events.length) / given.mostKinds);
        const lost = new Map<string, number>();
        const add = (all: readonly AuthEvent[], sign: number): void => {
          for (const event of all) {
            const key = keyOf(event);
            lost.set(key, (lost.get(key) ?? 0) + sign);
          }
        };
        add(events, 1);
        add(eventsOf(stored), -1);
        expect(Math.max(0, ...lost.values())).toBeLessThanOrEqual(mostEvents);
        await stored.remove();
      }),
      { numRuns: 50 },
    );
  });

  it('is selected from and kept as one that never had what was forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(streams, options, fc.nat({ max: 160 }), async (events, given, keptSize) => {
        const { survivors } = survivorsOf(events, given.mostKinds);
        const rest = survivors.map((event) => ({ ...kindOf(event), time: event.time }));
        const keptRest = survivors.filter(({ added }) => added < keptSize).length;
        const forgetful = await selectEvents(await storeOf(events, given), { keptSize });
        const plain = await selectEvents(await storeOf(rest), { keptSize: keptRest });
        const { events: found, ...counts } = forgetful;
        const { events: expected, ...expectedCounts } = plain;
        expect(counts).toEqual(expectedCounts);
        expect(eventsOf(found)).toEqual(eventsOf(expected));
        expect(bytesOf(found).equals(bytesOf(expected))).toBe(true);
        await Promise.all([found.remove(), expected.remove()]);
      }),
      { numRuns: 30 },
    );
  });

  it('takes any number of kinds of a file, and makes room when another one comes', async () => {
    const store = createEventStore({ mostKinds: 4 });
    const [first, ...others] = Array.from({ length: 7 }, (_, i) => stranger(i));
    for (const [id, kind] of others.entries()) {
      const codes = Object.entries(kind).map(([, value], f) => store.kinds.dictionaries[f]!.codeOf(value));
      expect(store.kinds.idOfCodes(codes)).toBe(id);
      for (let i = 0; i <= id; i++) store.addById(id, 1000 * id);
    }
    expect([store.size, store.kinds.forgotten.kinds]).toEqual([21, 0]);
    expect(store.kinds.at(1).user).toBe('user-2');
    store.add(first!, 0);
    expect([store.size, store.kinds.forgotten]).toEqual([22, { events: 10, kinds: 4, mostEvents: 4 }]);
    const stored = await store.finish();
    const expected = [
      'user-0',
      ...Array.from({ length: 5 }, () => 'user-5'),
      ...Array.from({ length: 6 }, () => 'user-6'),
    ];
    expect(eventsOf(stored).map(({ user }) => user)).toEqual(expected);
    expect(() => stored.kindAt(1)).toThrow(new RangeError('id is 1, expected one of 3 kinds'));
    await stored.remove();
  });
});

it('what was forgotten is told in one sentence, and nothing if nothing was', () => {
  const notesOf = (events: number, kinds: number, mostEvents: number): string[] =>
    forgottenNotes({ forgotten: { events, kinds, mostEvents }, mostKinds: 2_000_000 });
  expect(notesOf(0, 0, 0)).toEqual([]);
  expect(notesOf(3_000_000, 1_200_000, 3)).toEqual([
    '3,000,000 events of 1,200,000 kinds were forgotten while reading, as there were more than 2,000,000 kinds; none of them lost more than 3 events',
  ]);
  expect(notesOf(1, 1, 1)).toEqual([
    '1 event of 1 kind was forgotten while reading, as there were more than 2,000,000 kinds; none of them lost more than 1 event',
  ]);
});
