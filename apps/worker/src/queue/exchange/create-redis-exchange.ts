import type { Redis } from 'ioredis';
import { QueueError } from '../queue-error.ts';
import { BLOB_SECONDS, type Exchange } from './exchange.ts';
import { openBlob, sealBlob } from './seal-blob.ts';

export interface RedisExchangeOptions {
  /** What the names of keys begin with. */
  readonly prefix: string;
  /** A value of Redis has at most 512 MB; a blob that is larger than this has several. @default 32 MiB */
  readonly partBytes?: number;
}

/** An exchange within Redis: a hash for each folder, a field for each part of a blob. */
export function createRedisExchange(
  client: Redis,
  { prefix, partBytes = 32 * 1024 * 1024 }: RedisExchangeOptions,
): Exchange {
  const keyOf = (folder: string): string => `${prefix}:blobs:${folder}`;
  return {
    put: async (folder, name, bytes) => {
      const key = keyOf(folder);
      const sealed = sealBlob(bytes);
      const parts = Math.max(1, Math.ceil(sealed.length / partBytes));
      for (let i = 0; i < parts; i++) {
        await client.hset(key, `${name}/${i}`, sealed.subarray(i * partBytes, (i + 1) * partBytes));
      }
      // Last, so that who finds it finds all parts.
      await client.hset(key, name, parts);
      await client.expire(key, BLOB_SECONDS);
    },
    get: async (folder, name) => {
      const key = keyOf(folder);
      const parts = Number(await client.hget(key, name));
      const sealed: Buffer[] = [];
      for (let i = 0; i < parts; i++) {
        const part = await client.hgetBuffer(key, `${name}/${i}`);
        if (part !== null) sealed.push(part);
      }
      if (parts === 0 || sealed.length < parts) throw missing(folder, name);
      return openBlob(sealed.length === 1 ? sealed[0]! : Buffer.concat(sealed), `${folder}/${name} in Redis`);
    },
    has: async (folder, name) => {
      const key = keyOf(folder);
      const isThere = (await client.hexists(key, name)) === 1;
      if (isThere) await client.expire(key, BLOB_SECONDS);
      return isThere;
    },
    remove: async (folder) => {
      await client.unlink(keyOf(folder));
    },
  };
}

function missing(folder: string, name: string): QueueError {
  return new QueueError(
    'blob_missing',
    `${folder}/${name} is not in Redis: it has expired, or Redis has lost its data.`,
  );
}
