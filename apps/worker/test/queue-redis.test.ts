import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { createSecret } from '@sidecar/pipeline/config';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectRedis } from '../src/queue/redis/connect-redis.ts';
import { createFakeWork } from './queue-fake-work.ts';
import { createHarness, type Harness, queueConfig, scoringJob, stageRun } from './queue-harness.ts';
import { hasRedis, type RedisServer, startRedis } from './queue-redis-server.ts';

let redis: RedisServer;
let harness: Harness;

describe.runIf(hasRedis)('a queue and its Redis', () => {
  beforeEach(() => {
    harness = createHarness();
  });
  afterEach(async () => {
    await harness.close();
    await redis.remove();
  });

  test.for([
    { name: 'with its data', empty: false, most: 1 },
    { name: 'without its data', empty: true, most: 2 },
  ])('Redis killed and started again $name changes nothing in the result', async ({ empty, most }) => {
    redis = await startRedis();
    const config = queueConfig(redis.url);
    const work = createFakeWork();
    await harness.worker(config, work);
    const engine = await harness.engine(config);
    const job = scoringJob(config, 5);
    const undisturbed = await engine.score({ ...job, generation: 'g-0' }, stageRun());
    let writes = 0;
    const restarted = new Promise<void>((resolve, reject) => {
      work.onPiece = async (what) => {
        if (what !== 'write' || ++writes !== 3) return;
        await redis.kill();
        await sleep(150);
        redis.start({ empty }).then(resolve, reject);
      };
    });
    work.reads.clear();
    const outcome = await engine.score(job, stageRun());
    await restarted;
    expect(outcome).toEqual(undisturbed);
    expect(work.written.size).toBe(5);
    expect(Math.max(...work.reads.values())).toBeLessThanOrEqual(most);
    const said = harness.logged.filter(({ message }) =>
      /Redis is (?:away|back)|connection to Redis was lost/.test(message),
    );
    // Of the worker and of the coordinator, once each.
    expect(said).toHaveLength(4);
  });

  test.for(['it is closed', 'Redis ends'])(
    'a connection that waits has no timer any more once %s, which would keep the process',
    async (why) => {
      redis = await startRedis();
      const { signal } = new AbortController();
      const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
      const link = await connectRedis({ redis: queueConfig(redis.url).queue.redis, log, signal });
      const waiting = link.client.duplicate();
      const timer = (): unknown => (waiting as unknown as { socketTimeoutTimer: unknown }).socketTimeoutTimer;
      waiting.blpop('nothing', 0).catch(() => undefined);
      await vi.waitFor(() => expect(timer()).toBeDefined());
      const closed = once(waiting, 'close');
      if (why === 'Redis ends') await redis.kill();
      else waiting.disconnect();
      await closed;
      expect(timer()).toBeUndefined();
      waiting.disconnect();
      await link.close();
    },
  );

  test('a worker that is killed is found out, and its piece is done by another', async () => {
    redis = await startRedis();
    const config = queueConfig(redis.url, { lock_seconds: 0.5 });
    const engine = await harness.engine(config);
    const job = scoringJob(config, 2);
    const scoring = engine.score(job, stageRun());
    const script = new URL('queue-mortal-worker.mjs', import.meta.url).pathname;
    const mortal = spawn(process.execPath, [script, redis.url, config.queue.prefix]);
    await once(mortal.stdout, 'data');
    mortal.kill('SIGKILL');
    await once(mortal, 'exit');
    await harness.worker(config, createFakeWork());
    const outcome = await scoring;
    expect(outcome.setAside).toEqual([]);
    expect(outcome.windows).toHaveLength(2);
    expect(harness.logged.map(({ message }) => message)).toContain(
      'Taken over from a worker that gave no sign of life.',
    );
  });

  test('waits for a Redis that is not up yet, and says so once', async () => {
    redis = await startRedis();
    await redis.kill();
    const config = queueConfig(redis.url);
    const told: boolean[] = [];
    const opening = harness.engine(config, { onRedis: (isConnected) => void told.push(isConnected) });
    await sleep(400);
    expect(told).not.toContain(true);
    await redis.start();
    const engine = await opening;
    expect(told.at(-1)).toBe(true);
    const before = told.length;
    await engine.close();
    expect(told.slice(before)).toEqual([]);
    expect(harness.logged.map(({ message }) => message.replace(/\(.*\)/, ''))).toEqual([
      'Redis is away ; trying again for as long as it takes.',
      'Redis is back.',
      'Connected to Redis.',
    ]);
  });

  test('closes though Redis is away', async () => {
    redis = await startRedis();
    const config = queueConfig(redis.url);
    const worker = await harness.worker(config, createFakeWork());
    const engine = await harness.engine(config);
    await redis.kill();
    const began = Date.now();
    await Promise.all([engine.close(), worker.close({ timeoutMs: 100 })]);
    expect(Date.now() - began).toBeLessThan(4000);
  });

  test.for([
    { name: 'the right password', password: 'right-password', username: undefined, refused: null },
    { name: 'a user', password: 'password-of-user', username: 'sidecar', refused: null },
    { name: 'a wrong password', password: 'wrong-password', username: undefined, refused: 'WRONGPASS' },
    { name: 'no password', password: undefined, username: undefined, refused: 'NOAUTH' },
  ])('Redis asks for a password, and $name is given', async ({ password, username, refused }) => {
    redis = await startRedis();
    await redis.command(...'ACL SETUSER sidecar on >password-of-user ~* &* +@all'.split(' '));
    await redis.command('CONFIG', 'SET', 'requirepass', 'right-password');
    const login = {
      username,
      password: password === undefined ? undefined : createSecret(password),
      insecure: false,
    };
    const config = queueConfig(redis.url, { redis: login });
    const opening = harness.engine(config);
    if (refused === null) {
      const engine = await opening;
      await harness.worker(config, createFakeWork());
      expect((await engine.score(scoringJob(config, 1), stageRun())).windows).toHaveLength(1);
    } else {
      const error = await opening.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ name: 'QueueError', code: 'unauthorised' });
      expect((error as Error).message).toMatch(
        new RegExp(`cannot log in at Redis 127\\.0\\.0\\.1:\\d+ \\(${refused}`),
      );
      const shown = inspect([error, harness.logged], { depth: 20, showHidden: true });
      expect(shown).not.toContain('wrong-password');
    }
  });

  test('warns of a Redis that may drop work', async () => {
    redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    await harness.engine(queueConfig(redis.url));
    expect(harness.logged).toMatchObject([
      { level: 'warn', fields: { maxmemory_policy: 'allkeys-lru' } },
      {},
    ]);
  });

  test('a Redis that is full is waited for', async () => {
    redis = await startRedis();
    const config = queueConfig(redis.url);
    const work = createFakeWork();
    await harness.worker(config, work);
    const engine = await harness.engine(config);
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    const scoring = engine.score(scoringJob(config, 2), stageRun());
    await sleep(300);
    expect(work.reads.size).toBe(0);
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    expect((await scoring).windows).toHaveLength(2);
  });
});

