/**
 * A time as ISO 8601 in UTC, always with 6 fractional digits.
 *
 * @param time - Milliseconds since 1970-01-01T00:00Z; digits past the microsecond are rounded.
 * @throws RangeError if `time` is not finite or outside ±8.64e15.
 * @example
 * formatTime(1788744593460.81); // => '2026-09-07T01:29:53.460810Z'
 */
export function formatTime(time: number): string {
  if (!(Math.abs(time) <= 8.64e15)) throw new RangeError(`time is ${time}, expected milliseconds since 1970`);
  let millis = Math.floor(time);
  let micros = Math.round((time - millis) * 1000);
  if (micros === 1000) {
    millis += 1;
    micros = 0;
  }
  const iso = new Date(millis).toISOString();
  return `${iso.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}
