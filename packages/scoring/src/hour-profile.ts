import { softRank } from './mid-p.ts';
import { surprise } from './surprise.ts';

const DAYS = 7;
const HOURS = 24;
const SLOTS = DAYS * HOURS;
const DAY_MS = 86_400_000;
const TWO_WEEKS_MS = 14 * DAY_MS;

/** Weights of the hour itself and of its neighbours one and two hours away. */
const KERNEL = [1, 0.6, 0.15];
/** An account's hours count this many events of the organisation's typical week beside its own. */
const PRIOR_EVENTS = 3;

/** The organisation's typical week. */
export interface WeekProfile {
  /** Smoothed share of each of the 168 hours; sums to 1. */
  readonly shares: Float64Array;
  /** How alike two days of the week are, 7 x 7, in [0, 1]: overlap of their hours, volume included. */
  readonly dayLikeness: readonly (readonly number[])[];
}

/**
 * @param accountHours - Events per hour of the week of each account; every account counts the same.
 * @param durationMs - How long was looked at. Below two weeks, a day of the week without any event may just not have been seen:
 *   it counts as like all others. Below a day, all hours are alike to the organisation.
 */
export function weekProfile(
  accountHours: Iterable<Float64Array>,
  durationMs: number = Infinity,
): WeekProfile {
  const shares = new Float64Array(SLOTS);
  for (const hours of accountHours) {
    const events = sum(hours);
    if (events > 0) hours.forEach((count, slot) => (shares[slot]! += count / events));
  }
  const dayLikeness = likeness(shares, durationMs < TWO_WEEKS_MS);
  const smoothed = smooth(shares, dayLikeness);
  // Within a day, most hours were not there to be seen: the organisation knows no usual ones yet.
  const total = durationMs < DAY_MS ? 0 : sum(smoothed);
  const even = 1 / SLOTS;
  // A hundredth is spread evenly: no hour is impossible.
  const mixed = smoothed.map((share) => (total === 0 ? even : 0.99 * (share / total) + 0.01 * even));
  return { dayLikeness, shares: mixed };
}

/**
 * Surprise of each hour of the week for one account: its hours smoothed over neighbouring hours and over days that the
 * organisation treats alike (so a weekend is learned, not assumed), joined with three events of the organisation's
 * typical week, ranked by mid-p.
 *
 * @param hours - Events per hour of the week, length 168; undefined for an account without history.
 * @returns Length 168, `-log10 p`.
 */
export function hourSurprise(hours: Float64Array | undefined, week: WeekProfile): Float64Array {
  const at = hourSurpriseAt(hours, week);
  return Float64Array.from({ length: SLOTS }, (_, slot) => at(slot));
}

/** As `hourSurprise`, hour by hour as they are asked for: most accounts are seen at few. */
export function hourSurpriseAt(
  hours: Float64Array | undefined,
  { shares, dayLikeness }: WeekProfile,
): (slot: number) => number {
  const events = hours === undefined ? 0 : sum(hours);
  const own = events === 0 ? new Float64Array(SLOTS) : smooth(hours!, dayLikeness);
  const ownTotal = events === 0 ? 1 : sum(own);
  const density = shares.map((share, slot) => (events * own[slot]!) / ownTotal + PRIOR_EVENTS * share);
  const known = new Float64Array(SLOTS).fill(Number.NaN);
  return (slot) => {
    const surprised = known[slot]!;
    if (!Number.isNaN(surprised)) return surprised;
    return (known[slot] = surprise(softRank(density[slot]!, density, density)));
  };
}

function smooth(counts: Float64Array, dayLikeness: WeekProfile['dayLikeness']): Float64Array {
  const overHours = new Float64Array(SLOTS);
  counts.forEach((count, slot) => {
    if (count === 0) return;
    for (let shift = 1 - KERNEL.length; shift < KERNEL.length; shift++) {
      overHours[(slot + shift + SLOTS) % SLOTS]! += count * KERNEL[Math.abs(shift)]!;
    }
  });
  const result = new Float64Array(SLOTS);
  for (let day = 0; day < DAYS; day++) {
    for (let other = 0; other < DAYS; other++) {
      const weight = dayLikeness[day]![other]!;
      for (let hour = 0; hour < HOURS; hour++)
        result[day * HOURS + hour]! += weight * overHours[other * HOURS + hour]!;
    }
  }
  return result;
}

function likeness(shares: Float64Array, daysMayBeUnseen: boolean): number[][] {
  const days = Array.from({ length: DAYS }, (_, day) => shares.subarray(day * HOURS, (day + 1) * HOURS));
  const unseen = days.map((day) => daysMayBeUnseen && sum(day) === 0);
  return days.map((a, i) => days.map((b, j) => (unseen[i]! || unseen[j]! ? 1 : overlap(a, b))));
}

function overlap(a: Float64Array, b: Float64Array): number {
  let common = 0;
  let all = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    common += Math.min(a[hour]!, b[hour]!);
    all += Math.max(a[hour]!, b[hour]!);
  }
  return all === 0 ? 1 : common / all;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
