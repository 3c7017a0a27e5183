import type { QueueOptions } from './queue-options.ts';

/** A process that takes jobs. */
export interface QueueWorker {
  /**
   * Stops taking jobs and waits for those under way; after `timeoutMs` they are abandoned, and another worker takes them over.
   */
  close(options?: { readonly timeoutMs?: number }): Promise<void>;
}

export interface QueueWorkerOptions extends QueueOptions {
  /** Abandons what is under way at once. */
  readonly signal: AbortSignal;
}

export function startQueueWorker(_options: QueueWorkerOptions): Promise<QueueWorker> {
  return Promise.reject(new Error('under construction'));
}
