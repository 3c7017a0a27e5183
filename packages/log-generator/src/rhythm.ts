import { type WorkingWeek } from './population/types.ts';

/** Half hours in a week. */
export const weekSlots = 336;

/**
 * Activity for each half hour of a local week, the first being Monday 00:00, with mean 1: a rush at the start of a
 * working day, a dip in the middle, a tail after it, and outside of it a little, mostly between seven and midnight.
 * `patchDay` adds an evening of maintenance.
 *
 * @returns Length 336, all above 0.
 */
export function workRhythm(
  { days, from, to, restless }: WorkingWeek,
  patchDay: number | null = null,
): Float64Array {
  const week = new Float64Array(weekSlots);
  for (let slot = 0; slot < weekSlots; slot++) week[slot] = restless * (slot % 48 < 14 ? 0.12 : 1);
  const begin = from * 2;
  const length = (to - from) * 2;
  for (const day of days) {
    for (let i = -1; i < length + 3; i++) {
      const slot = (day * 48 + begin + i + weekSlots) % weekSlots;
      week[slot] = Math.max(week[slot]!, activity(i, length));
    }
  }
  if (patchDay !== null) for (let i = 40; i < 48; i++) week[patchDay * 48 + i]! += 0.8;
  return withMeanOne(week);
}

/** The same at all times, or with `daytime` above 0 that much more from eight to six on weekdays. */
export function steadyRhythm(daytime: number): Float64Array {
  const week = new Float64Array(weekSlots);
  for (let slot = 0; slot < weekSlots; slot++) {
    const inDay = slot % 48;
    week[slot] = 1 + (slot < 240 && inDay >= 16 && inDay < 36 ? daytime : 0);
  }
  return withMeanOne(week);
}

/** Only at one half hour of each of the given days (0 is Monday), for `slots` half hours. */
export function jobRhythm(days: readonly number[], hour: number, slots: number): Float64Array {
  const week = new Float64Array(weekSlots);
  for (const day of days) {
    for (let i = 0; i < slots; i++) week[(day * 48 + Math.floor(hour * 2) + i) % weekSlots] = 1;
  }
  return withMeanOne(week);
}

/** Relative activity in the `i`-th half hour of a working day of `length` half hours. */
function activity(i: number, length: number): number {
  if (i < 0) return 0.25;
  if (i === 0) return 1.8;
  if (i >= length) return 0.2 / (1 + i - length);
  const middle = Math.floor(length / 2);
  return i === middle || i === middle - 1 ? 0.5 : 1;
}

function withMeanOne(week: Float64Array): Float64Array {
  const mean = week.reduce((sum, value) => sum + value, 0) / weekSlots;
  return week.map((value) => value / mean);
}
