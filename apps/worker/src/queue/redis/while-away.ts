import { setTimeout as sleep } from 'node:timers/promises';
import { isRedisAway } from './redis-failure.ts';

const PAUSE_MS = 200;

/** Does it again while Redis is away; ends at once when `signal` says so, whatever Redis does. For what may be done twice. */
export async function whileAway<T>(
  action: () => Promise<T>,
  { signal }: { readonly signal: AbortSignal },
): Promise<T> {
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([again(action, signal), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function again<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isRedisAway(error)) throw error;
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}
