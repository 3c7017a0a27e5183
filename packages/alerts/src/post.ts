import { once } from 'node:events';
import got, { type Agents } from 'got';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';

/** How a receiver is reached. */
export interface PostOptions {
  /** Certificates of the authorities to trust instead of the well-known ones, PEM. */
  readonly ca?: string | undefined;
  /** True accepts any certificate: whoever is on the way can read and answer. @default false */
  readonly insecure?: boolean;
  /** An HTTP proxy, `http://[user:password@]host:port`, tunnelled through by CONNECT. */
  readonly proxy?: string | undefined;
  /** Longest time from the beginning to the answer, milliseconds, from 1. @default 10000 */
  readonly timeoutMs?: number;
}

export interface PostRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Of an answer's body so much is read, for the connection's sake; it says nothing. */
const MOST_BYTES = 65_536;

/**
 * Posts to one address, once: redirects are not followed, an answer's body is not kept. Rejects with the network's error, or the signal's
 * reason.
 *
 * @throws RangeError if the proxy is no http address; it is not repeated, for it may hold a password.
 */
export function createPost(
  url: URL,
  { ca, insecure = false, proxy, timeoutMs = 10_000 }: PostOptions,
): (request: PostRequest) => Promise<PostAnswer> {
  const agent = proxy === undefined ? undefined : proxyAgents(proxy);
  return async ({ headers, body, signal }) => {
    signal?.throwIfAborted();
    const stream = got.stream(url, {
      method: 'POST',
      headers: { 'user-agent': 'sidecar-alerts', ...headers },
      body,
      timeout: { request: timeoutMs },
      https: {
        rejectUnauthorized: !insecure,
        ...(ca === undefined ? {} : { certificateAuthority: ca }),
      },
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: false,
      decompress: false,
      ...(agent ? { agent } : {}),
    });
    stream.on('error', () => {}); // one that comes after the answer says nothing any more
    const abort = (): void => void stream.destroy(new Error('aborted'));
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const [response] = (await once(stream, 'response')) as [
        { statusCode: number; headers: PostAnswer['headers'] },
      ];
      await drain(stream);
      return { status: response.statusCode, headers: response.headers };
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      stream.destroy();
    }
  };
}

async function drain(stream: AsyncIterable<Buffer>): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) return;
    }
  } catch {
    // The status was there: the receiver has what it needs.
  }
}

function proxyAgents(proxy: string): Agents {
  if (!/^https?:\/\//i.test(proxy) || !URL.canParse(proxy))
    throw new RangeError('proxy is not an http address, expected one such as http://proxy.example:3128');
  return { http: new HttpProxyAgent({ proxy }), https: new HttpsProxyAgent({ proxy }) };
}
