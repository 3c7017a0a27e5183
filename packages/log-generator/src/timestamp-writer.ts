const minuteMs = 60_000;

const padded = (count: number, width: number, suffix: string): string[] =>
  Array.from({ length: count }, (_, i) => String(i).padStart(width, '0') + suffix);

const seconds = padded(60, 2, '.');
const thousandths = padded(1000, 3, '');
const below: Readonly<Record<6 | 7, readonly string[]>> = {
  6: padded(1000, 3, 'Z'),
  7: padded(10_000, 4, 'Z'),
};

/**
 * A function that writes milliseconds since 1970 as `2026-09-07T08:18:02.1653210Z`: UTC, cut (not rounded) to
 * `digits` fractional digits, so that later times never read earlier.
 *
 * @param digits - 7, the 100 ns of Windows, or 6, the microseconds of Python.
 * @example
 * timestampWriter(7)(1.5); // => '1970-01-01T00:00:00.0015000Z'
 */
export function timestampWriter(digits: 6 | 7): (time: number) => string {
  const rest = below[digits];
  let minute = NaN;
  let upToMinute = '';
  return (time) => {
    const ms = Math.floor(time);
    const thisMinute = Math.floor(ms / minuteMs);
    if (thisMinute !== minute) {
      minute = thisMinute;
      upToMinute = new Date(minute * minuteMs).toISOString().slice(0, 17);
    }
    const inMinute = ms - minute * minuteMs;
    const second = Math.floor(inMinute / 1000);
    const tail =
      seconds[second]! +
      thousandths[inMinute - second * 1000]! +
      rest[Math.floor((time - ms) * rest.length)]!;
    return upToMinute + tail;
  };
}
