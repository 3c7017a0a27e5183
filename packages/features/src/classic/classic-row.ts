import type { AuthEvent } from '@sidecar/events';
import { classicHour, classicHourScore, classicHourZ } from './classic-hour.ts';
import { UNKNOWN_USER_PROFILE, type ClassicUserProfile } from './classic-user-profiles.ts';
import { isRfc1918 } from './is-rfc-1918.ts';

/** The columns of `classicRow`, in order. */
export const classicColumns = [
  'hour',
  'success',
  'signature_id',
  'src_private',
  'dest_private',
  'hour_z',
  'user_hour_score',
] as const;

/**
 * The seven features of the original, before scaling, rounded to 32-bit floats as there: `hour / 23`, success 0 or 1, the
 * signature as a number, source and destination in RFC 1918 0 or 1, `z` of the hour given the user, `min(z / 3, 1)`.
 *
 * What an event does not say counts as 0: no action is no success, no signature is 0, no address is not private.
 *
 * @param profile - Of the event's user; without one the mean hour is 12 and the standard deviation 4.
 * @example
 * classicRow(event, undefined)[1]; // => 1
 */
export function classicRow(
  event: AuthEvent,
  profile: ClassicUserProfile = UNKNOWN_USER_PROFILE,
): Float32Array {
  return Float32Array.of(
    classicHour(event) / 23,
    event.action === 'success' ? 1 : 0,
    event.signature_id ?? 0,
    isRfc1918(event.src) ? 1 : 0,
    isRfc1918(event.dest) ? 1 : 0,
    classicHourZ(event, profile),
    classicHourScore(event, profile),
  );
}
