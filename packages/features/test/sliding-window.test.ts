import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSlidingWindow } from '../src/sliding-window.ts';

const SPAN = 100;

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
      const window = createSlidingWindow({ spanMs: SPAN, maxKeys: 10 });
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

it('goes on from its state, through JSON, as if nothing had happened', () => {
  fc.assert(
    fc.property(stream, fc.nat(80), (entries, cut) => {
      const whole = createSlidingWindow({ spanMs: SPAN, maxKeys: 10 });
      let parts = createSlidingWindow({ spanMs: SPAN, maxKeys: 10 });
      entries.forEach(({ key, value, time }, i) => {
        whole.add(key, value, time);
        parts.add(key, value, time);
        if (i === cut) {
          const from = JSON.parse(JSON.stringify(parts.state())) as ReturnType<typeof parts.state>;
          parts = createSlidingWindow({ spanMs: SPAN, maxKeys: 10, from });
        }
        expect(parts.count(key, time)).toBe(whole.count(key, time));
        expect(parts.distinct(key, time)).toBe(whole.distinct(key, time));
      });
      expect(parts.state()).toEqual(whole.state());
    }),
  );
});

it('leaves out of its state what can no longer count', () => {
  const window = createSlidingWindow({ spanMs: SPAN, maxKeys: 10 });
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
  const window = createSlidingWindow({ spanMs: 1e9, maxKeys: 10 });
  for (let i = 0; i < 2000; i++) window.add('spray', `user-${i}`, i);
  expect(window.count('spray', 2000)).toBe(512);
  expect(window.distinct('spray', 2000)).toBe(512);
  const [[, times, values]] = window.state() as [[string, number[], string[]]];
  expect(times[0]).toBe(1488);
  expect(values.at(-1)).toBe('user-1999');
  // Within the span the window still slides.
  expect(createSlidingWindow({ spanMs: 100, maxKeys: 1, from: window.state() }).count('spray', 1999)).toBe(
    100,
  );
});

it('remembers the keys that were added to last', () => {
  const window = createSlidingWindow({ spanMs: SPAN, maxKeys: 2 });
  window.add('a', 'x', 1);
  window.add('b', 'x', 2);
  window.add('a', 'y', 3);
  window.add('c', 'x', 4);
  expect(['a', 'b', 'c'].map((key) => window.count(key, 4))).toEqual([2, 0, 1]);
});
