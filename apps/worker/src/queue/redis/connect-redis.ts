import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { QueueLog } from '../queue-options.ts';
import { QueueError } from '../queue-error.ts';
import { endSocketTimeout } from './end-socket-timeout.ts';
import { lastingFailure, redisMessage } from './redis-failure.ts';
import { redisOptions, type RedisConfig } from './redis-options.ts';
import { serverFacts } from './server-facts.ts';

/** A connection that mends itself. */
export interface RedisLink {
  readonly client: Redis;
  /** Whether Redis drops keys when its memory is full, which was warned of. */
  readonly mayEvict: boolean;
  close(): Promise<void>;
}

export interface ConnectRedisOptions {
  readonly redis: RedisConfig;
  readonly log: QueueLog;
  readonly signal?: AbortSignal | undefined;
  /** Told whenever Redis is reached or lost, until the link is closed. */
  readonly onRedis?: ((isConnected: boolean) => void) | undefined;
}

const QUIT_MS = 500;

/**
 * Connects to Redis, and waits for it if it is not up yet, for as long as it takes: that is logged once, and once again when it is back.
 *
 * @throws QueueError `unauthorised`, `tls`, `ca_file`, `too_old` or `refused` for what will not pass by itself.
 * @throws the reason of `signal`.
 */
export async function connectRedis({ redis, log, signal, onRedis }: ConnectRedisOptions): Promise<RedisLink> {
  const address = new URL(redis.url ?? '').host;
  const client = endSocketTimeout(new Redis(redisOptions(redis, { ca: await readCa(redis.ca_file) })));
  const unwatch = watch(client, { address, log, onRedis });
  try {
    await ready(client, { address, signal });
    const info = await client.info().catch((error: unknown) => {
      throw (
        lastingFailure(error, address) ??
        new QueueError('refused', `Redis ${address}: ${redisMessage(error)}`)
      );
    });
    const { maxmemoryPolicy, version } = serverFacts(info);
    const mayEvict = maxmemoryPolicy !== '' && maxmemoryPolicy !== 'noeviction';
    if (mayEvict) {
      log.warn(
        { redis: address, maxmemory_policy: maxmemoryPolicy },
        `Redis drops keys when its memory is full (${maxmemoryPolicy}), work under way among them: set maxmemory-policy to noeviction.`,
      );
    }
    log.debug({ redis: address, version }, 'Connected to Redis.');
    const close = (): Promise<void> => {
      unwatch();
      return quit(client);
    };
    return { client, mayEvict, close };
  } catch (error) {
    client.disconnect();
    throw error;
  }
}

async function readCa(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new QueueError('ca_file', `Cannot read queue.redis.ca_file ${path} (${error.code}).`);
  });
}

interface WatchOptions extends Pick<ConnectRedisOptions, 'log' | 'onRedis'> {
  readonly address: string;
}

/** Tells of an outage once, and of its end. @returns Ends the telling of whether Redis is reached. */
function watch(client: Redis, { address, log, onRedis }: WatchOptions): () => void {
  let away = false;
  let isWatched = true;
  client.on('ready', () => isWatched && onRedis?.(true));
  client.on('close', () => isWatched && onRedis?.(false));
  client.on('error', (error: unknown) => {
    if (away) return;
    away = true;
    log.warn(
      { redis: address },
      `Redis is away (${redisMessage(error)}); trying again for as long as it takes.`,
    );
  });
  client.on('reconnecting', () => {
    if (away) return;
    away = true;
    log.warn({ redis: address }, 'The connection to Redis was lost; trying again for as long as it takes.');
  });
  client.on('ready', () => {
    if (away) log.info({ redis: address }, 'Redis is back.');
    away = false;
  });
  return () => {
    isWatched = false;
  };
}

async function ready(
  client: Redis,
  { address, signal }: { readonly address: string; readonly signal: AbortSignal | undefined },
): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    client.on('error', (error: unknown) => {
      const lasting = lastingFailure(error, address);
      if (lasting !== null) reject(lasting);
    });
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    // Its promise is for the first attempt alone; the client goes on by itself.
    client.connect().catch(() => undefined);
  });
}

/** Says goodbye, unless nobody answers. */
async function quit(client: Redis): Promise<void> {
  const goodbye = client.status === 'ready' ? client.quit().catch(() => undefined) : Promise.resolve();
  await Promise.race([goodbye, new Promise((resolve) => setTimeout(resolve, QUIT_MS).unref())]);
  client.disconnect();
}
