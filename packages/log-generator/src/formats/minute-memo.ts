/**
 * A function of the minute of a time, remembered until the minute changes, as times mostly come in order.
 *
 * @param of - Takes a time at second 0, `2026-09-07T08:18:00Z`, in milliseconds since 1970.
 */
export function minuteMemo<T>(of: (ms: number) => T): (time: string) => T {
  let minute = '';
  let known: T;
  return (time) => {
    if (!isIn(minute, time)) {
      minute = time.slice(0, 17);
      known = of(Date.parse(`${minute}00Z`));
    }
    return known;
  };
}

/** From the back, as minutes differ in their last digits. */
function isIn(minute: string, time: string): boolean {
  for (let i = minute.length - 1; i >= 0; i--) if (minute.charCodeAt(i) !== time.charCodeAt(i)) return false;
  return minute !== '';
}
