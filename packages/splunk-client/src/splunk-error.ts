import type { SplunkMessage } from './parse-messages.ts';

/**
 * What went wrong, for programs:
 *
 * - `unreachable`: no connection, or it was cut; `tls`: the certificate or the handshake; `timeout`: no byte for too long
 * - `unauthorised` (401), `forbidden` (403), `not_found` (404), `conflict` (409), `bad_request` (other 4xx)
 * - `quota`: too many searches at once; `unavailable` (429, 502, 503, 504): busy or starting; `server_error` (other 5xx)
 * - `search_failed`: Splunk accepted the search and failed it before the first row
 * - `partial_results`: Splunk failed the search after rows were delivered
 * - `truncated_stream`: the stream ended without its last row
 * - `protocol`: the answer is not one that Splunk gives
 */
export type SplunkErrorCode =
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'unauthorised'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'bad_request'
  | 'quota'
  | 'unavailable'
  | 'server_error'
  | 'search_failed'
  | 'partial_results'
  | 'truncated_stream'
  | 'protocol';

/** Everything about a {@link SplunkError} but its code and message. */
export interface SplunkErrorDetails {
  /** Whether the same call may succeed when it is made again. @default false */
  readonly retryable?: boolean | undefined;
  /** How often the request was sent. @default 1 */
  readonly attempts?: number | undefined;
  /** HTTP status of the answer, when there was one. */
  readonly status?: number | undefined;
  /** Every message of the answer, in order. @default [] */
  readonly messages?: readonly SplunkMessage[] | undefined;
  /** Seconds the server asked to wait, from `Retry-After`. */
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** The world's failure: Splunk, the network or TLS. The message says in one sentence what to do, and holds no secret. */
export class SplunkError extends Error {
  override readonly name = 'SplunkError';
  readonly code: SplunkErrorCode;
  readonly retryable: boolean;
  readonly attempts: number;
  readonly status?: number;
  readonly messages: readonly SplunkMessage[];
  readonly retryAfterSeconds?: number;

  constructor(code: SplunkErrorCode, message: string, details: SplunkErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.attempts = details.attempts ?? 1;
    this.messages = details.messages ?? [];
    if (details.status !== undefined) this.status = details.status;
    if (details.retryAfterSeconds !== undefined) this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
