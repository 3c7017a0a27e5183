/** The last midnight in UTC, in milliseconds: a moment that stays the same all day. */
export function lastMidnight(): number {
  return new Date().setUTCHours(0, 0, 0, 0);
}
