import { once } from 'node:events';
import got, { type Agents } from 'got';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import type { Fail } from './fail.ts';
import { networkError } from './network-error.ts';

/** How the server's certificate is checked. */
export interface TlsOptions {
  /** Certificates of the authorities to trust instead of the well-known ones, PEM. */
  readonly ca?: string;
  /** True accepts any certificate, and is reported as a warning. @default false */
  readonly insecure?: boolean;
}

/** The connection's settings. */
export interface HttpOptions {
  readonly tls?: TlsOptions;
  /** Longest time for each of name look-up, connection and TLS handshake, in milliseconds. @default 10000 */
  readonly connectTimeoutMs?: number;
  /** Longest time without a byte while waiting for one, in milliseconds. A slow reader does not count. @default 300000 */
  readonly idleTimeoutMs?: number;
  /** Sent always: Splunk falls back to HTTP/1.0 without one. @default 'sidecar-splunk-client' */
  readonly userAgent?: string;
  /** An HTTP proxy, `http://[user:password@]host:port`, tunnelled through by CONNECT. */
  readonly proxy?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body as it arrives, decompressed. Read it to its end or leave the loop: both free the connection. */
  readonly chunks: AsyncIterable<Buffer>;
}

const DEFAULT_AGENT = 'sidecar-splunk-client';

/** Sends one request, once. Rejects with a `SplunkError` when there is no answer, with the signal's reason when aborted. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** One HTTP exchange over got: no redirects (they would carry credentials elsewhere), no hidden retries, answers as streams. */
export function createHttp(
  {
    tls = {},
    connectTimeoutMs = 10_000,
    idleTimeoutMs = 300_000,
    userAgent = DEFAULT_AGENT,
    proxy,
  }: HttpOptions,
  fail: Fail,
): Http {
  const agent = proxy === undefined ? undefined : proxyAgents(proxy);
  return async ({ method, url, headers, body, signal }) => {
    signal?.throwIfAborted();
    const stream = got.stream(url, {
      method: method as 'GET',
      headers: { ...headers, 'user-agent': userAgent || DEFAULT_AGENT },
      ...(method === 'GET' ? {} : { body: body ?? '' }),
      timeout: { lookup: connectTimeoutMs, connect: connectTimeoutMs, secureConnect: connectTimeoutMs },
      https: {
        rejectUnauthorized: tls.insecure !== true,
        ...(tls.ca === undefined ? {} : { certificateAuthority: tls.ca }),
      },
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: false,
      ...(agent ? { agent } : {}),
    });
    stream.on('error', () => {}); // an error between two reads is kept by the stream and thrown by the next one
    const idle = watchIdle(idleTimeoutMs, signal, (error) => stream.destroy(error));
    const failed = (error: unknown): unknown =>
      signal?.aborted ? signal.reason : networkError(error, url.origin, fail);
    try {
      const [response] = (await idle.during(once(stream, 'response'))) as [
        { statusCode: number; headers: HttpAnswer['headers'] },
      ];
      return { status: response.statusCode, headers: response.headers, chunks: read(stream, idle, failed) };
    } catch (error) {
      idle.stop();
      throw failed(error);
    }
  };
}

async function* read(
  stream: AsyncIterable<Buffer>,
  idle: IdleWatch,
  failed: (error: unknown) => unknown,
): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await idle.during(chunks.next()).catch((error: unknown) => {
        ended = true;
        throw failed(error);
      });
      ended = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    idle.stop();
    if (!ended) await chunks.return?.();
  }
}

interface IdleWatch {
  during<T>(wait: Promise<T>): Promise<T>;
  stop(): void;
}

/** Calls `end` when one wait takes longer than `idleMs` (time between waits is the reader's and does not count), or on abort. */
function watchIdle(idleMs: number, signal: AbortSignal | undefined, end: (error: Error) => void): IdleWatch {
  let waiting = false;
  const message = `sent no byte for ${idleMs / 1000} s`;
  const timer = setTimeout(
    () => waiting && end(Object.assign(new Error(message), { code: 'IDLE_TIMEOUT' })),
    idleMs,
  );
  const aborted = (): void => end(new Error('aborted'));
  signal?.addEventListener('abort', aborted, { once: true });
  return {
    during: async (wait) => {
      waiting = true;
      timer.refresh();
      try {
        return await wait;
      } finally {
        waiting = false;
      }
    },
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    },
  };
}

function proxyAgents(proxy: string): Agents {
  return {
    http: new HttpProxyAgent({ proxy, keepAlive: true }),
    https: new HttpsProxyAgent({ proxy, keepAlive: true }),
  };
}
