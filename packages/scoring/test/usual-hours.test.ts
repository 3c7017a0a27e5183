import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { usualHours, usualHoursText } from '../src/index.ts';

const hours = (counts: Record<number, number>): Float64Array =>
  Float64Array.from({ length: 168 }, (_, slot) => counts[slot] ?? 0);

test.for([
  { name: 'a working day', counts: { 8: 10, 9: 20, 34: 20, 17: 10 }, span: { from: 8, to: 18 } },
  { name: 'one hour', counts: { 27: 1 }, span: { from: 3, to: 4 } },
  { name: 'a night shift', counts: { 22: 10, 23: 10, 24: 10, 29: 10 }, span: { from: 22, to: 30 } },
  { name: 'a day with one event in twenty at night', counts: { 9: 95, 3: 5 }, span: { from: 9, to: 10 } },
  { name: 'a day with one event in five at night', counts: { 9: 80, 3: 20 }, span: { from: 3, to: 10 } },
])('of $name', ({ counts, span }) => {
  expect(usualHours(hours(counts))).toEqual(span);
});

it('holds nine in ten events, and no shorter span does', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 168, maxLength: 168 });
  fc.assert(
    fc.property(counts, (list) => {
      const span = usualHours(list);
      const total = list.reduce((sum, count) => sum + count, 0);
      const held = (from: number, length: number): number =>
        list.reduce((sum, count, slot) => ((slot - from + 48) % 24 < length ? sum + count : sum), 0);
      if (span === null) return expect(total).toBe(0);
      const length = span.to - span.from;
      expect(held(span.from, length)).toBeGreaterThanOrEqual(0.9 * total);
      for (let from = 0; from < 24; from++) expect(held(from, length - 1)).toBeLessThan(0.9 * total);
    }),
  );
});

it('has none without events', () => {
  expect(usualHours(hours({}))).toBeNull();
});

test.for([
  [{ from: 8, to: 18 }, '08:00-18:00'],
  [{ from: 22, to: 30 }, '22:00-06:00'],
  [{ from: 14, to: 24 }, '14:00-00:00'],
  [{ from: 1, to: 23 }, 'all day'],
] as const)('%o is %s', ([span, text]) => {
  expect(usualHoursText(span)).toBe(text);
});
