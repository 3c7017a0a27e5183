import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../queue-redis-server.ts';
import { forgetOutcome, type Outcome, outcomeOf } from './outcome.ts';
import { BEGIN, openProofOffice, type ProofOffice, WINDOW_SECONDS } from './proof-office.ts';
import { createWorkerProcesses, type WorkerProcess, type WorkerProcesses } from './worker-processes.ts';

/*
 * The built command, as whole processes: one alone, then four of them through Redis; with `SIDECAR_CAMPAIGN=full` two and one as well, and more events and
 * windows.
 */
const isFull = process.env['SIDECAR_CAMPAIGN'] === 'full';
const size = isFull ? { events: 5000, windows: 40 } : { events: 1200, windows: 24 };

let office: ProofOffice;
let redis: RedisServer;
let processes: WorkerProcesses;
let alone: Outcome;

/** Trains and scores all that is due, and ends. */
async function runOnce(name: string, url?: string): Promise<Outcome> {
  const each = office.configFor(name, {
    beginWindows: size.windows,
    ...(url !== undefined && { redis: url }),
  });
  const coordinator = processes.start('--config', each.config, '--once');
  expect(await coordinator.exited, coordinator.log()).toBe(0);
  // Less than `worker.stop_seconds` after its last words: it ends when it is done.
  expect(Date.now() - coordinator.heardAt()).toBeLessThan(15_000);
  const outcome = await outcomeOf(office, each);
  await forgetOutcome(office);
  return outcome;
}

/** Processes that did pieces of the last batch. */
async function namesOfWorkers(): Promise<Set<string | null>> {
  const client = new Redis(redis.port);
  try {
    const keys = await client.keys('sidecar:pieces:score-*');
    const jobs = keys.filter((key) => /-(?:read|write)-\d+$/.test(key));
    return new Set(await Promise.all(jobs.map((key) => client.hget(key, 'pb'))));
  } finally {
    client.disconnect();
  }
}

describe.skipIf(!hasRedis)('many workers', () => {
  const helpers: WorkerProcess[] = [];
  beforeAll(async () => {
    office = await openProofOffice(size);
    office.turnTo(BEGIN + size.windows * WINDOW_SECONDS);
    redis = await startRedis();
    processes = createWorkerProcesses(office.folder);
    const { config } = office.configFor('helpers', { beginWindows: 0, redis: redis.url });
    for (let i = 0; i < 3; i++) helpers.push(processes.start('--config', config, '--role', 'work'));
    alone = await runOnce('alone');
  }, 600_000);
  afterAll(async () => {
    await processes?.killAll();
    await redis?.remove();
    await office?.close();
  });

  test('a process without Redis scores every event once, with outliers, incidents and alerts to compare', () => {
    const { auth_events: events, ...others } = alone.collections;
    expect(events).toHaveLength(office.toScore);
    expect(new Set(events).size).toBe(office.toScore);
    for (const [name, records] of Object.entries(others)) expect(records.length, name).toBeGreaterThan(3);
    expect(Object.keys(alone.alerts).length).toBeGreaterThan(3);
    expect(alone.models).toHaveLength(1);
    expect(alone.leftovers).toEqual([]);
    expect(alone.checkpoint).toMatchObject({
      scoredTo: BEGIN + size.windows * WINDOW_SECONDS,
      setAside: [],
    });
  });

  test.each(isFull ? [4, 2, 1] : [4])(
    '%i of them through Redis give the same model, records, state and alerts, byte for byte',
    { timeout: 600_000 },
    async (count) => {
      for (const helper of helpers.splice(count - 1)) await helper.kill();
      for (const helper of helpers) expect(helper.child.exitCode, helper.log()).toBeNull();
      expect(await runOnce(`${count} workers`, redis.url)).toEqual(alone);
      const names = await namesOfWorkers();
      expect(names.size).toBeGreaterThanOrEqual(Math.min(count, 2));
      expect(names.size).toBeLessThanOrEqual(count);
    },
  );
});
