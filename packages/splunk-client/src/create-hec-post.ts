import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import type { Http } from './create-http.ts';
import type { Fail } from './fail.ts';
import { readBody } from './read-body.ts';
import type { RetryOptions } from './retry-delay.ts';
import type { SplunkError } from './splunk-error.ts';
import type { SplunkWarning } from './splunk-warning.ts';
import { statusError } from './status-error.ts';
import { withRetry } from './with-retry.ts';

const compress = promisify(gzipCallback);

/** The collector's answer, as far as it is used. */
export interface HecAnswer {
  readonly status: number;
  readonly code?: number;
  readonly text?: string;
  readonly ackId?: number;
  readonly acks?: Readonly<Record<string, unknown>>;
  /** Position of the first bad event within the request, as sent: one too high with code 7. */
  readonly invalidEvent?: number;
}

/** Posts one body, retried while the collector is busy. Resolves for 200 and for 400, whose meaning is in `code`; rejects for the rest. */
export type HecPost = (path: string, body: string) => Promise<HecAnswer>;

export interface HecPostOptions {
  readonly base: URL;
  readonly token: string;
  readonly gzip: boolean;
  readonly channel: string;
  readonly http: Http;
  readonly fail: Fail;
  readonly retry: RetryOptions;
  readonly warn: (warning: SplunkWarning) => void;
  readonly signal: AbortSignal | undefined;
}

/** @see {@link HecPost} */
export function createHecPost({
  base,
  token,
  gzip,
  channel,
  http,
  fail,
  retry,
  warn,
  signal,
}: HecPostOptions): HecPost {
  const headers = {
    authorization: `Splunk ${token}`,
    'content-type': 'application/json',
    'x-splunk-request-channel': channel,
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  };
  const onRetry = (error: SplunkError, attempt: number): void =>
    warn({ code: 'retry', message: `Attempt ${attempt} failed: ${error.message}` });
  return async (path, text) => {
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base.origin);
    const body = gzip ? await compress(text, { level: 1 }) : text;
    const once = async (): Promise<HecAnswer> => {
      const answer = await http({ method: 'POST', url, headers, body, signal });
      const received = { ...answer, body: await readBody(answer, fail, 2 ** 20) };
      if (answer.status === 200 || answer.status === 400) {
        const said = hecAnswer(received);
        if (said.status === 400 || said.code !== undefined || said.acks !== undefined) return said;
        const what = `${base.origin} answered POST ${path} with 200 and nothing in it`;
        throw fail('protocol', `${what}, so the events may be lost; look for a proxy between.`, {
          retryable: true,
        });
      }
      throw statusError(
        received,
        { origin: base.origin, what: `POST ${path}`, credentials: 'HEC token' },
        fail,
      );
    };
    return withRetry(once, { retry, signal, onRetry });
  };
}

function hecAnswer({ status, body }: { status: number; body: string }): HecAnswer {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { status };
  }
  if (typeof value !== 'object' || value === null) return { status };
  const { code, text, ackId, acks, 'invalid-event-number': invalid } = value as Record<string, unknown>;
  return {
    status,
    ...(typeof code === 'number' ? { code } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof ackId === 'number' ? { ackId } : {}),
    ...(typeof acks === 'object' && acks !== null ? { acks: acks as Record<string, unknown> } : {}),
    ...(typeof invalid === 'number' ? { invalidEvent: invalid } : {}),
  };
}
