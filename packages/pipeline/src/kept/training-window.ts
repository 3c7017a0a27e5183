const DAY_MS = 86_400_000;

/** The days that a model learns from: events from `from` on and before `until`. Plain data. */
export interface TrainingWindow {
  /** How many days. */
  readonly days: number;
  /** Epoch ms, midnight in UTC: the first instant inside. */
  readonly from: number;
  /** Epoch ms, midnight in UTC: the first instant after it. */
  readonly until: number;
}

/**
 * The last `days` days of UTC up to the one of the newest event, which counts as a whole one. So the window depends on the
 * day of the newest event alone: it is the same whether the events came at once or day by day.
 *
 * @param newest - Epoch ms of the newest event.
 * @param days - From 1.
 * @example
 * trainingWindow(Date.parse('2026-10-01T09:30Z'), 2); // => { days: 2, from: 1790726400000, until: 1790899200000 }
 */
export function trainingWindow(newest: number, days: number): TrainingWindow {
  const until = (Math.floor(newest / DAY_MS) + 1) * DAY_MS;
  return { days, from: until - days * DAY_MS, until };
}
