import type { Checkpoint } from './checkpoint.ts';

/**
 * Alerts (outliers) a day, as they came: the mean of the last days that are over, in UTC, a week at most.
 *
 * @param now - Epoch seconds.
 * @returns Null before a day is over.
 * @example
 * realisedPerDay({ '2026-01-01': 2, '2026-01-02': 5, '2026-01-03': 1 }, Date.UTC(2026, 0, 3, 12) / 1000); // => 3.5
 */
export function realisedPerDay(byDay: Checkpoint['alertsByDay'], now: number): number | null {
  const today = new Date(now * 1000).toISOString().slice(0, 10);
  const counts = Object.entries(byDay)
    .filter(([day]) => day < today)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-7);
  return counts.length === 0 ? null : counts.reduce((sum, [, count]) => sum + count, 0) / counts.length;
}
