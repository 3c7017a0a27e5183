import { minuteMemo } from './minute-memo.ts';

const minutes = minuteMemo((ms) => String(ms / 60_000));

/**
 * A number that ascends with time, as the ids of records do: minutes since 1970, followed by the digits of seconds and milliseconds.
 *
 * @param time - ISO 8601 in UTC with at least three fractional digits.
 */
export function recordId(time: string): string {
  return minutes(time) + time.slice(17, 19) + time.slice(20, 23);
}
