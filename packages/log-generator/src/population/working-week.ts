import { type Random } from '@sidecar/numeric';
import { between, exponential, sample } from '../draw.ts';
import { asUsual } from './as-usual.ts';
import { type Habits, usualHabits } from './habits.ts';
import { type WorkingWeek } from './types.ts';

const weekdays = [0, 1, 2, 3, 4];

type Kind = 'office' | 'partTime' | 'early' | 'late' | 'night';

/** A working week: mostly office hours, some part time, some early, late or night shifts over midnight. */
export function workingWeek(habits: Habits, random: Random): WorkingWeek {
  const isOwl = random.next() < habits.nightOwls;
  const restless = Math.ceil(200 * (isOwl ? 0.15 * random.next() : exponential(random, 0.012))) / 200;
  const u = random.next();
  const kinds = { usual: kindAt(u, usualHabits), wanted: kindAt(u, habits) };
  return asUsual(random, 'working week', kinds, (kind, draws) => ({ ...weekOf(kind, draws), restless }));
}

/** Which kind of week a uniform number stands for. */
function kindAt(u: number, { partTime, earlyShifts, lateShifts, nightShifts }: Habits): Kind {
  if (u >= 1 - nightShifts) return 'night';
  if (u >= 1 - nightShifts - lateShifts) return 'late';
  if (u >= 1 - nightShifts - lateShifts - earlyShifts) return 'early';
  return u >= 1 - nightShifts - lateShifts - earlyShifts - partTime ? 'partTime' : 'office';
}

function weekOf(kind: Kind, random: Random): Omit<WorkingWeek, 'restless'> {
  if (kind === 'office') return { ...hours(between(random, 7, 10), between(random, 8, 9.6)), days: weekdays };
  if (kind === 'partTime') {
    return {
      ...hours(between(random, 8, 10), between(random, 4, 7)),
      days: sample(random, weekdays, 4).sort(),
    };
  }
  const begin = { early: 6, late: 14, night: 22 };
  return { ...hours(begin[kind], 8), days: sample(random, [...weekdays, 5, 6], 5).sort() };
}

/** Rounded to half hours, so that few different weeks exist. */
function hours(from: number, length: number): { from: number; to: number } {
  const start = Math.round(from * 2) / 2;
  return { from: start, to: start + Math.round(length * 2) / 2 };
}
