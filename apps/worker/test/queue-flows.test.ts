import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { SidecarConfig } from '@sidecar/pipeline';
import { createSecret } from '@sidecar/pipeline/config';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { KvStoreError } from '@sidecar/kvstore-writer';
import { SplunkError } from '@sidecar/splunk-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventTimesOf } from '../src/stages/event-times-of.ts';
import type { ScoringJob, ScoringOutcome, TrainingJob } from '../src/stages/stage-engine.ts';
import { createFakeWork, factsOf, fakeModel, fakeVersion, type FakeWork } from './queue-fake-work.ts';
import {
  createHarness,
  type Harness,
  queueConfig,
  scoringJob,
  stageRun,
  windowsOf,
} from './queue-harness.ts';
import { hasRedis, type RedisServer, startRedis } from './queue-redis-server.ts';

let redis: RedisServer;
let client: Redis;
let folder: string;
let harness: Harness;

describe.runIf(hasRedis)('flows of jobs', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecar-flows-'));
    redis = await startRedis();
    client = new Redis(redis.url, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.remove();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    harness = createHarness();
  });
  afterEach(() => harness.close());

  test.for([1, 2, 4])('%d workers score as one loop does, and write each window once', async (workers) => {
    const { config, work, engine } = await start({ workers });
    const job = scoringJob(config, 10);
    const direct = await inOneLoop(job);
    expect(await engine.score(job, stageRun())).toEqual(direct.outcome);
    expect(work.written).toEqual(direct.written);
  });

  test('goes on from the state that was handed over', async () => {
    const { config, engine } = await start();
    const job = scoringJob(config, 6);
    const [first, second] = [job.windows.slice(0, 2), job.windows.slice(2)];
    const whole = await inOneLoop(job);
    const begun = await engine.score({ ...job, windows: first }, stageRun());
    const ended = await engine.score({ ...job, windows: second, state: begun.state }, stageRun());
    expect([...begun.windows, ...ended.windows]).toEqual(whole.outcome.windows);
    expect(ended.state).toEqual(whole.outcome.state);
  });

  test.for(['redis', 'folder'] as const)(
    'trains and looks for drift by %s as a direct call does',
    async (exchange) => {
      const { config, work, engine } = await start({
        workers: 2,
        queue: { exchange, exchange_folder: join(folder, 'exchange') },
      });
      const now = new Date('2026-01-01T00:00:00Z');
      const job: TrainingJob = { config, slices: windowsOf(8), now };
      const { signal } = new AbortController();
      const slices = await Promise.all(
        job.slices.map(async (slice) => {
          const { bytes, ...facts } = await work.readSlice({ by: 'event', slice }, { config, signal });
          return { facts, source: () => Promise.resolve(bytes) };
        }),
      );
      const trained = await work.trainOnSlices({ slices, config, now, signal });
      expect(await engine.train(job, stageRun())).toEqual({ ...trained, setAside: [] });
      const model = { version: fakeVersion, model: fakeModel };
      const drifted = await work.driftOnSlices(fakeModel, slices, { config, signal });
      expect(await engine.drift({ config, model, slices: job.slices }, stageRun())).toEqual({
        ...drifted,
        setAside: [],
      });
      expect(await leftovers(config)).toEqual([]);
    },
  );

  test('a slice that fails as often as it may is set aside with its reason, and the others are done', async () => {
    const { config, work, engine } = await start();
    const bad = windowsOf(5)[2]!;
    work.onPiece = async (what, from) => {
      if (what === 'read' && from === bad.from) throw new Error('line 7 is poison');
    };
    const outcome = await engine.score(scoringJob(config, 5), stageRun());
    expect(outcome.windows.map(({ window }) => window)).toEqual(
      windowsOf(5).filter((each) => each.from !== bad.from),
    );
    expect(outcome.setAside).toEqual([
      {
        stage: 'score',
        window: bad,
        reason: 'line 7 is poison',
        attempts: 3,
        at: expect.any(String) as string,
      },
    ]);
    expect(work.reads.get(bad.from)).toBe(3);
    work.onPiece = () => Promise.resolve();
    const retried = await engine.score(scoringJob(config, 5), stageRun());
    expect(retried.setAside).toEqual([]);
  });

  test.for([
    { what: 'followed' as const, isFollowed: false },
    { what: 'written' as const, isFollowed: true },
  ])('a window that cannot be $what is set aside alone', async ({ what, isFollowed }) => {
    const { config, work, engine } = await start();
    const [, bad] = windowsOf(4);
    work.onPiece = async (piece, from) => {
      if (piece === (isFollowed ? 'write' : 'follow') && from === bad!.from)
        throw new Error(`not to be ${what}`);
    };
    const outcome = await engine.score(scoringJob(config, 4), stageRun());
    expect(outcome.setAside).toMatchObject([{ window: bad, reason: `not to be ${what}` }]);
    const all = await inOneLoop(scoringJob(config, 4));
    const others = await inOneLoop({
      ...scoringJob(config, 4),
      windows: windowsOf(4).filter((each) => each !== bad && each.from !== bad!.from),
    });
    const { state, windows } = isFollowed ? all.outcome : others.outcome;
    expect(outcome.state).toEqual(state);
    expect(outcome.windows).toEqual(windows.filter(({ window }) => window.from !== bad!.from));
  });

  test('more than 5 % of slices set aside, and nothing is trained', async () => {
    const { config, work, engine } = await start();
    work.onPiece = async (what, from) => {
      if (what === 'read' && from === 420) throw new Error('poison');
    };
    const outcome = await engine.train({ config, slices: windowsOf(3), now: new Date(0) }, stageRun());
    expect(outcome).toMatchObject({ model: null, profiles: null, setAside: [{ window: windowsOf(3)[0] }] });
  });

  test('a training that keeps the processor busy for longer than a lock is not taken for dead', async () => {
    const { config, work, engine } = await start({ workers: 2, queue: { lock_seconds: 0.4 } });
    let trainings = 0;
    work.onPiece = async (what) => {
      if (what !== 'train') return;
      trainings++;
      // Time to be looked at as one that is under way, and then none to renew its lock.
      await sleep(300);
      for (const end = Date.now() + 1000; Date.now() < end;);
      await sleep(300);
    };
    await engine.train({ config, slices: windowsOf(2), now: new Date(0) }, stageRun());
    expect(trainings).toBe(1);
    expect(harness.logged.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  test('a failure of the world uses up no attempt, and is counted', async () => {
    const { config, work, engine } = await start();
    let failures = 0;
    work.onPiece = async (what) => {
      if (what === 'write' && failures++ < 6)
        throw new SplunkError('quota', 'Too many searches.', { retryable: true });
    };
    const job = scoringJob(config, 2);
    expect((await engine.score(job, stageRun())).setAside).toEqual([]);
    expect(harness.counted.get('quota')).toBe(6);
  });

  test('says why nothing goes on, keeps the work, and goes on with it', async () => {
    const { config, work, engine } = await start({ patienceMs: 200 });
    let isDown = true;
    work.onPiece = async (what) => {
      if (what === 'write' && isDown) throw new SplunkError('unreachable', 'Splunk does not answer.');
    };
    const job = scoringJob(config, 2);
    await expect(engine.score(job, stageRun())).rejects.toMatchObject({
      code: 'put_off',
      message: 'Splunk does not answer.',
    });
    isDown = false;
    expect((await engine.score(job, stageRun())).windows).toHaveLength(2);
    expect([...work.reads.values()]).toEqual([1, 1]);
  });

  test('a run that was published meanwhile ends the flow, and the same work is planned anew', async () => {
    const { config, work, engine } = await start();
    let isOther = true;
    work.onPiece = async (what) => {
      if (what === 'write' && isOther) throw new KvStoreError('superseded', 'Readers see run g-2.');
    };
    const job = scoringJob(config, 2);
    await expect(engine.score(job, stageRun())).rejects.toMatchObject({
      code: 'superseded',
      message: 'Readers see run g-2.',
    });
    isOther = false;
    expect((await engine.score(job, stageRun())).windows).toHaveLength(2);
  });

  test('a slice that kills every worker that takes it is set aside', async () => {
    const { config, engine } = await start({ workers: 0, queue: { most_stalls: 2, lock_seconds: 0.5 } });
    let dead = 0;
    // Dies with the first job that it takes: gives no sign of life any more.
    const mortal = (): Worker =>
      new Worker('pieces', () => (dead++, new Promise(() => undefined)), {
        connection: client,
        prefix: config.queue.prefix,
        lockDuration: 100,
        skipLockRenewal: true,
        skipStalledCheck: true,
      });
    const mortals = [mortal()];
    const scoring = engine.score(scoringJob(config, 2), stageRun());
    await until(() => dead === 1);
    const work = createFakeWork();
    let isBusy = false;
    work.onPiece = async () => {
      isBusy = true;
      await until(() => dead === 2);
      await sleep(600);
    };
    await harness.worker(config, work);
    await until(() => isBusy);
    mortals.push(mortal());
    const outcome = await scoring;
    await Promise.all(mortals.map((each) => each.close(true)));
    expect(outcome.windows).toHaveLength(1);
    expect(outcome.setAside).toMatchObject([
      { window: windowsOf(1)[0], reason: 'its workers gave no sign of life any more', attempts: 2 },
    ]);
  });

  test('what is abandoned goes back at once, and another worker does it', async () => {
    const { config, engine } = await start({ workers: 0 });
    const slow = createFakeWork();
    let taken = 0;
    slow.onPiece = (_, __, signal) => {
      taken++;
      return sleep(60_000, undefined, { signal });
    };
    const first = await harness.worker(config, slow);
    const job = scoringJob(config, 3);
    const scoring = engine.score(job, stageRun());
    await until(() => taken === 1);
    const began = Date.now();
    await first.close({ timeoutMs: 0 });
    await harness.worker(config, createFakeWork());
    expect(await scoring).toEqual((await inOneLoop(job)).outcome);
    expect(Date.now() - began).toBeLessThan(1500);
  });

  test('a coordinator that is started again goes on with the flow, and finished pieces are not done again', async () => {
    const { config, work, engine } = await start();
    const job = scoringJob(config, 6);
    const ended = new AbortController();
    work.onPiece = async (what, from) => {
      if (what === 'write' && from === windowsOf(6)[3]!.from) await sleep(80);
      if (what === 'write' && from === windowsOf(6)[2]!.from) ended.abort(new Error('killed'));
    };
    await expect(engine.score(job, stageRun(ended.signal))).rejects.toThrow('killed');
    const again = await harness.engine(config);
    const direct = await inOneLoop(job);
    expect(await again.score(job, { ...stageRun(), runId: 'run-2' })).toEqual(direct.outcome);
    expect(work.written).toEqual(direct.written);
    expect([...work.reads.values()]).toEqual([1, 1, 1, 1, 1, 1]);
    // Also once more, before the outcome was noted.
    expect(await again.score(job, stageRun())).toEqual(direct.outcome);
    expect(work.written).toEqual(direct.written);
  });

  test('other work takes the place of a flow under way, after the piece that is being done', async () => {
    const { config, work, engine } = await start();
    const ended = new AbortController();
    const order: string[] = [];
    work.onPiece = async (what, from) => {
      if (what !== 'write') return;
      ended.abort(new Error('killed'));
      await sleep(100);
      order.push(`${from}`);
    };
    await expect(engine.score(scoringJob(config, 4), stageRun(ended.signal))).rejects.toThrow('killed');
    const other = scoringJob(config, 4, { generation: 'g-2' });
    await engine.score(other, stageRun());
    expect(order).toEqual(['420', '420', '480', '540', '600']);
    expect([...work.written.values()].map(({ record }) => record.split(' ')[0])).toEqual([
      'g-2',
      'g-2',
      'g-2',
      'g-2',
    ]);
  });

  test('work is planned again when what was laid down for it is gone', async () => {
    const { config, work, engine } = await start();
    let isGone = false;
    work.onPiece = async (what) => {
      if (what !== 'write' || isGone) return;
      isGone = true;
      for (const key of await client.keys(`${config.queue.prefix}:blobs:score-*`)) await client.del(key);
    };
    const job = scoringJob(config, 3);
    expect(await engine.score(job, stageRun())).toEqual((await inOneLoop(job)).outcome);
    expect(harness.logged.filter(({ message }) => message.startsWith('Planned again'))).toHaveLength(1);
  });

  test('no secret gets into Redis', async () => {
    const secrets = [
      'token-of-splunk',
      'password-of-kvstore',
      'token-of-hec',
      'secret-of-webhook',
      'password-of-redis',
    ];
    const [token, password, hec, webhook] = secrets.map(createSecret);
    const { config, engine } = await start({
      change: (plain) => ({
        ...plain,
        ingestion: { ...plain.ingestion, splunk: { ...plain.ingestion.splunk, auth_token: token } },
        output: {
          ...plain.output,
          splunk_kvstore: { ...plain.output.splunk_kvstore, username: 'name-of-kvstore', password },
          splunk_hec: { ...plain.output.splunk_hec, token: hec },
        },
        alerts: { ...plain.alerts, webhook: { ...plain.alerts.webhook, secret: webhook } },
      }),
    });
    await engine.score(scoringJob(config, 2), stageRun());
    const all = await everythingIn(config);
    expect(all).toContain(config.ingestion.query);
    for (const secret of [...secrets, 'name-of-kvstore', '[secret]']) expect(all).not.toContain(secret);
  });

  test('jobs leave nothing but counters behind', async () => {
    const { config, engine } = await start();
    await engine.score(scoringJob(config, 2), stageRun());
    await engine.score(scoringJob(config, 3), stageRun());
    const names = (await leftovers(config)).filter((key) => key.includes('score-'));
    const flows = new Set(names.map((key) => /score-\w+-\w+/.exec(key)![0]));
    expect(flows.size).toBe(1);
  });
});

interface StartOptions {
  /** @default 1 */
  readonly workers?: number;
  readonly queue?: Partial<SidecarConfig['queue']>;
  readonly patienceMs?: number;
  readonly change?: (config: SidecarConfig) => SidecarConfig;
}

async function start({
  workers = 1,
  queue = {},
  patienceMs = 60_000,
  change = (config) => config,
}: StartOptions = {}) {
  const config = change(queueConfig(redis.url, queue));
  const work = createFakeWork();
  for (let i = 0; i < workers; i++) await harness.worker(config, work);
  return { config, work, engine: await harness.engine(config, { patienceMs }) };
}

/** The same work without a queue. */
async function inOneLoop(
  job: ScoringJob,
): Promise<{ outcome: ScoringOutcome; written: FakeWork['written'] }> {
  const work = createFakeWork();
  const { config, windows, state, generation } = job;
  const scorer = work.createWindowScorer({ model: fakeModel, version: fakeVersion, config, state });
  const done = [];
  for (const window of windows) {
    const request = { by: 'index' as const, window, ...eventTimesOf(window, config) };
    const { bytes } = await work.readSlice(request, { config });
    const path = join(folder, 'records');
    const { recordsPath, ...scored } = await scorer.score(bytes, { runId: 'run-1', recordsPath: path });
    const under = { window, generation, config, runId: 'run-1' };
    const writes = await work.writeWindow({ scored: { recordsPath }, ...under });
    done.push({ ...scored, window, counts: factsOf(window.from), writes });
  }
  return { outcome: { windows: done, state: scorer.state(), setAside: [] }, written: work.written };
}

/** Keys that flows should not leave: all but those of the queues themselves and models. */
async function leftovers({ queue: { prefix } }: SidecarConfig): Promise<string[]> {
  const keys = await client.keys(`${prefix}:*`);
  const own = /:(?:meta|id|events|marker|stalled-check|pc)$|:blobs:model-/;
  return keys.filter((key) => !own.test(key)).sort();
}

/** All values of all kinds, as text. */
async function everythingIn({ queue: { prefix } }: SidecarConfig): Promise<string> {
  const found: string[] = [];
  for (const key of await client.keys(`${prefix}:*`)) {
    const type = await client.type(key);
    if (type === 'string') found.push((await client.get(key))!);
    if (type === 'list') found.push(...(await client.lrange(key, 0, -1)));
    if (type === 'set') found.push(...(await client.smembers(key)));
    if (type === 'zset') found.push(...(await client.zrange(key, 0, -1)));
    if (type === 'stream') found.push(JSON.stringify(await client.xrange(key, '-', '+')));
    if (type !== 'hash') continue;
    for (const value of await client.hvalsBuffer(key)) {
      found.push(value.toString('latin1'));
      // A blob is 32 bytes of digest, then gzip or a slice.
      if (value[32] === 0x1f && value[33] === 0x8b) found.push(gunzipSync(value.subarray(32)).toString());
    }
  }
  return found.join('\n');
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}
