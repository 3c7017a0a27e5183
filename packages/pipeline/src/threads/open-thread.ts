import { Worker } from 'node:worker_threads';
import { errorOf } from './error-parts.ts';
import type { FromThread } from './work-in-thread.ts';
import { ThreadError } from './thread-error.ts';

/** Another thread, as the one that opened it sees it. */
export interface Thread<In, Out> {
  /** Sends a message. @param moved - Buffers of it that are handed over instead of copied: they are empty here afterwards. */
  post(message: In, moved?: readonly ArrayBuffer[]): void;
  /**
   * The next message of the thread, in the order in which it sent them; one call at a time.
   *
   * @throws What was thrown in the thread, as an error of the same class; ThreadError if it ended without having been closed; the
   *   signal's reason if that stopped it.
   */
  receive(): Promise<Out>;
  /** Ends the thread, whatever it is doing, and waits until it is gone. May be called more than once. */
  close(): Promise<void>;
}

export interface OpenThreadOptions<Data> {
  /** What it is there for, in a word, for messages: `judge`. */
  readonly name: string;
  /** What it begins with; is copied. */
  readonly data: Data;
  /** Ends the thread. */
  readonly signal?: AbortSignal | undefined;
  /** Room for objects that were just made, in MiB, from 1: a thread that is given much makes garbage without end. @default 24 */
  readonly youngMemoryMiB?: number;
}

/**
 * Starts a thread on a built file that calls `workInThread`. It must be closed, whatever happens: until then it keeps the process alive.
 *
 * @param entry - From `threadEntry`.
 * @throws The signal's reason if that has been aborted already.
 * @example
 * const thread = openThread<string, number>(entry, { name: 'counter', data: undefined, signal });
 * try {
 *   thread.post('four');
 *   await thread.receive(); // => 4
 * } finally {
 *   await thread.close();
 * }
 */
export function openThread<In, Out, Data = undefined>(
  entry: URL,
  { name, data, signal, youngMemoryMiB = 24 }: OpenThreadOptions<Data>,
): Thread<In, Out> {
  signal?.throwIfAborted();
  const worker = new Worker(entry, {
    name,
    workerData: data,
    // Built files import built files: conditions and loaders that this process was started with, such as those of tests, may lead to sources.
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: youngMemoryMiB },
  });
  const arrived: Out[] = [];
  let failure: { readonly error: unknown } | undefined;
  let waiting: PromiseWithResolver<Out> | undefined;

  const fail = (error: unknown): void => {
    failure ??= { error };
    waiting?.reject(failure.error);
    waiting = undefined;
  };
  const onAbort = (): void => {
    arrived.length = 0;
    fail(signal!.reason);
    void worker.terminate();
  };
  const letGo = (): void => signal?.removeEventListener('abort', onAbort);
  signal?.addEventListener('abort', onAbort);
  worker
    .on('message', (message: FromThread<Out>) => {
      if ('failed' in message) return fail(errorOf(message.failed));
      if (waiting === undefined) return arrived.push(message.value);
      waiting.resolve(message.value);
      waiting = undefined;
    })
    .on('messageerror', fail)
    .on('error', (error: NodeJS.ErrnoException) => fail(explained(error, name)))
    .on('exit', () => {
      letGo();
      fail(new ThreadError('ended', name, `The ${name} thread ended before its work was done; ${ADVICE}.`));
    });

  return {
    post: (message, moved = []) => worker.postMessage(message, [...moved]),
    receive: () => {
      if (arrived.length > 0) return Promise.resolve(arrived.shift()!);
      if (failure !== undefined) return Promise.reject(failure.error);
      return new Promise((resolve, reject) => (waiting = { resolve, reject }));
    },
    close: async () => {
      letGo();
      await worker.terminate();
    },
  };
}

interface PromiseWithResolver<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

const ADVICE = 'with one thread (threads: 1) it is done without';

function explained(error: NodeJS.ErrnoException, name: string): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  const message = `The ${name} thread ran out of memory; ${ADVICE}.`;
  return new ThreadError('out_of_memory', name, message, { cause: error });
}
