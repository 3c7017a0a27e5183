import { gunzipSync, gzipSync } from 'node:zlib';
import type { AuthEvent } from '@sidecar/events';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readKept } from '../../src/kept/read-kept.ts';
import { foldSlice } from '../../src/slices/fold-slice.ts';
import { openSlices } from '../../src/slices/open-slices.ts';
import { readSlices } from '../../src/slices/read-slices.ts';
import type { Slice } from '../../src/slices/slice.ts';
import { createEventStore } from '../../src/store/create-event-store.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { contentOf, eventsOf, kindOf, sortedEvents, storeOf } from '../store/stored-content.ts';
import { known } from './folded.ts';

const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';

/** Events folded. */
const fold = (events: readonly AuthEvent[]): Promise<Slice> =>
  foldSlice(async (store) => {
    for (const event of events) store.add(kindOf(event), event.time);
    return { events: events.length, rejected: 0, rejections: [] };
  });

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Buffer, void, undefined> {
  yield gunzipSync(bytes);
}

const arbitraryParts = fc.array(fc.array(arbitraryEvent, { maxLength: 20 }), { maxLength: 6 });

describe('slices, put together again', () => {
  it('are the events of all of them in the order of a store, however they were cut and whichever comes first', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryParts, async (parts) => {
        const slices = await Promise.all(parts.map(fold));
        const opened = await openSlices(
          slices.map(
            ({ bytes }) =>
              async () =>
                bytes,
          ),
        );
        const sorted = sortedEvents(parts.flat());
        expect(eventsOf(opened).map((event, i) => ({ ...event, added: sorted[i]!.added }))).toEqual(sorted);
        expect(opened.size).toBe(parts.flat().length);
        await opened.remove();
      }),
      { numRuns: isFull ? 1000 : 15 },
    );
  });

  it('a slice tells how many events it has and when the first and the last happened; the same events are the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryEvent, { maxLength: 20 }), async (events) => {
        const { bytes, ...facts } = await fold(events);
        const times = events.map(({ time }) => time);
        const [firstTime, lastTime] =
          events.length === 0 ? [null, null] : [Math.min(...times), Math.max(...times)];
        expect(facts).toEqual({ events: events.length, rejected: 0, rejections: [], firstTime, lastTime });
        expect((await fold(events.toReversed())).bytes).toEqual(bytes);
      }),
      { numRuns: 10 },
    );
  });

  it('are fetched one after the other, the next only when the one before is done with', async () => {
    const slices = await Promise.all(
      fc.sample(fc.array(arbitraryEvent, { minLength: 5 }), { numRuns: 4, seed: 1 }).map(fold),
    );
    const store = createEventStore();
    const told: string[] = [];
    let added = 0;
    const watched = {
      kinds: store.kinds,
      addById: (id: number, time: number) => {
        added += 1;
        store.addById(id, time);
      },
    };
    let before = 0;
    const sources = slices.map((slice, i) => ({
      source: async () => {
        told.push(`fetch ${i}`);
        expect(added).toBe(before);
        before += slice.events;
        return slice.bytes;
      },
    }));
    const onSlice = (done: number, events: number): void => void told.push(`${done}: ${events}`);
    await readSlices(sources, watched, { onSlice });
    let sum = 0;
    const sums = [0, ...slices.map(({ events }) => (sum += events))];
    expect(told).toEqual(
      [0, 1, 2, 3].flatMap((i) => [`${i}: ${sums[i]}`, `fetch ${i}`]).concat(`4: ${sums[4]}`),
    );
    await store.remove();
  });

  it('a store that forgets what is rare forgets the same as if each event had been added to it', async () => {
    const kinds = fc.sample(arbitraryEvent, { numRuns: 12, seed: 5 });
    const ofFewKinds = fc
      .record({ kind: fc.constantFrom(...kinds), time: fc.nat({ max: 1000 }) })
      .map(({ kind, time }) => ({ ...kind, time }));
    await fc.assert(
      fc.asyncProperty(fc.array(ofFewKinds, { minLength: 20, maxLength: 60 }), async (events) => {
        // A store that is empty takes all kinds of what it reads, however many; so it begins with an event.
        const first = kindOf(events[0]!);
        const added = createEventStore({ mostKinds: 4 });
        added.add(first, 0);
        for (const event of eventsOf(await storeOf(events))) added.add(kindOf(event), event.time);
        const store = createEventStore({ mostKinds: 4 });
        store.add(first, 0);
        await readKept(chunksOf((await fold(events)).bytes), store);
        expect(store.kinds.forgotten).toEqual(added.kinds.forgotten);
        const [stored, expected] = await Promise.all([store.finish(), added.finish()]);
        expect(contentOf(stored)).toEqual(contentOf(expected));
        await Promise.all([stored.remove(), expected.remove()]);
      }),
      { numRuns: isFull ? 1000 : 10 },
    );
  });
});

