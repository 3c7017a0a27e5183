const MOST_MS = 300_000;
const LEAST_MS = 100;

/**
 * How long to wait before the next attempt, in ms: `seconds * 2^(failures - 1)`, at most five minutes, at least a tenth of a second.
 *
 * @param failures - So far, from 1.
 */
export function backOff(failures: number, seconds: number): number {
  return Math.max(LEAST_MS, Math.min(MOST_MS, seconds * 1000 * 2 ** Math.min(failures - 1, 20)));
}
