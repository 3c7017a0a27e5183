import type { AuthEvent } from '@sidecar/events';
import { classicHour } from './classic-hour.ts';

/** When an account is active, as one hour and its spread. */
export interface ClassicUserProfile {
  /** Mean hour of day, UTC, from 0 to 23. */
  readonly meanHour: number;
  /** Population standard deviation of the hour, at least 1. */
  readonly stdHour: number;
}

/** What the classic preset assumes of an account that was not there while training. */
export const UNKNOWN_USER_PROFILE: ClassicUserProfile = { meanHour: 12, stdHour: 4 };

/**
 * Mean and standard deviation of the whole hour of day (UTC) of every user, in the order of first events.
 *
 * The hour is linear here: 23 and 0 are far apart. That is what the original does and what the classic preset keeps.
 *
 * @param events - In any order; users are told apart as written.
 * @returns By user. `stdHour` is the population standard deviation, or 1 if that is smaller.
 * @example
 * classicUserProfiles(events).get('m.okafor'); // => { meanHour: 11.25, stdHour: 4.837539220955807 }
 */
export function classicUserProfiles(events: Iterable<AuthEvent>): Map<string, ClassicUserProfile> {
  const sums = new Map<string, { count: number; sum: number; squares: number }>();
  for (const event of events) {
    const hour = classicHour(event);
    let user = sums.get(event.user);
    if (user === undefined) sums.set(event.user, (user = { count: 0, sum: 0, squares: 0 }));
    user.count += 1;
    user.sum += hour;
    user.squares += hour * hour;
  }
  const profiles = new Map<string, ClassicUserProfile>();
  for (const [name, { count, sum, squares }] of sums) {
    const variance = (squares * count - sum * sum) / (count * count); // whole numbers above, so exact until here
    profiles.set(name, { meanHour: sum / count, stdHour: Math.max(Math.sqrt(variance), 1) });
  }
  return profiles;
}
