/** How a failed request is sent again. */
export interface RetryOptions {
  /** Times a request is sent at most, the first included, from 1. @default 5 */
  readonly attempts?: number;
  /** Upper bound of the first wait in milliseconds; it doubles with every attempt. @default 500 */
  readonly baseDelayMs?: number;
  /** Upper bound of every wait in milliseconds. @default 30000 */
  readonly maxDelayMs?: number;
  /** Uniform in [0, 1). @default Math.random */
  readonly random?: () => number;
}

/**
 * Milliseconds to wait before attempt `attempt + 1`: exponential back-off with full jitter, `random · min(max, base · 2^(attempt - 1))`,
 * so that many clients that failed together do not come back together. At least what the server asked for by `Retry-After`, up to the maximum.
 *
 * @param attempt - Attempts made so far, from 1.
 * @see Brooker (2015), Exponential Backoff And Jitter, https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @example
 * retryDelay(3, { baseDelayMs: 100, random: () => 0.5 }); // => 200
 */
export function retryDelay(
  attempt: number,
  { baseDelayMs = 500, maxDelayMs = 30_000, random = Math.random }: RetryOptions = {},
  retryAfterSeconds = 0,
): number {
  const ceiling = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  return Math.max(random() * ceiling, Math.min(maxDelayMs, retryAfterSeconds * 1000));
}
