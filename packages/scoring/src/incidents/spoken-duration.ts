const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in words, rounded up to a unit that leaves few digits: `a minute`, `12 minutes`, `3 hours`, `4 days`.
 *
 * @param ms - From 0.
 */
export function spokenDuration(ms: number): string {
  if (ms <= MINUTE) return 'a minute';
  if (ms <= 90 * MINUTE) return `${Math.ceil(ms / MINUTE)} minutes`;
  if (ms <= 3 * DAY) return `${Math.ceil(ms / HOUR)} hours`;
  return `${Math.ceil(ms / DAY)} days`;
}
