import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelay, type RetryOptions } from './retry-delay.ts';
import { SplunkError } from './splunk-error.ts';

/** What a retry loop may do. */
export interface RetryPolicy {
  readonly retry: RetryOptions;
  readonly signal?: AbortSignal | undefined;
  /** Told before each wait. */
  readonly onRetry?: ((error: SplunkError, attempt: number, delayMs: number) => void) | undefined;
}

/** Runs `attempt` until it succeeds, fails for good, or the attempts are used up; the error then tells how many there were. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  { retry, signal, onRetry }: RetryPolicy,
): Promise<T> {
  const { attempts = 5 } = retry;
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof SplunkError)) throw error;
      if (!error.retryable || n >= attempts) throw n === 1 ? error : afterAttempts(error, n);
      const delayMs = retryDelay(n, retry, error.retryAfterSeconds);
      onRetry?.(error, n, delayMs);
      await sleep(delayMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
    }
  }
}

/** The same error, saying how often it was tried. */
export function afterAttempts(error: SplunkError, attempts: number): SplunkError {
  return new SplunkError(error.code, `${error.message.replace(/\.$/, '')} (after ${attempts} attempts).`, {
    retryable: error.retryable,
    attempts,
    status: error.status,
    messages: error.messages,
    retryAfterSeconds: error.retryAfterSeconds,
    cause: error.cause,
  });
}
