import { type Random } from '@sidecar/numeric';
import { between, chance, exponential, sample } from '../draw.ts';
import { type WorkingWeek } from './types.ts';

const weekdays = [0, 1, 2, 3, 4];

/** A working week: mostly office hours, some part time, some early, late or night shifts over midnight. */
export function workingWeek(random: Random): WorkingWeek {
  const restless =
    Math.ceil(200 * (chance(random, 0.08) ? 0.15 * random.next() : exponential(random, 0.012))) / 200;
  const kind = random.next();
  if (kind < 0.8)
    return { ...hours(between(random, 7, 10), between(random, 8, 9.6)), days: weekdays, restless };
  if (kind < 0.88) {
    return {
      ...hours(between(random, 8, 10), between(random, 4, 7)),
      days: sample(random, weekdays, 4).sort(),
      restless,
    };
  }
  const days = sample(random, [...weekdays, 5, 6], 5).sort();
  if (kind < 0.92) return { ...hours(6, 8), days, restless };
  if (kind < 0.96) return { ...hours(14, 8), days, restless };
  return { ...hours(22, 8), days, restless };
}

/** Rounded to half hours, so that few different weeks exist. */
function hours(from: number, length: number): { from: number; to: number } {
  const start = Math.round(from * 2) / 2;
  return { from: start, to: start + Math.round(length * 2) / 2 };
}
