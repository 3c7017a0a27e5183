import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, test } from 'vitest';
import {
  type CollectionWrite,
  ensureCollection,
  type KvRecord,
  publishedRun,
  readPublished,
  type WriteReport,
  writeRun,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { createRandom, seedsOf } from './random.ts';
import { testClock } from './test-clock.ts';
import { viewOf } from './whole-view.ts';

const app = 'search';
const names = ['events', 'profiles', 'incidents'] as const;
const fields = { value: 'number' } as const;

/** Each run has other records under the same keys, and a number of its own of them. */
const recordsOf = (run: number): KvRecord[] =>
  Array.from({ length: 20 + 7 * run }, (_, i) => ({ _key: `k${i}`, value: run }));
const plan = (run: number): CollectionWrite[] =>
  names.map((collection) => ({ collection, records: recordsOf(run), fields, mode: 'replace' }));

/** Throws unless a view is one run, whole. */
function expectWhole(view: Awaited<ReturnType<typeof viewOf>>): void {
  const run = Number(view.runId!.slice(4));
  expect([...view.records.keys()].sort()).toEqual(
    recordsOf(run)
      .map(({ _key }) => _key)
      .sort(),
  );
  for (const { value } of view.records.values()) expect(value).toBe(run);
}

it('a reader who polls all collections while runs come and go sees one whole run in each, always', async () => {
  const { client } = await openEmulator();
  await writeRun(client, { app, runId: 'run-0', collections: plan(0) });
  const runs = { areOver: false };
  const shown: string[] = [];
  const polling = (async () => {
    while (!runs.areOver) {
      for (const collection of names) {
        const view = await viewOf(client, { app, collection }, 5);
        expectWhole(view);
        shown.push(view.runId!);
      }
    }
  })();
  for (let run = 1; run <= 8; run++) {
    const options = { app, runId: `run-${run}`, collections: plan(run), batchCount: 9 };
    const reports = await writeRun(client, { ...options, readerGraceSeconds: run % 2 === 0 ? 0 : 0.05 });
    expect(reports.every(({ complete }) => complete)).toBe(true);
  }
  runs.areOver = true;
  await polling;
  expect(new Set(shown).size).toBeGreaterThan(4);
  expect(shown).toEqual([...shown].sort());
});

it('what was there before generations is seen until the first run is published, and then goes', async () => {
  const { client } = await openEmulator();
  const place = { app, collection: 'events' };
  await ensureCollection(client, { ...place, fields });
  const path = `/servicesNS/nobody/${app}/storage/collections/data/events/batch_save`;
  await client.request({ method: 'POST', path, json: [{ _key: 'old', value: 1, run_id: 'original' }] });
  const keys: string[][] = [];
  const look = async (): Promise<void> => void keys.push([...(await viewOf(client, place)).records.keys()]);
  async function* watched(): AsyncGenerator<KvRecord> {
    for (const record of recordsOf(1)) {
      yield record;
      await look();
    }
  }
  const collections = [{ ...plan(1)[0]!, records: watched() }];
  await writeRun(client, { app, runId: 'run-1', collections, batchCount: 5, readerGraceSeconds: 0 });
  expect(keys.length).toBe(27);
  expect(keys.every((list) => list.join() === 'old')).toBe(true);
  expectWhole(await viewOf(client, place));
});

it('a slow reader is told that what it got is not whole, and that a program has taken records away', async () => {
  const { client } = await openEmulator();
  const place = { app, collection: 'events' };
  const run = (number: number) =>
    writeRun(client, { app, runId: `run-${number}`, collections: plan(number), readerGraceSeconds: 0 });
  await run(1);
  const slow = readPublished(client, { ...place, pageSize: 5 });
  expect((await slow.next()).value).toMatchObject({ run_id: 'run-1' });
  await run(2);
  const rest = (async () => {
    for await (const { run_id } of slow) expect(run_id).toBe('run-1');
  })();
  await expect(rest).rejects.toMatchObject({
    code: 'superseded',
    message: 'Run run-2 was published in events while run run-1 was read; read again.',
  });
  const [key] = [...(await viewOf(client, place)).records.keys()];
  expect(key).toBe('k0');
  const path = `/servicesNS/nobody/${app}/storage/collections/data/events`;
  await client.request({ method: 'DELETE', path, query: { query: '{"record_key":"k3"}' } });
  await expect(viewOf(client, place)).rejects.toMatchObject({
    code: 'missing',
    message: 'events holds 33 of the 34 records of the published run run-2; run again.',
  });
});

it('reads what matches and the fields asked for', async () => {
  const { client } = await openEmulator();
  await writeRun(client, { app, runId: 'run-1', collections: plan(1) });
  const found: KvRecord[] = [];
  const query = { record_key: 'k3' };
  for await (const record of readPublished(client, { app, collection: 'events', query, fields: ['value'] }))
    found.push(record);
  expect(found).toEqual([{ _key: expect.stringMatching(/^[0-9a-f]{12}-k3$/) as string, value: 1 }]);
  const none = { app, collection: 'nothing' };
  expect(await publishedRun(client, none)).toBeUndefined();
});

test.for(seedsOf(5, 100))(
  'seed %i: runs at once, some killed, some asleep: every reader sees one whole run, and the last one wins',
  async (seed) => {
    const random = createRandom(seed);
    const { client } = await openEmulator();
    const clock = testClock({ hurry: 300 });
    const base = { app, readerGraceSeconds: 0.5, waitSeconds: 1e6 };
    await writeRun(client, { ...base, runId: 'run-0', collections: plan(0) });
    const runs = { areOver: false };
    const polling = (async () => {
      while (!runs.areOver)
        for (const collection of names) expectWhole(await viewOf(client, { app, collection }, 9));
    })();
    const completed: number[] = [];
    async function machine(number: number): Promise<void> {
      let left = random() < 0.5 ? Infinity : Math.floor(random() * 60);
      const transport = clock.through({
        async request(request) {
          if (left-- <= 0) throw new Error('killed');
          if (random() < 0.05) clock.advance(random() * 40_000);
          await delay(random() * 3);
          return client.request(request);
        },
      });
      const options = { ...base, runId: `run-${number}`, collections: plan(number), batchCount: 25 };
      const reports = await writeRun(transport, {
        ...options,
        clock: clock.machine(number * 3_600_000),
        onProgress: ({ stage }) => stage === 'waiting' && clock.advance(1000),
      }).catch((): WriteReport[] => []);
      if (reports.length > 0 && reports.every(({ complete }) => complete)) completed.push(number);
    }
    await Promise.all([1, 2, 3].map(machine));
    clock.advance(60_000);
    const last = { ...base, runId: 'run-9', collections: plan(9), clock: clock.machine(0) };
    expect((await writeRun(clock.through(client), last)).every(({ complete }) => complete)).toBe(true);
    runs.areOver = true;
    await polling;
    for (const collection of names) expect((await viewOf(client, { app, collection })).runId).toBe('run-9');
  },
);
