import { QueueError, type QueueErrorCode } from '../queue-error.ts';

/**
 * Why a job failed, as Redis keeps it: a text. One that is not the fault of the piece of work begins with the code of its error, so that who waits
 * for it does not set the piece aside.
 */
export function failureReason(error: unknown): string {
  const { message } = error as Error;
  return error instanceof QueueError ? `[${error.code}] ${message}` : message;
}

/** The error that {@link failureReason} told, or null if the piece of work is to blame. */
export function errorOfReason(reason: string): QueueError | null {
  const [, code, message] = /^\[(\w+)\] (.*)$/s.exec(reason) ?? [];
  return code === undefined ? null : new QueueError(code as QueueErrorCode, message!);
}