describe.runIf(hasRedis)('Redis by TLS', () => {
  let folder: string;
  let cert: string;

  beforeEach(async () => {
    harness = createHarness();
    folder = await mkdtemp(join(tmpdir(), 'sidecar-tls-'));
    const pair = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    cert = join(folder, 'cert.pem');
    const key = join(folder, 'key.pem');
    await writeFile(cert, pair.cert);
    await writeFile(key, pair.private);
    const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
    redis = await startRedis([...files, '--tls-auth-clients', 'no'], { tls: true });
  });
  afterEach(async () => {
    await harness.close();
    await redis.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test('with the authority of its certificate work goes on, without it nothing is sent', async () => {
    const trusting = queueConfig(redis.url, { redis: { insecure: false, ca_file: cert } });
    await harness.worker(trusting, createFakeWork());
    const engine = await harness.engine(trusting);
    expect((await engine.score(scoringJob(trusting, 1), stageRun())).windows).toHaveLength(1);
    await harness.engine(queueConfig(redis.url, { redis: { insecure: true } }));
    await expect(harness.engine(queueConfig(redis.url))).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('queue.redis.ca_file') as string,
    });
    const missing = join(folder, 'missing.pem');
    await expect(
      harness.engine(queueConfig(redis.url, { redis: { insecure: false, ca_file: missing } })),
    ).rejects.toMatchObject({
      code: 'ca_file',
      message: `Cannot read queue.redis.ca_file ${missing} (ENOENT).`,
    });
  });
});
