/** Mean and spread of hours on the circle of the day. */
export interface CircularHour {
  /** Hour of the day, in [0, 24). */
  readonly mean: number;
  /** Circular standard deviation in hours, from 0; 24 if the hours are spread evenly. */
  readonly deviation: number;
}

const PER_HOUR = (2 * Math.PI) / 24;

/**
 * With `R` the length of the mean vector: the mean is its direction, the deviation `sqrt(-2 ln R)`, in hours. So 23:00 and
 * 01:00 have mean 00:00. Hours are taken at their middle.
 *
 * @param hours - Events per local hour of the week, length 168.
 * @see Mardia and Jupp (2000), Directional Statistics, section 2.3.
 */
export function circularHour(hours: ArrayLike<number>): CircularHour {
  let x = 0;
  let y = 0;
  let events = 0;
  for (let slot = 0; slot < hours.length; slot++) {
    const angle = ((slot % 24) + 0.5) * PER_HOUR;
    x += hours[slot]! * Math.cos(angle);
    y += hours[slot]! * Math.sin(angle);
    events += hours[slot]!;
  }
  const length = events === 0 ? 0 : Math.hypot(x, y) / events;
  if (length < 1e-9) return { mean: 12, deviation: 24 };
  const mean = (Math.atan2(y, x) / PER_HOUR + 24) % 24;
  return { mean, deviation: Math.min(24, Math.sqrt(Math.max(0, -2 * Math.log(length))) / PER_HOUR) };
}
