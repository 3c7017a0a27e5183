import { realisedPerDay } from '@sidecar/pipeline/checkpoint';
import { expect, test } from 'vitest';

const at = (iso: string): number => Date.parse(iso) / 1000;

test('alerts a day are the mean of the days that are over, without the one that is not', () => {
  const byDay = { '2026-01-01': 2, '2026-01-02': 5, '2026-01-03': 100 };
  expect(realisedPerDay(byDay, at('2026-01-03T12:00:00Z'))).toBe(3.5);
  expect(realisedPerDay(byDay, at('2026-01-04T00:00:00Z'))).toBeCloseTo(107 / 3, 12);
});

test('of more than seven days the last seven count, in whatever order they stand', () => {
  const days = Array.from({ length: 10 }, (_, i) => [`2026-01-${10 + i}`, i < 3 ? 1000 : 7] as const);
  expect(realisedPerDay(Object.fromEntries(days.toReversed()), at('2026-02-01T00:00:00Z'))).toBe(7);
});

test('before a day is over nothing is known', () => {
  expect(realisedPerDay({}, at('2026-01-01T00:00:00Z'))).toBeNull();
  expect(realisedPerDay({ '2026-01-01': 3 }, at('2026-01-01T23:59:59Z'))).toBeNull();
});
