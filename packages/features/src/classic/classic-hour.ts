import type { AuthEvent } from '@sidecar/events';
import type { ClassicUserProfile } from './classic-user-profiles.ts';

const HOUR_MS = 3_600_000;

/** Whole hour of day of an event, UTC, from 0 to 23. */
export function classicHour({ time }: Pick<AuthEvent, 'time'>): number {
  const hours = Math.floor(time / HOUR_MS) % 24;
  return hours < 0 ? hours + 24 : hours;
}

/**
 * How many standard deviations the hour of an event is from its user's mean hour, `|hour - mean| / std`.
 *
 * @returns From 0.
 */
export function classicHourZ(
  event: Pick<AuthEvent, 'time'>,
  { meanHour, stdHour }: ClassicUserProfile,
): number {
  return Math.abs(classicHour(event) - meanHour) / stdHour;
}

/**
 * `min(z / 3, 1)`: the classic score of an hour, given its user.
 *
 * @returns In [0, 1].
 */
export function classicHourScore(event: Pick<AuthEvent, 'time'>, profile: ClassicUserProfile): number {
  return Math.min(classicHourZ(event, profile) / 3, 1);
}
