import type { ScoredWindow } from '@sidecar/pipeline/windows';

type Days = Readonly<Record<string, number>>;

const MOST_DAYS = 30;

/**
 * Outliers of each day, with those of some windows more, by the day in UTC in which a window begins; a day whose windows had none counts 0. Of more
 * than 30 days the oldest are forgotten.
 *
 * @example
 * addAlerts({ '2026-01-01': 2 }, [windowFrom('2026-01-01T23:55:00Z', { outliers: 1 })]); // => { '2026-01-01': 3 }
 */
export function addAlerts(days: Days, windows: readonly Pick<ScoredWindow, 'window' | 'outliers'>[]): Days {
  const sums = new Map(Object.entries(days));
  for (const { window, outliers } of windows) {
    const day = dayOf(window.from);
    sums.set(day, (sums.get(day) ?? 0) + countOutliers(outliers));
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).slice(-MOST_DAYS));
}

export function countOutliers(outliers: Readonly<Record<string, number>>): number {
  return Object.values(outliers).reduce((sum, count) => sum + count, 0);
}

/** @param seconds - Epoch seconds. */
export function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
