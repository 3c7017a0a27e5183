import type { SidecarConfig } from '@sidecar/pipeline';
import type { RedisOptions } from 'ioredis';

/** Where Redis is and how it is spoken to, of `queue.redis`. */
export type RedisConfig = SidecarConfig['queue']['redis'];

const MOST_PAUSE_MS = 5000;

/**
 * Options of a client that never gives up: commands wait while the connection is away, and it is sought again after 0.1, 0.2, 0.4 s and so on
 * up to 5 s. A connection on which nothing comes for 30 s is taken for dead.
 *
 * @param ca - Text of `ca_file`, if there is one.
 * @throws RangeError without a `url`.
 */
export function redisOptions(
  { url, username, password, insecure }: RedisConfig,
  { ca }: { readonly ca?: string | undefined } = {},
): RedisOptions {
  if (url === undefined) throw new RangeError('queue.redis.url is missing, expected the address of Redis');
  const { protocol, hostname, port, pathname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: port === '' ? 6379 : Number(port),
    db: Number(pathname.slice(1) || 0),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: password.reveal() }),
    ...(protocol === 'rediss:'
      ? { tls: { rejectUnauthorized: !insecure, ...(ca === undefined ? {} : { ca }) } }
      : {}),
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), MOST_PAUSE_MS),
    keepAlive: 10_000,
    socketTimeout: 30_000,
    lazyConnect: true,
  };
}
