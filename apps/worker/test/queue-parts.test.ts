import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SidecarConfig } from '@sidecar/pipeline';
import { createSecret, parseConfig } from '@sidecar/pipeline/config';
import { configSchema } from '../../../packages/pipeline/src/config/config-schema.ts';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createFolderExchange } from '../src/queue/exchange/create-folder-exchange.ts';
import { createRedisExchange } from '../src/queue/exchange/create-redis-exchange.ts';
import type { Exchange } from '../src/queue/exchange/exchange.ts';
import { openBlob, sealBlob } from '../src/queue/exchange/seal-blob.ts';
import { digestOf } from '../src/queue/flow/digest-of.ts';
import { backOff } from '../src/queue/jobs/back-off.ts';
import { errorOfReason, failureReason } from '../src/queue/jobs/failure-reason.ts';
import { QueueError } from '../src/queue/queue-error.ts';
import { isRedisAway, lastingFailure } from '../src/queue/redis/redis-failure.ts';
import { redisOptions } from '../src/queue/redis/redis-options.ts';
import { serverFacts } from '../src/queue/redis/server-facts.ts';
import { settingsOf, withSettings } from '../src/queue/settings/job-settings.ts';
import { hasRedis, type RedisServer, startRedis } from './queue-redis-server.ts';

type Tree = Record<string, unknown>;

const byDefault = parseConfig('').config;

describe('settings of a job', () => {
  const coordinator = configOf('coordinator');
  const worker = configOf('worker');

  test('hold no secret, whichever keys of a configuration are secrets', () => {
    const keys = secretKeys();
    expect(keys.length).toBeGreaterThan(6);
    const config = structuredClone(byDefault) as unknown as Tree;
    // Also one that nobody knows of yet, at a key that travels.
    for (const path of [...keys, ['modeling', 'key_of_tomorrow']])
      setAt(config, path, createSecret(`hidden ${path.join('.')}`));
    const text = JSON.stringify(settingsOf(config as unknown as SidecarConfig));
    expect(text).not.toContain('hidden');
    expect(text).not.toContain('[secret]');
  });

  test('and the connections of the worker are what it works with', () => {
    const travelled = JSON.parse(JSON.stringify(settingsOf(coordinator))) as ReturnType<typeof settingsOf>;
    const merged = withSettings(travelled, worker);
    expect(merged.modeling).toEqual(JSON.parse(JSON.stringify(coordinator.modeling)));
    expect(merged.ingestion.query).toBe('search of the coordinator');
    expect(merged.output.splunk_kvstore.collection).toBe('events_of_coordinator');
    expect(merged.ingestion.splunk).toMatchObject({ base_url: 'https://worker', app: 'app_of_coordinator' });
    expect(merged.ingestion.splunk.auth_token!.reveal()).toBe('token of the worker');
    expect(merged.output.splunk_kvstore.password).toBeUndefined();
    expect(merged.output.ndjson.directory).toBe('/worker');
    expect(merged.general.model_dir).toBe('/worker/models');
    expect(merged.queue).toBe(worker.queue);
    expect(merged.alerts).toBe(worker.alerts);
  });

  test('a key that the coordinator has not set is not set, whatever the worker has', () => {
    const own = { ...worker, ingestion: { ...worker.ingestion, index_earliest: '-1d' } };
    expect(withSettings(settingsOf(coordinator), own).ingestion.index_earliest).toBeUndefined();
  });

  test('merged once, they are the same settings', () => {
    expect(settingsOf(withSettings(settingsOf(coordinator), worker))).toEqual(settingsOf(coordinator));
    expect(withSettings(settingsOf(coordinator), coordinator)).toEqual(coordinator);
  });
});

