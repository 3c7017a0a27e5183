import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { errorParts, type ErrorParts } from './error-parts.ts';

/** A message on its way out of a thread. */
export type FromThread<Out> = { readonly value: Out } | { readonly failed: ErrorParts };

/** The thread that opened this one, as this one sees it. */
export interface Opener<In, Out> {
  /** Sends a message. @param moved - Buffers of it that are handed over instead of copied. */
  post(message: Out, moved?: readonly ArrayBuffer[]): void;
  /** The next message, in the order in which they were sent; one call at a time. */
  receive(): Promise<In>;
}

/**
 * What the built file of a thread calls, once: does its work with the data that `openThread` was given. What it throws is
 * thrown by `receive` of the thread that opened it.
 *
 * @param port - Where messages come from and go to. @default the port of this thread
 */
export async function workInThread<In, Out, Data = undefined>(
  work: (opener: Opener<In, Out>, data: Data) => Promise<void>,
  {
    port = parentPort!,
    data = workerData as Data,
  }: { readonly port?: MessagePort; readonly data?: Data } = {},
): Promise<void> {
  const arrived: In[] = [];
  let waiting: ((message: In) => void) | undefined;
  const send = (message: FromThread<Out>, moved: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...moved]);
  port.on('message', (message: In) => {
    if (waiting === undefined) return arrived.push(message);
    waiting(message);
    waiting = undefined;
  });
  const opener: Opener<In, Out> = {
    post: (value, moved) => send({ value }, moved),
    receive: () => {
      if (arrived.length > 0) return Promise.resolve(arrived.shift()!);
      return new Promise((resolve) => (waiting = resolve));
    },
  };
  try {
    await work(opener, data);
  } catch (error) {
    send({ failed: errorParts(error) });
  } finally {
    // Without a listener nothing keeps the thread alive.
    port.removeAllListeners('message');
    port.unref();
  }
}
