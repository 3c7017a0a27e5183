import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createBoundedMap } from '../src/recent/bounded-map.ts';

const keys = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', '__proto__'), { maxLength: 60 });

/** Distinct keys by their last touch, the newest `most`, oldest first. */
function newest(touched: readonly string[], most: number): string[] {
  return [...new Set(touched.toReversed())].slice(0, most).toReversed();
}

it('keeps what was touched last', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 7 }), (touched, most) => {
      const map = createBoundedMap<number>(most);
      let forgotten = 0;
      touched.forEach((key, i) => {
        const before = newest(touched.slice(0, i), most);
        if (before.length === most && !before.includes(key)) forgotten += 1;
        map.touch(key, i);
      });
      expect(map.forgotten()).toBe(forgotten);
      const expected = newest(touched, most);
      expect([...map.entries()]).toEqual(expected.map((key) => [key, touched.lastIndexOf(key)]));
      expect(map.get('z')).toBeUndefined();
      for (const key of expected) expect(map.get(key)).toBe(touched.lastIndexOf(key));
    }),
  );
});

it('goes on from its entries as if there had been no break', () => {
  fc.assert(
    fc.property(keys, keys, fc.integer({ min: 1, max: 5 }), (before, after, most) => {
      const whole = createBoundedMap<number>(most);
      for (const key of before) whole.touch(key, 1);
      const second = createBoundedMap<number>(most, [...whole.entries()]);
      for (const key of after) {
        whole.touch(key, 2);
        second.touch(key, 2);
      }
      expect([...second.entries()]).toEqual([...whole.entries()]);
    }),
  );
});

it('keeps the newest of the entries that it begins with', () => {
  const map = createBoundedMap(2, [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  expect([...map.entries()]).toEqual([
    ['b', 2],
    ['c', 3],
  ]);
});

/** Bytes of the heap that are in use once the garbage is gone. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test.for([
  { name: 'has room for all', keys: 1000 },
  { name: 'has let go of some', keys: 1001 },
])('takes no more memory for being touched often, when it $name', ({ keys: count }) => {
  const map = createBoundedMap<number>(1000);
  for (let i = 0; i < count; i++) map.touch(`k${i}`, i);
  const before = heapInUse();
  for (let i = 0; i < 1_000_000; i++) map.touch(`k${1 + (i % 999)}`, 1);
  expect(heapInUse() - before).toBeLessThan(8_000_000); // without care, 50 million and more
  expect([...map.entries()]).toHaveLength(1000);
});
