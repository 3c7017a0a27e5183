import type { Redact } from './create-redactor.ts';
import { SplunkError, type SplunkErrorCode, type SplunkErrorDetails } from './splunk-error.ts';

/** Makes the error of one server: every text in it has passed the redactor. */
export type Fail = (code: SplunkErrorCode, message: string, details?: SplunkErrorDetails) => SplunkError;

/** A {@link Fail} that hides the redactor's secrets in the message, in Splunk's messages and in the cause. */
export function createFail(redact: Redact): Fail {
  return (code, message, details = {}) =>
    new SplunkError(code, redact(message), {
      ...details,
      messages: details.messages?.map(({ type, text }) => ({ type, text: redact(text) })),
      cause: details.cause === undefined ? undefined : plainCause(details.cause, redact),
    });
}

/** Keeps a cause's name, text and code only: errors of HTTP libraries carry the whole request, headers and credentials included. */
function plainCause(cause: unknown, redact: Redact): Error {
  if (cause instanceof SplunkError) return cause;
  const plain = new Error(redact(cause instanceof Error ? cause.message : String(cause)));
  plain.name = cause instanceof Error ? cause.name : 'Error';
  plain.stack = `${plain.name}: ${plain.message}`;
  return Object.assign(plain, errorCode(cause) === undefined ? {} : { code: errorCode(cause) });
}

/** The `code` of a Node error such as ECONNREFUSED, if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
