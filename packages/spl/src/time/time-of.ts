import type { Row } from '../row.ts';
import { parseNumber } from '../values/parse-number.ts';

/** Epoch seconds of a row; undefined if it has no time, or none that is a number. */
export function timeOf({ _time: time }: Row): number | undefined {
  if (typeof time === 'number') return time;
  const number = typeof time === 'string' ? parseNumber(time) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}