describe('exchanges', () => {
  let folder: string;
  let redis: RedisServer | undefined;
  let client: Redis | undefined;
  const exchanges = (): { name: string; exchange: Exchange }[] => [
    { name: 'folder', exchange: createFolderExchange(folder) },
    ...(client === undefined
      ? []
      : [{ name: 'redis', exchange: createRedisExchange(client, { prefix: 'p', partBytes: 100 }) }]),
  ];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecar-exchange-'));
    if (!hasRedis) return;
    redis = await startRedis();
    client = new Redis(redis.url, { maxRetriesPerRequest: null });
  });
  afterAll(async () => {
    client?.disconnect();
    await redis?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('give back what was put in, of any size, the latest of a name', async () => {
    const bytes = fc.uint8Array({ maxLength: 350 });
    for (const { exchange } of exchanges()) {
      await fc.assert(
        fc.asyncProperty(bytes, bytes, async (first, second) => {
          await exchange.put('flow', 'a', first);
          await exchange.put('flow', 'a', second);
          expect(Buffer.from(await exchange.get('flow', 'a'))).toEqual(Buffer.from(second));
        }),
        { numRuns: 20 },
      );
    }
  });

  it('say which blob is missing, before it is put and after its folder is removed', async () => {
    for (const { exchange, name } of exchanges()) {
      const missing = { code: 'blob_missing', message: expect.stringContaining('other/a') as string };
      await expect(exchange.get('other', 'a'), name).rejects.toMatchObject(missing);
      await exchange.put('other', 'a', Buffer.from('x'));
      expect(await exchange.has('other', 'a')).toBe(true);
      await exchange.remove('other');
      await exchange.remove('other');
      expect(await exchange.has('other', 'a')).toBe(false);
      await expect(exchange.get('other', 'a'), name).rejects.toMatchObject(missing);
    }
  });

  it.runIf(hasRedis)(
    'in Redis, blobs expire unless somebody asks for them, and one that lost a part is missing',
    async () => {
      const exchange = createRedisExchange(client!, { prefix: 'p', partBytes: 100 });
      await exchange.put('f', 'a', Buffer.alloc(250));
      const week = 7 * 86_400;
      expect(await client!.ttl('p:blobs:f')).toBeGreaterThan(week - 10);
      await client!.expire('p:blobs:f', 100);
      await exchange.has('f', 'a');
      expect(await client!.ttl('p:blobs:f')).toBeGreaterThan(week - 10);
      await client!.hset('p:blobs:f', 'a/1', 'changed');
      await expect(exchange.get('f', 'a')).rejects.toMatchObject({ code: 'blob_damaged' });
      await client!.hdel('p:blobs:f', 'a/1');
      await expect(exchange.get('f', 'a')).rejects.toMatchObject({ code: 'blob_missing' });
    },
  );

  it('in a folder, what nobody came back for goes, and nothing unfinished is seen', async () => {
    const exchange = createFolderExchange(folder);
    await exchange.put('old', 'a', Buffer.from('x'));
    await exchange.put('new', 'a', Buffer.from('x'));
    const past = new Date(Date.now() - 8 * 86_400_000);
    await utimes(join(folder, 'old'), past, past);
    await exchange.remove('none');
    expect((await readdir(folder)).filter((name) => /^(?:old|new)$/.test(name))).toEqual(['new']);
    expect(await readdir(join(folder, 'new'))).toEqual(['a']);
    await writeFile(join(folder, 'new', 'a'), 'cut off');
    await expect(exchange.get('new', 'a')).rejects.toMatchObject({ code: 'blob_damaged' });
  });

  test('a sealed blob that changed in any place is refused', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 50 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const sealed = sealBlob(bytes);
          expect(Buffer.from(openBlob(sealed, 'x'))).toEqual(Buffer.from(bytes));
          sealed[at % sealed.length]! ^= by;
          expect(() => openBlob(sealed, 'x')).toThrow('x is not what was laid down.');
        },
      ),
    );
  });
});

