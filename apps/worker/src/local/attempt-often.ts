import { isOfTheWorld } from '../stages/is-of-the-world.ts';

/** What came of a piece of work, or why nothing did. */
export type Attempted<T> =
  | { readonly isDone: true; readonly result: T }
  | { readonly isDone: false; readonly reason: string; readonly attempts: number };

export interface AttemptOptions {
  /** From 1. */
  readonly attempts: number;
  readonly signal: AbortSignal;
}

/**
 * Tries a piece of work a number of times. It is to blame itself for what the world is not: then it is told why, and others go on.
 *
 * @throws What is of the world, at once, and the signal's reason.
 */
export async function attemptOften<T>(
  work: () => Promise<T>,
  { attempts, signal }: AttemptOptions,
): Promise<Attempted<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { isDone: true, result: await work() };
    } catch (error) {
      signal.throwIfAborted();
      if (isOfTheWorld(error)) throw error;
      if (attempt >= attempts) return { isDone: false, reason: (error as Error).message, attempts };
    }
  }
}
