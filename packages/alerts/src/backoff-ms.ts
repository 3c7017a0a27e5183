export interface BackoffOptions {
  readonly baseMs: number;
  readonly mostMs: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** What the receiver asked for. */
  readonly retryAfterMs?: number | undefined;
}

/** A receiver that asks to wait for longer is asked again after a day. */
const LONGEST_ASKED_MS = 86_400_000;

/**
 * Milliseconds to wait after the `failures`-th failure in a row: `min(most, base * 2^(failures - 1))`, of which a random half is taken away so that
 * many senders do not come back together; at least what the receiver asked for, up to a day.
 *
 * @param failures - From 1.
 * @example
 * backoffMs(3, { baseMs: 1000, mostMs: 60_000, random: () => 0 }); // => 2000
 */
export function backoffMs(
  failures: number,
  { baseMs, mostMs, random, retryAfterMs = 0 }: BackoffOptions,
): number {
  const ceiling = Math.min(mostMs, baseMs * 2 ** Math.min(failures - 1, 50));
  return Math.max(ceiling * (0.5 + random() / 2), Math.min(retryAfterMs, LONGEST_ASKED_MS));
}
