const dayMs = 86_400_000;

const padded = (count: number, width: number, suffix: string): string[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(width, '0') + suffix);

const hours = padded(24, 2, ':');
const minutes = padded(60, 2, ':');
const seconds = padded(60, 2, '.');
const thousandths = padded(1000, 3, '');
const tenThousandths = padded(10_000, 4, '');

/**
 * A function that writes milliseconds since 1970 as `2026-09-07T08:18:02.1653210Z`: UTC, cut (not rounded) to
 * `digits` fractional digits, so that later times never read earlier.
 *
 * @param digits - 7, the 100 ns of Windows, or 6, the microseconds of Python.
 * @example
 * timestampWriter(7)(1.5); // => '1970-01-01T00:00:00.0015000Z'
 */
export function timestampWriter(digits: 6 | 7): (time: number) => string {
  const below = digits === 7 ? 10_000 : 1000;
  const fractions = digits === 7 ? tenThousandths : thousandths;
  let day = NaN;
  let date = '';
  return (time) => {
    const ms = Math.floor(time);
    const thisDay = Math.floor(ms / dayMs);
    if (thisDay !== day) {
      day = thisDay;
      date = new Date(day * dayMs).toISOString().slice(0, 11);
    }
    const inDay = ms - day * dayMs;
    const second = Math.floor(inDay / 1000);
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    return `${date}${hours[hour]}${minutes[minute - hour * 60]}${seconds[second - minute * 60]}${
      thousandths[inDay - second * 1000]
    }${fractions[Math.floor((time - ms) * below)]}Z`;
  };
}
