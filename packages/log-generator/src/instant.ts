/** A moment: a Date, ISO 8601 text, or milliseconds since 1970. */
export type Instant = Date | string | number;

/** Milliseconds since 1970; throws a RangeError that names the value unless it is a time between 1970 and 9999. */
export function requireInstant(name: string, value: Instant): number {
  const ms = typeof value === 'number' ? value : new Date(value).getTime();
  if (Number.isFinite(ms) && ms >= 0 && ms < 253_402_300_800_000) return ms;
  throw new RangeError(
    `${name} is ${String(value)}, expected a time from 1970 to 9999 (Date, ISO 8601 or milliseconds)`,
  );
}

/** The span between two moments; throws a RangeError unless it is at least a second long. */
export function requireSpan(start: Instant, end: Instant): { from: number; to: number } {
  const from = requireInstant('start', start);
  const to = requireInstant('end', end);
  if (to - from >= 1000) return { from, to };
  throw new RangeError(
    `end is ${new Date(to).toISOString()}, expected at least a second after ${new Date(from).toISOString()}`,
  );
}