describe('refuses in one sentence', () => {
  let slice: Slice;
  beforeAll(async () => {
    slice = await fold(fc.sample(arbitraryEvent, { numRuns: 40, seed: 3 }));
  });
  const opening = (bytes: Uint8Array): Promise<unknown> =>
    openSlices([async () => slice.bytes, async () => bytes]).then((events) => eventsOf(events));
  const damaged = {
    name: 'SliceError',
    code: 'damaged_slice',
    place: 1,
    message: 'Slice 2 of 2 is damaged: it was cut off or changed after it was folded; fold it again.',
  };

  it('a slice that is cut off anywhere', async () => {
    for (let length = 0; length < slice.bytes.length; length += isFull ? 1 : 37)
      await expect(opening(slice.bytes.subarray(0, length)), `${length} bytes`).rejects.toMatchObject(
        damaged,
      );
  });

  it('one of which any byte is another, unless it is one of the wrapping that means nothing', async () => {
    const twice = await opening(slice.bytes);
    for (let at = 0; at < slice.bytes.length; at += isFull ? 1 : 41) {
      const changed = Uint8Array.from(slice.bytes);
      changed[at]! ^= 4;
      const result = await opening(changed).catch((error: unknown) => error);
      if (at >= 4 && at < 10) expect(result).toEqual(twice);
      else expect(result, `byte ${at}`).toMatchObject(damaged);
    }
  });

  it('one that was changed within and compressed again, one with something behind it, and what is no slice at all', async () => {
    const inside = gunzipSync(slice.bytes);
    for (let at = 0; at < inside.length; at += isFull ? 1 : 31) {
      const changed = Buffer.from(inside);
      changed[at]! ^= 1;
      await expect(opening(gzipSync(changed)), `byte ${at}`).rejects.toMatchObject({
        name: 'SliceError',
        code: expect.stringMatching(/^(damaged|other)_slice$/),
        place: 1,
      });
    }
    await expect(opening(gzipSync(Buffer.concat([inside, Buffer.from('x')])))).rejects.toMatchObject(damaged);
    await expect(opening(Buffer.concat([slice.bytes, slice.bytes]))).rejects.toMatchObject(damaged);
    await expect(opening(Buffer.from('{"user":"ann"}'))).rejects.toMatchObject(damaged);
    await expect(opening(inside)).rejects.toMatchObject(damaged);
  });

  it('one of another version, and says what to do about it', async () => {
    const older = gzipSync(
      Buffer.from(gunzipSync(slice.bytes).toString('latin1').replace('events 2\n', 'events 1\n'), 'latin1'),
    );
    await expect(opening(older)).rejects.toMatchObject({
      code: 'other_slice',
      place: 1,
      message:
        'Slice 2 of 2 was folded by another version of Sidecar (format 1; this one reads 2); run the same version everywhere.',
    });
  });

  it('one with another number of events than is known of it', async () => {
    const { facts, source } = known(slice);
    const wrong = { facts: { ...facts, events: 41 }, source };
    const store = createEventStore();
    await expect(readSlices([wrong], store)).rejects.toMatchObject({ code: 'damaged_slice', place: 0 });
    await store.remove();
  });

  it('and passes on what a source fails with, and an interruption', async () => {
    const lost = new Error('the exchange is away');
    await expect(openSlices([() => Promise.reject(lost)])).rejects.toBe(lost);
    const stop = new AbortController();
    const stopping = async (): Promise<Uint8Array> => {
      stop.abort(new Error('enough'));
      return slice.bytes;
    };
    await expect(openSlices([stopping, stopping], { signal: stop.signal })).rejects.toThrow('enough');
  });
});
