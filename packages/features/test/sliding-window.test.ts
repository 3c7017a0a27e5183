import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNamePool, type NamePool } from '../src/rates/name-pool.ts';
import { createSlidingWindow, type SlidingWindowState } from '../src/sliding-window.ts';

const SPAN = 100;

interface NamedWindow {
  readonly pools: readonly [keys: NamePool, values: NamePool];
  add(key: string, value: string, time: number): void;
  count(key: string, time: number): number;
  distinct(key: string, time: number): number;
  forgotten(): number;
  state(): SlidingWindowState;
}

/** A window that is asked by names. */
function namedWindow(options: {
  readonly spanMs: number;
  readonly maxKeys: number;
  readonly from?: SlidingWindowState;
}): NamedWindow {
  const [keys, values] = [createNamePool(1), createNamePool(1)];
  const window = createSlidingWindow({ ...options, keys, values });
  const held = <T>(pool: NamePool, name: string, use: (id: number) => T): T => {
    const id = pool.hold(name);
    const result = use(id);
    pool.release(id);
    return result;
  };
  return {
    ...window,
    pools: [keys, values],
    add: (key, value, time) => held(keys, key, (k) => held(values, value, (v) => window.add(k, v, time))),
    count: (key, time) => held(keys, key, (k) => window.count(k, time)),
    distinct: (key, time) => held(keys, key, (k) => window.distinct(k, time)),
  };
}

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly time: number;
}

const stream = fc
  .array(
    fc.record({
      key: fc.constantFrom('a', 'b', '__proto__'),
      value: fc.constantFrom('x', 'y', 'constructor', ''),
      later: fc.integer({ min: 0, max: 70 }),
    }),
    { maxLength: 80 },
  )
  .map((rows) => {
    let time = -500;
    return rows.map(({ key, value, later }): Entry => ({ key, value, time: (time += later) }));
  });

/** The window by its definition: of the last 512 entries of the key those in `(time - span, time]`. */
function held(entries: readonly Entry[], key: string, time: number): Entry[] {
  const own = entries.filter((entry) => entry.key === key).slice(-512);
  return own.filter((entry) => entry.time > time - SPAN && entry.time <= time);
}

it('counts entries and distinct values as a search through all entries does', () => {
  fc.assert(
    fc.property(stream, (entries) => {
      const window = namedWindow({ spanMs: SPAN, maxKeys: 10 });
      entries.forEach(({ key, value, time }, i) => {
        window.add(key, value, time);
        for (const asked of ['a', 'b', '__proto__', 'never']) {
          const expected = held(entries.slice(0, i + 1), asked, time);
          expect(window.count(asked, time)).toBe(expected.length);
          expect(window.distinct(asked, time)).toBe(new Set(expected.map((entry) => entry.value)).size);
        }
      });
    }),
  );
});

it('counts distinct values through bursts and lulls, when there are many and when there are few', () => {
  const burst = fc.record({
    values: fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 40, size: 'max' }),
    later: fc.integer({ min: 0, max: 2 * SPAN }),
  });
  fc.assert(
    fc.property(fc.array(burst, { maxLength: 12, size: 'max' }), (bursts) => {
      const window = namedWindow({ spanMs: SPAN, maxKeys: 10 });
      const entries: Entry[] = [];
      let time = 0;
      for (const { values, later } of bursts) {
        for (const value of values) {
          entries.push({ key: 'a', value: String(value), time: (time += 1) });
          window.add('a', String(value), time);
        }
        time += later;
        const expected = held(entries, 'a', time);
        expect(window.count('a', time)).toBe(expected.length);
        expect(window.distinct('a', time)).toBe(new Set(expected.map((entry) => entry.value)).size);
      }
    }),
  );
});

it('goes on from its state, through JSON, as if nothing had happened', () => {
  fc.assert(
    fc.property(stream, fc.nat(80), (entries, cut) => {
      const whole = namedWindow({ spanMs: SPAN, maxKeys: 10 });
      let parts = namedWindow({ spanMs: SPAN, maxKeys: 10 });
      entries.forEach(({ key, value, time }, i) => {
        whole.add(key, value, time);
        parts.add(key, value, time);
        if (i === cut) {
          const from = JSON.parse(JSON.stringify(parts.state())) as ReturnType<typeof parts.state>;
          parts = namedWindow({ spanMs: SPAN, maxKeys: 10, from });
        }
        expect(parts.count(key, time)).toBe(whole.count(key, time));
        expect(parts.distinct(key, time)).toBe(whole.distinct(key, time));
      });
      expect(parts.state()).toEqual(whole.state());
    }),
  );
});

it('leaves out of its state what can no longer count', () => {
  const window = namedWindow({ spanMs: SPAN, maxKeys: 10 });
  window.add('old', 'x', 0);
  window.add('both', 'x', 20);
  window.add('both', 'y', 110);
  window.add('edge', 'x', 119); // 20 is just out: the window is open at its start
  window.add('new', 'x', 120);
  expect(window.state()).toEqual([
    ['both', [110], ['y']],
    ['edge', [119], ['x']],
    ['new', [120], ['x']],
  ]);
});

it('saturates at 512 entries a key, the oldest making room', () => {
  const window = namedWindow({ spanMs: 1e9, maxKeys: 10 });
  for (let i = 0; i < 2000; i++) window.add('spray', `user-${i}`, i);
  expect(window.count('spray', 2000)).toBe(512);
  expect(window.distinct('spray', 2000)).toBe(512);
  const [[, times, values]] = window.state() as [[string, number[], string[]]];
  expect(times[0]).toBe(1488);
  expect(values.at(-1)).toBe('user-1999');
  // Within the span the window still slides.
  expect(namedWindow({ spanMs: 100, maxKeys: 1, from: window.state() }).count('spray', 1999)).toBe(100);
});

it('remembers the keys that were added to last', () => {
  const window = namedWindow({ spanMs: SPAN, maxKeys: 2 });
  window.add('a', 'x', 1);
  window.add('b', 'x', 2);
  window.add('a', 'y', 3);
  window.add('c', 'x', 4);
  expect(['a', 'b', 'c'].map((key) => window.count(key, 4))).toEqual([2, 0, 1]);
  expect(window.forgotten()).toBe(1);
});

it('holds the names of what it remembers, and no others', () => {
  fc.assert(
    fc.property(stream, fc.integer({ min: 1, max: 3 }), (entries, maxKeys) => {
      const window = namedWindow({ spanMs: SPAN, maxKeys });
      for (const { key, value, time } of entries) window.add(key, value, time);
      const time = entries.at(-1)?.time ?? 0;
      const values = new Set(window.state().flatMap(([, , of]) => of));
      const newest = [...new Set(entries.toReversed().map(({ key }) => key))].slice(0, maxKeys);
      expect(window.pools.map((pool) => pool.size())).toEqual([newest.length, values.size]);
      for (const key of newest) window.count(key, time + SPAN);
      expect(window.pools.map((pool) => pool.size())).toEqual([newest.length, 0]);
    }),
  );
});