describe('Redis', () => {
  test.for([
    { info: 'redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\n', version: '7.0.15' },
    { info: 'redis_version:6.2.0\n', version: '6.2.0' },
    { info: '# Server\r\nredis_version:7.2.4\r\nvalkey_version:8.0.1\r\n', version: '7.2.4' },
    { info: 'redis_version:10.0.0\r\n', version: '10.0.0' },
  ])('$version will do', ({ info, version }) => {
    expect(serverFacts(info).version).toBe(version);
  });

  test.for([
    ['redis_version:6.0.16\r\n', 'Redis 6.0.16 is too old: the queue needs 6.2 or later.'],
    ['redis_version:5.0.7\r\n', 'Redis 5.0.7 is too old: the queue needs 6.2 or later.'],
    ['', 'Redis of an unknown version is too old: the queue needs 6.2 or later.'],
  ] as const)('%j is refused', ([info, message]) => {
    expect(() => serverFacts(info)).toThrow(new QueueError('too_old', message));
  });

  test.for([
    { url: 'redis://h', expected: { host: 'h', port: 6379, db: 0 } },
    { url: 'redis://[::1]:7000/3', expected: { host: '::1', port: 7000, db: 3 } },
    { url: 'rediss://h:1', expected: { host: 'h', port: 1, tls: { rejectUnauthorized: true } } },
  ])('$url is understood, and never given up', ({ url, expected }) => {
    const options = redisOptions({ url, insecure: false });
    expect(options).toMatchObject({ ...expected, maxRetriesPerRequest: null });
    expect([1, 2, 10, 1000].map((times) => options.retryStrategy!(times))).toEqual([100, 200, 5000, 5000]);
  });

  test('what lasts is told apart from what passes', () => {
    const lasting = (message: string, code?: string) =>
      lastingFailure(Object.assign(new Error(message), { code }), 'h:1')?.code;
    expect(lasting('WRONGPASS invalid username-password pair')).toBe('unauthorised');
    expect(lasting('NOPERM this user has no permissions')).toBe('unauthorised');
    expect(lasting('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT')).toBe('tls');
    expect(lasting('ERR DB index is out of range')).toBe('refused');
    expect(lasting('connect ECONNREFUSED', 'ECONNREFUSED')).toBeUndefined();
    expect(isRedisAway(new Error("OOM command not allowed when used memory > 'maxmemory'."))).toBe(true);
    expect(isRedisAway(new Error('Missing lock for job 1'))).toBe(false);
  });
});

test('back-off doubles up to five minutes', () => {
  expect([1, 2, 3, 8, 9, 1000].map((n) => backOff(n, 2))).toEqual([
    2000, 4000, 8000, 256_000, 300_000, 300_000,
  ]);
  expect(backOff(5, 0)).toBe(100);
});

test('only what is no fault of a piece has a code in its reason', () => {
  expect(errorOfReason(failureReason(new QueueError('blob_missing', 'a is gone')))).toEqual(
    new QueueError('blob_missing', 'a is gone'),
  );
  expect(errorOfReason(failureReason(new Error('line 7 is poison')))).toBeNull();
});

test('the same work has the same name, in whatever order its keys come', () => {
  expect(digestOf({ a: 1, b: [2, { c: 3, d: null }] })).toBe(digestOf({ b: [2, { d: null, c: 3 }], a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
});

/** Paths of all keys that the schema of the configuration says are secrets. */
function secretKeys(): string[][] {
  const found: string[][] = [];
  const walk = (schema: unknown, path: string[]): void => {
    const { def, shape, meta } = schema as {
      def: { innerType?: unknown };
      shape?: Tree;
      meta?: () => Tree | undefined;
    };
    if (meta?.()?.['secret'] === true) found.push(path);
    else if (shape !== undefined) for (const [key, each] of Object.entries(shape)) walk(each, [...path, key]);
    else if (def.innerType !== undefined) walk(def.innerType, path);
  };
  walk(configSchema, []);
  return found;
}

function setAt(tree: Tree, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce((each, key) => each[key] as Tree, tree);
  parent[path.at(-1)!] = value;
}

function configOf(who: string): SidecarConfig {
  return parseConfig(`
general: { model_dir: /${who}/models, model_name: ${who} }
ingestion:
  query: search of the ${who}
  splunk: { base_url: https://${who}, auth_token: token of the ${who}, app: app_of_${who} }
modeling: { random_state: ${who.length}, time_zone: ${who === 'worker' ? 'UTC' : 'Europe/Berlin'} }
output:
  splunk_kvstore: { collection: events_of_${who}${who === 'worker' ? '' : ', base_url: https://kv, username: u, password: p'} }
  ndjson: { directory: /${who} }
queue: { redis: { url: redis://${who}, password: password of the ${who} } }
`).config;
}
