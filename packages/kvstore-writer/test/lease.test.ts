import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import {
  acquireLease,
  ensureState,
  type KvTransport,
  type Lease,
  type LeaseOptions,
  type LeaseWaiting,
  readCollection,
  STATE_COLLECTION,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { createRandom, seedsOf } from './random.ts';
import { testClock } from './test-clock.ts';

const app = 'search';
const HOUR = 3_600_000;

/** An emulator behind a clock that tests set. */
async function openState(options = {}) {
  const { client, splunk } = await openEmulator();
  await ensureState(client, { app });
  const clock = testClock({ serverOffsetMs: HOUR, hurry: 100, ...options });
  const transport = clock.through(client);
  const acquire = (runId: string, more: Partial<LeaseOptions> = {}) =>
    acquireLease(transport, { app, runId, waitSeconds: 0, clock: clock.machine(0), ...more });
  const left = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { _key } of readCollection(client, { app, collection: STATE_COLLECTION }))
      keys.push(_key);
    return keys;
  };
  return { splunk, client, clock, transport, acquire, left };
}

it('is held by one at a time, who leaves nothing behind', async () => {
  const { acquire, left } = await openState();
  const lease = await acquire('run-1');
  expect([lease.isHeld(), lease.signal.aborted]).toEqual([true, false]);
  const waiting = acquire('run-2', { onWaiting: () => expect.unreachable() });
  await expect(waiting).rejects.toMatchObject({ name: 'KvStoreError', code: 'lease_held' });
  await expect(waiting).rejects.toThrow(
    /^Run run-1 on \S+ \(process \d+\) has been writing to KV Store since \d{4}-.*Z, and did not end within \d+ s; nothing was written\. Run again when it has ended, or end it: its lease then runs out by itself, now at \d{4}-.*Z\.$/,
  );
  await lease.confirm();
  await lease.release();
  expect([lease.isHeld(), lease.remainingMs(), await left()]).toEqual([false, 0, []]);
  await expect(lease.confirm()).rejects.toMatchObject({ code: 'lease_lost' });
  await (await acquire('run-2')).release();
  await (await acquire('run-3', { name: 'other' })).release();
});

it('lets those who wait know for whom, and comes to them when it is given back', async () => {
  const { acquire } = await openState();
  const lease = await acquire('run-1');
  const waited: LeaseWaiting[] = [];
  const next = acquire('run-2', {
    waitSeconds: 60,
    onWaiting: (waiting) => {
      if (waited.push(waiting) === 3) void lease.release();
    },
  });
  expect((await next).isHeld()).toBe(true);
  expect(waited[0]).toMatchObject({ holder: { runId: 'run-1', pid: process.pid } });
  expect(Date.parse(waited[0]!.expiresAt) - Date.parse(waited[0]!.holder.startedAt)).toBeGreaterThan(29_000);
  await (await next).release();
});

it('of a run that was killed, delays the next by the lease and not longer; who wakes up has lost it', async () => {
  const { acquire, clock } = await openState();
  const killed = await acquire('killed', { leaseSeconds: 20 });
  clock.advance(16_000);
  await expect(acquire('early')).rejects.toMatchObject({ code: 'lease_held' });
  expect(killed.isHeld()).toBe(true);
  clock.advance(5000);
  expect(killed.isHeld()).toBe(false);
  const next = await acquire('next');
  await expect(killed.confirm()).rejects.toMatchObject({ code: 'lease_lost' });
  expect(killed.signal.reason).toMatchObject({ code: 'lease_lost' });
  await killed.release(); // takes nothing from the next
  await next.confirm();
  await expect(acquire('third')).rejects.toMatchObject({ code: 'lease_held' });
  await next.release();
});

it('is lost, and says so, when somebody removes the lock', async () => {
  const { acquire, client } = await openState();
  const lease = await acquire('run-1');
  const path = `/servicesNS/nobody/${app}/storage/collections/data/${STATE_COLLECTION}/lease-write`;
  await client.request({ method: 'DELETE', path });
  await expect(lease.confirm()).rejects.toMatchObject({
    code: 'lease_lost',
    message:
      'This run lost the right to write to KV Store: somebody removed it. What was published before stays; run again.',
  });
});

it('is lost when a heartbeat reaches Splunk too late, though nobody has taken it yet', async () => {
  const { acquire, clock, transport } = await openState();
  let isSlow = false;
  const slow: KvTransport = {
    async request(request) {
      if (isSlow && request.method === 'POST') clock.advance(28_000);
      return transport.request(request);
    },
  };
  const lease = await acquireLease(slow, { app, runId: 'run-1', clock: clock.machine(0) });
  isSlow = true;
  await expect(lease.confirm()).rejects.toMatchObject({
    code: 'lease_lost',
    message: expect.stringContaining('a heartbeat reached Splunk too late') as string,
  });
  isSlow = false;
  await lease.release();
  await (await acquire('run-2')).release();
});

