import type { AuthEvent, EventKind } from '@sidecar/events';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createKindDecoder } from '../../src/input/kind-decoder.ts';
import { createKindEncoder } from '../../src/input/kind-encoder.ts';
import { keptFields } from '../../src/kept/kept-fields.ts';
import { createEventStore } from '../../src/store/create-event-store.ts';
import { arbitraryEvent } from '../kept/arbitrary-event.ts';
import { stranger } from '../store/stranger.ts';
import { contentOf, kindOf } from '../store/stored-content.ts';

/** Equal kinds as one object each, as a reader gives them while it remembers them. */
function shared(events: readonly AuthEvent[]): { kind: EventKind; time: number }[] {
  const kinds = new Map<string, EventKind>();
  return events.map((event) => {
    const key = JSON.stringify(keptFields.map((name) => event[name]));
    const kind = kinds.get(key) ?? kindOf(event);
    kinds.set(key, kind);
    return { kind, time: event.time };
  });
}

it('a store of what crossed in columns is the store of the events, even where it forgets kinds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryEvent, { maxLength: 80, size: 'max' }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(1, 3, 1000),
      fc.constantFrom(2, 5, 1000),
      async (events, batch, most, mostKinds) => {
        const [direct, decoded] = [createEventStore({ mostKinds }), createEventStore({ mostKinds })];
        const encoder = createKindEncoder({ most });
        const decode = createKindDecoder(decoded);
        for (const { kind, time } of shared([...events, ...events])) {
          direct.add(kind, time);
          encoder.add(kind, time);
          if (encoder.size === batch) decode(structuredClone(encoder.take(batch)));
        }
        decode(structuredClone(encoder.take(0)));
        const [expected, stored] = [await direct.finish(), await decoded.finish()];
        expect(contentOf(stored)).toEqual(contentOf(expected));
        expect(stored.kinds.forgotten).toEqual(expected.kinds.forgotten);
        expect(stored.kinds.dictionaries.map(({ size }) => size)).toEqual(
          expected.kinds.dictionaries.map(({ size }) => size),
        );
        await Promise.all([expected.remove(), stored.remove()]);
      },
    ),
  );
});

test('a kind crosses once, and so does each of its values', () => {
  const encoder = createKindEncoder();
  const [first, second] = [stranger(1), stranger(2)];
  for (const kind of [first, second, first]) encoder.add(kind, 1000);
  const columns = encoder.take(3);
  expect([...columns.kinds]).toEqual([0, 1, 0]);
  expect(columns.newKinds).toHaveLength(2 * keptFields.length);
  expect(columns.newValues).toEqual([
    'user-1',
    '10.0.0.1',
    'srv-1',
    4625,
    'failure',
    3,
    'user-2',
    '10.0.0.2',
  ]);
  encoder.add(second, 2000);
  expect(encoder.take(1)).toMatchObject({
    lines: 1,
    times: Float64Array.of(2000),
    kinds: Uint32Array.of(1),
    isAnew: false,
    newValues: [],
    newKinds: new Uint32Array(),
  });
});

test('with as many kinds as are remembered, both sides begin anew', () => {
  const encoder = createKindEncoder({ most: 2 });
  const taken = [0, 1, 2, 0, 3].map((i) => {
    encoder.add(stranger(i), i);
    return encoder.take(1);
  });
  expect(taken.map(({ isAnew }) => isAnew)).toEqual([true, false, true, false, true]);
  expect(taken.map(({ kinds }) => kinds[0])).toEqual([0, 1, 0, 1, 0]);
});
