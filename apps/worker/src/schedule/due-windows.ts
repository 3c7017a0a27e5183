import type { IndexWindow } from '@sidecar/pipeline/slices';

export interface DueOptions {
  /** Length of a window, and of the grid that windows lie on. */
  readonly windowSeconds: number;
  /** How long after its end a window is complete. */
  readonly lagSeconds: number;
  /** Windows that are planned at a time, at most. */
  readonly most: number;
}

/**
 * The windows of index time that are due and not scored yet, in order and without gaps: those on the grid of multiples of `windowSeconds` from
 * `scoredTo` on whose end is at least `lagSeconds` ago. Nothing but the grid decides where a window begins, so windows do not depend on when the
 * worker looks. Where `scoredTo` is off the grid, as the length was changed, the first window is short and ends on it.
 *
 * @param scoredTo - Epoch seconds.
 * @param serverTime - Now by the clock of Splunk, which index times come from, epoch seconds.
 * @example
 * dueWindows(0, 700, { windowSeconds: 300, lagSeconds: 60, most: 12 }); // => [{ from: 0, to: 300 }, { from: 300, to: 600 }]
 */
export function dueWindows(
  scoredTo: number,
  serverTime: number,
  { windowSeconds, lagSeconds, most }: DueOptions,
): IndexWindow[] {
  const windows: IndexWindow[] = [];
  for (let from = scoredTo; windows.length < most;) {
    const to = endOnGrid(from, windowSeconds);
    if (to + lagSeconds > serverTime) break;
    windows.push({ from, to });
    from = to;
  }
  return windows;
}

/** How many windows are due, without making them. */
export function countDue(scoredTo: number, serverTime: number, options: Omit<DueOptions, 'most'>): number {
  const { windowSeconds, lagSeconds } = options;
  const first = endOnGrid(scoredTo, windowSeconds);
  return Math.max(0, Math.floor((serverTime - lagSeconds - first) / windowSeconds) + 1);
}

/** Where scoring begins the first time: on the grid, at or before `beginHours` ago. */
export function beginningOf(serverTime: number, beginHours: number, windowSeconds: number): number {
  return Math.max(0, Math.floor((serverTime - beginHours * 3600) / windowSeconds) * windowSeconds);
}

function endOnGrid(from: number, windowSeconds: number): number {
  return (Math.floor(from / windowSeconds) + 1) * windowSeconds;
}
