import type { TimeSlice } from './slice.ts';

export interface PlanTimeSlicesOptions extends TimeSlice {
  /** Length of a slice, a whole number from 1. */
  readonly seconds: number;
}

/**
 * Cuts a time on a fixed grid, at the multiples of `seconds`; the first and the last slice may be shorter. So two times that overlap have the same slices in between.
 *
 * @returns In order, without gaps; none if the time is empty.
 * @throws RangeError unless `from` and `to` are finite and in this order, and `seconds` is a whole number from 1.
 * @example
 * planTimeSlices({ from: 50, to: 210, seconds: 100 }); // => [{ from: 50, to: 100 }, { from: 100, to: 200 }, { from: 200, to: 210 }]
 */
export function planTimeSlices({ from, to, seconds }: PlanTimeSlicesOptions): TimeSlice[] {
  if (!(Number.isFinite(from) && Number.isFinite(to) && from <= to))
    throw new RangeError(`from is ${from} and to ${to}, expected epoch seconds in this order`);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new RangeError(`seconds is ${seconds}, expected a whole number from 1`);
  const slices: TimeSlice[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, (Math.floor(start / seconds) + 1) * seconds);
    slices.push({ from: start, to: end });
    start = end;
  }
  return slices;
}
