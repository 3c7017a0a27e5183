import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventTimesOf } from '../src/stages/event-times-of.ts';
import type { ScoringJob, ScoringOutcome } from '../src/stages/stage-engine.ts';
import { createFakeWork, factsOf, fakeModel, fakeVersion } from './queue-fake-work.ts';
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
let harness: Harness;

describe.runIf(hasRedis)('flows', () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());
  afterEach(() => harness.close());

  test.for([1, 2, 4])('%d workers score as one loop does, and write each window once', async (workers) => {
    harness = createHarness();
    const config = queueConfig(redis.url);
    const work = createFakeWork();
    for (let i = 0; i < workers; i++) await harness.worker(config, work);
    const engine = await harness.engine(config);
    const job = scoringJob(config, 12);
    const direct = await inOneLoop(job);
    expect(await engine.score(job, stageRun())).toEqual(direct.outcome);
    expect(work.written).toEqual(direct.written);
  });
});

/** The same work without a queue. */
async function inOneLoop(
  job: ScoringJob,
): Promise<{ outcome: ScoringOutcome; written: Map<number, object> }> {
  const work = createFakeWork();
  const { config, windows, state, generation } = job;
  const { signal } = new AbortController();
  const scorer = work.createWindowScorer({ model: fakeModel, version: fakeVersion, config, state });
  const done = [];
  for (const window of windows) {
    const request = { by: 'index' as const, window, ...eventTimesOf(window, config) };
    const { bytes } = await work.readSlice(request, { config, signal, onWarning: () => undefined });
    const { recordsPath, ...scored } = await scorer.score(bytes, {
      runId: 'run-1',
      recordsPath: '/tmp/queue-test-records',
    });
    const writes = await work.writeWindow({
      scored: { recordsPath },
      window,
      generation,
      config,
      runId: 'run-1',
    });
    done.push({ ...scored, window, counts: factsOf(window.from), writes });
  }
  return { outcome: { windows: done, state: scorer.state(), setAside: [] }, written: work.written };
}
void windowsOf;
