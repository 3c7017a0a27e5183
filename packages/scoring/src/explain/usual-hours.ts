/** Hours of the day, `from` inclusive to `to` exclusive; `to` may lie beyond midnight, up to 47. */
export interface UsualHours {
  readonly from: number;
  readonly to: number;
}

const COVERED = 0.9;

/**
 * The shortest span of hours of the day that holds at least 90 % of an account's events, over midnight if need be.
 *
 * @param hours - Events per local hour of the week, length 168.
 * @returns Null without events. An account busy at all hours has a span of nearly a day.
 * @example
 * usualHours(hoursOf('alice')); // => { from: 8, to: 18 }
 */
export function usualHours(hours: ArrayLike<number>): UsualHours | null {
  const ofDay = new Float64Array(24);
  let events = 0;
  for (let slot = 0; slot < hours.length; slot++) {
    ofDay[slot % 24]! += hours[slot]!;
    events += hours[slot]!;
  }
  if (events === 0) return null;
  for (let length = 1; length <= 24; length++) {
    let best = -1;
    let most = COVERED * events;
    for (let from = 0; from < 24; from++) {
      let held = 0;
      for (let i = 0; i < length; i++) held += ofDay[(from + i) % 24]!;
      if (held > most || (held === most && best < 0)) {
        most = held;
        best = from;
      }
    }
    if (best >= 0) return { from: best, to: best + length };
  }
  return { from: 0, to: 24 };
}

/** `08:00-18:00`, or `all day`. */
export function usualHoursText(span: UsualHours): string {
  if (span.to - span.from >= 22) return 'all day';
  const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;
  return `${clock(span.from)}-${clock(span.to)}`;
}
