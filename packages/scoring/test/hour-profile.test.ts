import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourSurprise, weekProfile } from '../src/hour-profile.ts';

const SLOTS = 168;

function hours(counts: Record<number, number>): Float64Array {
  return Float64Array.from({ length: SLOTS }, (_, slot) => counts[slot] ?? 0);
}

/** Events at hours of every working day. */
function workweek(...ofDay: number[]): Float64Array {
  const slots = [0, 1, 2, 3, 4].flatMap((day) => ofDay.map((hour) => day * 24 + hour));
  return hours(Object.fromEntries(slots.map((slot) => [slot, 4])));
}

const office = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17];
const colleagues = [workweek(...office), workweek(...office), workweek(...office.slice(2))];
const week = weekProfile(colleagues);

const arbitraryHours = fc
  .array(fc.tuple(fc.nat(SLOTS - 1), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 12 })
  .map((pairs) => hours(Object.fromEntries(pairs)));

it('knows a typical week: shares sum to 1 and no hour is impossible', () => {
  fc.assert(
    fc.property(fc.array(arbitraryHours, { maxLength: 5 }), (accounts) => {
      const { shares } = weekProfile(accounts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...shares)).toBeGreaterThan(0);
    }),
  );
});

it('counts every account once, however busy', () => {
  const lazy = workweek(9);
  const busy = workweek(9).map((count) => count * 1000);
  const other = workweek(15);
  expect(weekProfile([busy, other])).toEqual(weekProfile([lazy, other]));
});

it('learns which days are alike', () => {
  expect(week.dayLikeness[0]![4]).toBe(1);
  expect(week.dayLikeness[0]![5]).toBe(0);
  expect(week.dayLikeness[5]![6]).toBe(1);
});

it('carries an hour over to the same hour of like days, not to the weekend', () => {
  const mondays = hourSurprise(hours({ 9: 50 }), week);
  expect(mondays[2 * 24 + 9]).toBeCloseTo(mondays[9]!, 12);
  expect(mondays[5 * 24 + 9]).toBeGreaterThan(mondays[2 * 24 + 9]! + 1);
});

it('finds a night odder than an hour beside the usual ones', () => {
  const surprises = hourSurprise(workweek(9, 10, 11), week);
  expect(surprises[24 + 10]).toBeLessThan(surprises[24 + 13]!);
  expect(surprises[24 + 12]).toBeLessThan(surprises[24 + 14]!);
  expect(surprises[24 + 14]).toBeLessThan(surprises[24 + 3]!);
});

it('goes round midnight, and round the week', () => {
  const night = hourSurprise(hours({ 23: 40 }), weekProfile([hours({ 23: 1 }), hours({ 24: 1 })]));
  expect(night[24]).toBeLessThan(night[24 + 3]!); // Tuesday 00:00 after Monday 23:00
  const sunday = hourSurprise(hours({ 167: 40 }), weekProfile([hours({ 167: 1 })]));
  expect(sunday[0]).toBeLessThan(sunday[3]!); // Monday 00:00 after Sunday 23:00
  expect(sunday[0]).toBeCloseTo(sunday[166]!, 6);
  expect(sunday[1]).toBeCloseTo(sunday[165]!, 6);
});

it('depends on no particular day: moved by days, surprises move along', () => {
  const moved = (slots: Float64Array, days: number): Float64Array =>
    slots.map((_, slot) => slots[(slot - days * 24 + 7 * 24) % SLOTS]!);
  fc.assert(
    fc.property(
      arbitraryHours,
      fc.array(arbitraryHours, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (own, others, days) => {
        const accounts = [own, ...others];
        const there = hourSurprise(own, weekProfile(accounts));
        const here = hourSurprise(moved(own, days), weekProfile(accounts.map((slots) => moved(slots, days))));
        moved(there, days).forEach((surprise, slot) => expect(here[slot]).toBeCloseTo(surprise, 6));
      },
    ),
    { numRuns: 40 },
  );
});

it('expects of an account without history what the organisation does', () => {
  const stranger = hourSurprise(undefined, week);
  expect(hourSurprise(hours({}), week)).toEqual(stranger);
  expect(stranger[9]).toBeLessThan(0.5);
  expect(stranger[3]).toBeGreaterThan(1);
});

it('is the more surprised by a night the more days it knows of', () => {
  const nights = [0.1, 1, 10, 100].map((times) => {
    const known = workweek(9, 10, 15).map((count) => count * times);
    return hourSurprise(known, week)[3]!;
  });
  expect(nights).toEqual(nights.toSorted((a, b) => a - b));
  expect(nights[3]).toBeGreaterThan(nights[0]! + 0.5);
  expect(hourSurprise(hours({ 3: 100 }), week)[3]).toBeLessThan(0.5);
});

it('is at ease at any hour with one that is busy at all', () => {
  const always = new Float64Array(SLOTS).fill(5);
  const surprises = hourSurprise(always, weekProfile([always]));
  for (const surprise of surprises) expect(surprise).toBeCloseTo(Math.log10(2), 6);
});

describe('a day of the week without any event', () => {
  const DAY_MS = 86_400_000;
  const from = (...days: readonly number[]): Float64Array =>
    hours(Object.fromEntries(days.flatMap((day) => office.map((hour) => [day * 24 + hour, 4]))));
  const at = (own: Float64Array, days: number, slot: number): number =>
    hourSurprise(own, weekProfile([own, own], days * DAY_MS))[slot]!;
  const [MONDAY, SUNDAY] = [0, 6];

  it('was not seen yet, in less than two weeks: a Monday is usual after Wednesday to Sunday', () => {
    const seen = from(2, 3, 4, 5, 6);
    expect(at(seen, 5, MONDAY * 24 + 10)).toBeLessThan(0.5);
    // The hours of the other days are its own, and so are their nights.
    expect(at(seen, 5, MONDAY * 24 + 3)).toBeGreaterThan(1);
  });

  it('is odd once there were two weeks to see it in: a silent Sunday in four weeks', () => {
    const seen = from(0, 1, 2, 3, 4, 5);
    expect(at(seen, 28, SUNDAY * 24 + 10)).toBeGreaterThan(1.5);
    expect(at(seen, 14, SUNDAY * 24 + 10)).toBeGreaterThan(1.5);
    expect(at(seen, 13.9, SUNDAY * 24 + 10)).toBeLessThan(0.5);
  });

  it('leaves the other days as they are', () => {
    const seen = from(0, 1, 2, 3, 4);
    expect(at(seen, 5, 2 * 24 + 10)).toBeCloseTo(at(seen, 28, 2 * 24 + 10), 1);
  });

  it('is like every hour where not even a day was seen', () => {
    const afternoon = hours({ 13: 6, 14: 5, 15: 4 });
    const within = (days: number): Float64Array =>
      hourSurprise(undefined, weekProfile([afternoon], days * DAY_MS));
    expect(Math.max(...within(0.9))).toBeCloseTo(Math.log10(2), 9);
    expect(Math.max(...within(1))).toBeGreaterThan(1);
  });
});
