import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdCache } from '../../src/store/id-cache.ts';

it('never gives what belongs to another number, and remembers the last that came for its place', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 100 }), (ids) => {
      const cache = createIdCache<string>(8);
      for (const id of ids) {
        expect([undefined, `of ${id}`]).toContain(cache.get(id));
        cache.set(id, `of ${id}`);
        expect(cache.get(id)).toBe(`of ${id}`);
      }
    }),
  );
});

it('remembers numbers without gaps, up to as many as it has places', () => {
  const cache = createIdCache<number>(64);
  for (let id = 0; id < 64; id++) cache.set(id, -id);
  expect(Array.from({ length: 65 }, (_, id) => cache.get(id))).toEqual([
    ...Array.from({ length: 64 }, (_, id) => -id),
    undefined,
  ]);
});

it('remembers nothing once it is cleared, and then what comes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 })), fc.nat({ max: 40 }), (before, after) => {
      const cache = createIdCache<string>(8);
      for (const id of before) cache.set(id, `of ${id}`);
      cache.clear();
      expect(Array.from({ length: 41 }, (_, id) => cache.get(id))).toEqual(Array(41).fill(undefined));
      cache.set(after, 'new');
      expect(cache.get(after)).toBe('new');
      cache.clear();
      expect(cache.get(after)).toBe(undefined);
    }),
  );
});

it('remembers the same as a map of places, however large they are and in whatever order they come', () => {
  const places = 8192;
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 * places }), { maxLength: 30 }), (ids) => {
      const cache = createIdCache<number>(places);
      const expected = new Map<number, number>();
      for (const id of ids) {
        cache.set(id, -id);
        expected.set(id % places, id);
      }
      for (const id of [...ids, 0, places - 1])
        expect(cache.get(id)).toBe(expected.get(id % places) === id ? -id : undefined);
    }),
  );
});