it('is not taken by who needs longer than the lease to take it', async () => {
  const { acquire, clock, transport } = await openState();
  let inserted = 0;
  const slow: KvTransport = {
    async request(request) {
      const isLock = request.method === 'POST' && request.path.endsWith(STATE_COLLECTION);
      if (isLock && ++inserted === 1) clock.advance(31_000);
      return transport.request(request);
    },
  };
  const lease = await acquireLease(slow, { app, runId: 'run-1', clock: clock.machine(0) });
  expect([inserted, lease.isHeld()]).toEqual([2, true]);
  await lease.release();
  await (await acquire('run-2')).release();
});

it('is renewed in the background, through requests that fail', async () => {
  const { client, splunk, left } = await openState();
  const lease = await acquireLease(client, { app, runId: 'run-1', leaseSeconds: 5 });
  splunk.setFaults([{ route: 'any', kind: 'unavailable-503', times: 8 }]);
  await delay(5400);
  expect(lease.isHeld()).toBe(true);
  splunk.setFaults([{ route: 'any', kind: 'unavailable-503', times: 100_000 }]);
  const lost = new Promise((resolve) => lease.signal.addEventListener('abort', resolve));
  await Promise.race([lost, delay(12_000)]);
  // The cause is the last refusal, or that there was no time for another attempt.
  expect(lease.signal.reason).toMatchObject({ code: 'lease_lost', cause: expect.any(Error) as Error });
  splunk.setFaults([]);
  await lease.release();
  expect(await left()).toEqual([]);
}, 40_000);

it('is given up in bounded time when Splunk does not answer', async () => {
  const { acquire, clock, transport } = await openState();
  let isDeaf = false;
  const deaf: KvTransport = {
    request: (request) => (isDeaf ? new Promise(() => undefined) : transport.request(request)),
  };
  const lease = await acquireLease(deaf, { app, runId: 'run-1', clock: clock.machine(0) });
  isDeaf = true;
  await lease.release(); // or the time of the test is over
  clock.advance(31_000);
  await (await acquire('run-2')).release();
}, 10_000);

test.for([
  { kind: 'empty-200', route: 'any' },
  { kind: 'refuse', route: 'any' },
  { kind: 'close-after-apply', route: 'kv-write' },
  { kind: 'duplicate', route: 'kv-write' },
  { kind: 'stall', route: 'kv-write', ms: 2000 },
  { kind: 'cut-mid-line', route: 'any', ending: 'clean' },
  { kind: 'cut-mid-line', route: 'any', ending: 'reset' },
  { kind: 'unavailable-503', route: 'any' },
  { kind: 'token-expires', route: 'any' },
] as const)('comes and goes through $kind on $route at any request', async (rule) => {
  const { acquire, splunk, left } = await openState();
  for (const after of [0, 1, 2, 3, 4, 5, 6]) {
    splunk.setFaults([{ ...rule, after }]);
    const lease = await acquire(`run-${after}`, { waitSeconds: 1 });
    await lease.confirm();
    expect(lease.isHeld()).toBe(true);
    await lease.release();
    splunk.setFaults([]);
    expect(await left()).toEqual([]);
  }
});

describe('a race of four machines whose clocks differ by hours, some of which are killed or sleep', () => {
  test.for(seedsOf(3, 100))('seed %i: never two hold it, and everybody gets it', async (seed) => {
    const random = createRandom(seed);
    const { client, clock } = await openState({ hurry: 300 });
    const leases: Lease[] = [];
    let most = 0;
    const look = (): void => {
      most = Math.max(most, leases.filter((lease) => lease.isHeld()).length);
    };
    const pause = async (ms: number): Promise<void> => {
      look();
      await delay(random() * ms);
      look();
    };
    let held = 0;

    async function machine(number: number): Promise<void> {
      let isDead = false;
      const transport = clock.through({
        async request(request) {
          if (isDead) throw new Error('killed');
          await pause(2);
          const answer = await client.request(request);
          await pause(2); // long enough for others to do everything in between
          return answer;
        },
      });
      for (let turn = 0; turn < 3; turn++) {
        isDead = false;
        const options = {
          app,
          runId: `${number}-${turn}`,
          waitSeconds: 1e6,
          onWaiting: () => clock.advance(500),
        };
        const lease = await acquireLease(transport, { ...options, clock: clock.machine(number * HOUR) });
        leases.push(lease);
        look();
        held++;
        await pause(4);
        if (random() < 0.6) clock.advance(18_000 + random() * 14_000); // everybody sleeps, perhaps for longer than the lease
        if (random() < 0.5) await pause(60); // without a sign of life, long enough for others to come
        await lease.confirm().catch(() => undefined);
        await pause(4);
        if (random() < 0.4) isDead = true;
        await lease.release();
        if (isDead) clock.advance(random() * 40_000);
      }
    }

    await Promise.all([1, 2, 3, 4].map(machine));
    expect([most, held]).toEqual([1, 12]);
  });
});
