import type { Writable } from 'node:stream';
import type { AlertTarget, SendResult } from './alert-target.ts';

export interface StreamTargetOptions {
  /** @default 'stdout' */
  readonly name?: string;
  /** Longest wait for a reader that does not read, milliseconds, from 1. @default 10000 */
  readonly timeoutMs?: number;
}

const DELIVERED: SendResult = { outcome: 'delivered' };

/**
 * Writes messages to a stream, such as standard output, as one JSON object a line. A line counts as delivered when the stream has passed it
 * on; while nobody reads, nothing more is written. A reader that went away (EPIPE) is a failure of this target and does not end the process.
 */
export function createStreamTarget(
  stream: Writable,
  { name = 'stdout', timeoutMs = 10_000 }: StreamTargetOptions = {},
): AlertTarget {
  watch(stream);
  const closed = (error: NodeJS.ErrnoException | null): SendResult =>
    failed(`${name} is closed${error === null ? '' : ` (${error.code ?? error.message})`}`);
  return Object.freeze({
    name,
    label: name,
    send: async (message, { signal }) => {
      signal?.throwIfAborted();
      if (!stream.writable) return closed(stream.errored);
      return new Promise<SendResult>((resolve, reject) => {
        const end = (settle: () => void): void => {
          clearTimeout(timer);
          stream.off('drain', write);
          stream.off('close', close);
          signal?.removeEventListener('abort', abort);
          settle();
        };
        const abort = (): void => end(() => reject(signal?.reason as Error));
        const close = (): void => end(() => resolve(closed(stream.errored)));
        const timer = setTimeout(() => {
          end(() => resolve(failed(`nobody read ${name} for ${timeoutMs / 1000} s`)));
        }, timeoutMs);
        const write = (): void => {
          stream.write(`${JSON.stringify(message)}\n`, (error) => {
            end(() => resolve(error ? closed(error) : DELIVERED));
          });
        };
        signal?.addEventListener('abort', abort, { once: true });
        stream.once('close', close);
        if (stream.writableNeedDrain) stream.once('drain', write);
        else write();
      });
    },
  } satisfies AlertTarget);
}

function failed(reason: string): SendResult {
  return { outcome: 'failed', reason, isDown: true };
}

const watched = new WeakSet<Writable>();

/** Listens for errors, as one without a listener ends the process: once, however many targets are made of a stream. */
function watch(stream: Writable): void {
  if (watched.has(stream)) return;
  watched.add(stream);
  stream.on('error', () => {});
}
