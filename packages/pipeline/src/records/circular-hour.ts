/** Mean and spread on a circle, such as that of the day. */
export interface Circular {
  /** In [0, period). */
  readonly mean: number;
  /** Circular standard deviation, from 0; the period if the events are spread evenly. */
  readonly deviation: number;
}

/**
 * Hours of the day, in hours: 23:00 to 24:00 and 00:00 to 01:00 have mean 0. Hours are taken at their middle.
 *
 * @param week - Events per local hour of the week, length 168, from Monday 00:00.
 * @example
 * circularHour(week).mean; // => 9.5 for events between 09:00 and 10:00
 */
export function circularHour(week: ArrayLike<number>): Circular {
  return circular(week, 24, (slot) => (slot % 24) + 0.5);
}

/** Days of the week, in days from Monday, 0: Sunday and Monday have mean 6.5. As `circularHour`, but days stand for themselves. */
export function circularDay(week: ArrayLike<number>): Circular {
  return circular(week, 7, (slot) => Math.floor(slot / 24));
}

/**
 * With `R` the length of the mean vector: the mean is its direction, the deviation `sqrt(-2 ln R)`. Without a direction the
 * mean is the middle of the period.
 *
 * @see Mardia and Jupp (2000), Directional Statistics, section 2.3. Agrees with scipy `circmean` and `circstd`.
 */
function circular(week: ArrayLike<number>, period: number, placeOf: (slot: number) => number): Circular {
  const turn = (2 * Math.PI) / period;
  let x = 0;
  let y = 0;
  let events = 0;
  for (let slot = 0; slot < week.length; slot++) {
    const angle = placeOf(slot) * turn;
    x += week[slot]! * Math.cos(angle);
    y += week[slot]! * Math.sin(angle);
    events += week[slot]!;
  }
  const length = events === 0 ? 0 : Math.hypot(x, y) / events;
  if (length < 1e-9) return { mean: period / 2, deviation: period };
  // Rounded, so that midnight is 0 and not a breath before 24.
  const mean = (Math.round((Math.atan2(y, x) / turn) * 1e9) / 1e9 + period) % period;
  const deviation = Math.sqrt(Math.max(0, -2 * Math.log(length))) / turn;
  return { mean, deviation: Math.min(period, deviation) };
}
