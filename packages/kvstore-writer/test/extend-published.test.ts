import { setTimeout as delay } from 'node:timers/promises';
import { randomFaultPlan } from '@sidecar/splunk-emulator';
import { describe, expect, it, test } from 'vitest';
import {
  type CollectionWrite,
  ensurePublished,
  extendPublished,
  type KvRecord,
  type KvTransport,
  publishedRun,
  readCollection,
  STATE_COLLECTION,
  writeRun,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { createRandom, seedsOf } from './random.ts';
import { viewOf } from './whole-view.ts';

const app = 'search';
const fields = { value: 'number' } as const;
const names = ['events', 'incidents'] as const;
const recordsOf = (from: number, to: number, value: number): KvRecord[] =>
  Array.from({ length: to - from }, (_, i) => ({ _key: `k${from + i}`, value }));
const write = (collection: string, records: KvRecord[]): CollectionWrite => ({
  collection,
  records,
  fields,
  mode: 'replace',
});

/** A run that publishes ten events and two incidents. */
const publish = (transport: KvTransport, runId: string) =>
  writeRun(transport, {
    app,
    runId,
    collections: [write('events', recordsOf(0, 10, 1)), write('incidents', recordsOf(0, 2, 1))],
    readerGraceSeconds: 0,
  });
/** Adds the events 8 to 19, two of which are there, and two incidents. */
const extend = (transport: KvTransport, options: { runId?: string; batchCount?: number } = {}) =>
  extendPublished(transport, {
    app,
    collections: [
      { collection: 'events', records: recordsOf(8, 20, 2), fields, runId: options.runId },
      { collection: 'incidents', records: recordsOf(1, 3, 2), fields, runId: options.runId },
    ],
    batchCount: options.batchCount ?? 5,
  });
const extended = { events: 20, incidents: 3 } as const;

async function contentOf(transport: KvTransport, collection: string): Promise<KvRecord[]> {
  const records: KvRecord[] = [];
  for await (const { _user, ...record } of readCollection(transport, { app, collection }))
    records.push(record);
  return records;
}

async function expectExtended(transport: KvTransport): Promise<void> {
  for (const collection of names) {
    const { records } = await viewOf(transport, { app, collection });
    expect(records.size).toBe(extended[collection]);
    const from = collection === 'events' ? 8 : 1;
    for (const [key, { value }] of records) expect(value).toBe(Number(key.slice(1)) < from ? 1 : 2);
  }
}

/** Counts requests, and has the process die before one of them. */
function mortal(transport: KvTransport, life: number): KvTransport & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    async request(request) {
      if (sent.length >= life) throw new Error('killed');
      sent.push(`${request.method} ${request.path.slice(request.path.lastIndexOf('/data/') + 6)}`);
      return transport.request(request);
    },
  };
}

it('adds records to the run that readers see, keyed as its own, over those of the same key, and counts nothing', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  const pointers = [await publishedRun(client, { app, collection: 'events' })];
  const watched = mortal(client, Infinity);
  const reports = await extend(watched);
  const confirmed = {
    published: true,
    stored: null,
    complete: true,
    removed: 0,
    runId: 'run-1',
    duplicates: 0,
  };
  expect(reports).toEqual([
    {
      collection: 'events',
      ...confirmed,
      sent: 12,
      confirmed: 12,
      batches: 3,
      refused: { count: 0, samples: [] },
    },
    {
      collection: 'incidents',
      ...confirmed,
      sent: 2,
      confirmed: 2,
      batches: 1,
      refused: { count: 0, samples: [] },
    },
  ]);
  await expectExtended(client);
  const [record] = await contentOf(client, 'events');
  expect(record).toMatchObject({
    record_key: 'k0',
    run_id: 'run-1',
    _key: expect.stringMatching(/^[0-9a-f]{12}-k0$/) as string,
  });
  const marked = `POST ${STATE_COLLECTION}/batch_save`;
  const batches = [...Array<string>(3).fill('POST events/batch_save'), 'POST incidents/batch_save'];
  expect(watched.sent).toEqual([`GET ${STATE_COLLECTION}`, marked, ...batches, `GET ${STATE_COLLECTION}`]);
  const again = mortal(client, Infinity);
  await extend(again, { runId: 'run-1' });
  expect(again.sent).not.toContain(marked);
  // What readers go by is as it was, but for the mark.
  expect(await publishedRun(client, { app, collection: 'events' })).toEqual({
    ...pointers[0],
    isExtended: true,
  });
  expect(
    (await contentOf(client, STATE_COLLECTION)).filter((one) => one['collection'] === 'events'),
  ).toHaveLength(1);
});

it('leaves out and reports what is at fault, and writes the rest', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  const records = [
    { _key: 'a', value: 'x' },
    { _key: 'b', value: 1 },
    { _key: 'b', value: 2 },
  ];
  const [report] = await extendPublished(client, {
    app,
    collections: [{ collection: 'events', records, fields }],
  });
  expect(report).toMatchObject({ confirmed: 1, duplicates: 1, complete: false, published: true });
  expect(report!.refused).toEqual({
    count: 2,
    samples: [
      { position: 0, key: 'a', reason: 'value is a string, expected number' },
      { position: 2, key: 'b', reason: '_key was given before' },
    ],
  });
  expect(report!.error).toBeUndefined();
  expect((await viewOf(client, { app, collection: 'events' })).records.get('b')).toMatchObject({ value: 1 });
});

it('says so, and sends nothing, where no run is published or another one than is meant', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  const watched = mortal(client, Infinity);
  const reports = await extendPublished(watched, {
    app,
    collections: [
      { collection: 'events', records: recordsOf(0, 5, 2), fields, runId: 'run-0' },
      { collection: 'nothing', records: recordsOf(0, 5, 2), fields },
    ],
  });
  expect(reports).toMatchObject([
    {
      runId: 'run-1',
      sent: 0,
      published: false,
      complete: false,
      error: {
        code: 'superseded',
        message:
          'The collection shows run run-1 where run run-0 was to be extended; extend the run that is published now.',
      },
    },
    {
      sent: 0,
      published: false,
      complete: false,
      error: {
        code: 'unpublished',
        message: 'nothing shows no run that could be extended; publish one first (ensurePublished).',
      },
    },
  ]);
  const [gone] = await extendPublished(client, {
    app,
    collections: [{ collection: 'nothing', records: [], fields, runId: 'run-0' }],
  });
  expect(gone!.error).toMatchObject({
    code: 'superseded',
    message: expect.stringMatching(/shows no run where run run-0 was/) as string,
  });
  expect(watched.sent).toEqual([`GET ${STATE_COLLECTION}`]);
  await expect(
    extendPublished(client, {
      app,
      collections: [{ collection: 'events', records: [], fields }],
      batchCount: 0,
    }),
  ).rejects.toThrow(new RangeError('batchCount is 0, expected an integer from 1'));
});

it('says so when another run was published meanwhile, whose records stay as they are', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  let isOver = false;
  const meanwhile: KvTransport = {
    async request(request) {
      if (request.path.includes('incidents') && !isOver) {
        isOver = true;
        await publish(client, 'run-2');
      }
      return client.request(request);
    },
  };
  const reports = await extend(meanwhile);
  for (const report of reports)
    expect(report).toMatchObject({
      runId: 'run-1',
      published: false,
      complete: false,
      error: { code: 'superseded' },
    });
  expect(await viewOf(client, { app, collection: 'events' })).toMatchObject({ runId: 'run-2' });
  expect((await viewOf(client, { app, collection: 'incidents' })).records.size).toBe(2);
  expect((await extend(client, { runId: 'run-1' })).map(({ sent }) => sent)).toEqual([0, 0]);
  expect((await extend(client)).map(({ complete }) => complete)).toEqual([true, true]);
  await expectExtended(client);
  // What went into the run before goes with the next one, and so do the marks of runs that are gone.
  await publish(client, 'run-3');
  await extend(client);
  expect((await contentOf(client, 'incidents')).map(({ run_id }) => run_id)).toEqual(Array(3).fill('run-3'));
  await publish(client, 'run-4');
  const marks = (await contentOf(client, STATE_COLLECTION)).filter(({ _key }) =>
    _key.startsWith('extended-'),
  );
  expect(new Set(marks.map(({ run_id }) => run_id))).toEqual(new Set(['run-3']));
});

it('of a collection that Splunk does not take, says why; the others are written', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  const broken: KvTransport = {
    request: async (request) =>
      request.path.includes('events/') ? { status: 507, body: 'no room' } : client.request(request),
  };
  expect(await extend(broken)).toMatchObject([
    { confirmed: 0, complete: false, error: { code: 'refused' } },
    { confirmed: 2, complete: true },
  ]);
});

it('killed between any two requests and done again, gives what was there and all that was to be added', async () => {
  const { client } = await openEmulator();
  await publish(client, 'run-1');
  let life = 0;
  for (let survived = false; !survived; life++) {
    await publish(client, `run-${life + 2}`);
    const dying = mortal(client, life);
    const reports = await extend(dying).catch(() => []);
    survived = reports.length > 0 && reports.every(({ complete }) => complete);
    // Nothing that readers had is missing at any moment, and the number that the pointer names misleads nobody.
    for (const [collection, least] of [
      ['events', 10],
      ['incidents', 2],
    ] as const)
      expect((await viewOf(client, { app, collection })).records.size).toBeGreaterThanOrEqual(least);
    expect((await extend(client)).map(({ complete }) => complete)).toEqual([true, true]);
    await expectExtended(client);
  }
  expect(life).toBe(8); // requests, and one to see that they were all
});

test.for(seedsOf(4, 200))(
  'through the random faults of seed %i, never silent, and once more without any',
  async (seed) => {
    const { client, splunk } = await openEmulator();
    await publish(client, 'run-1');
    splunk.setFaults(randomFaultPlan(seed, { routes: ['kv-write', 'kv-read'], stallMs: 700 }));
    const reports = await extend(client).catch((error: unknown) => error);
    splunk.setFaults([]);
    if (reports instanceof Error) expect(reports).toMatchObject({ name: 'KvStoreError' });
    else {
      for (const { complete, error, published } of reports as Awaited<ReturnType<typeof extend>>) {
        expect(complete).toBe(error === undefined);
        if (complete) expect(published).toBe(true);
      }
      if ((reports as Awaited<ReturnType<typeof extend>>).every(({ complete }) => complete))
        await expectExtended(client);
    }
    expect((await extend(client)).map(({ complete }) => complete)).toEqual([true, true]);
    await expectExtended(client);
  },
);

describe('many at once, some of which are killed, while runs are published', () => {
  test.for(seedsOf(3, 60))(
    'seed %i: whatever was reported whole is there for readers, unless its run was replaced',
    async (seed) => {
      const random = createRandom(seed);
      const { client } = await openEmulator();
      const collections = [{ collection: 'events', fields }];
      const written = new Map<string, Set<string>>();
      const work = { isOver: false };
      await publish(client, 'run-1');

      async function worker(number: number): Promise<void> {
        for (let window = 0; !work.isOver; window++) {
          const transport = mortal(client, random() < 0.3 ? Math.floor(random() * 6) : Infinity);
          const jittery: KvTransport = {
            async request(request) {
              await delay(random() * 4);
              return transport.request(request);
            },
          };
          try {
            const [shown] = await ensurePublished(jittery, {
              app,
              runId: `${seed}-${number}-${window}`,
              collections,
              waitSeconds: 60,
              readerGraceSeconds: 0,
            });
            // Neighbours do some windows twice: the same records under the same keys.
            const from = 10 * (window + (number % 2));
            const records = recordsOf(from, from + 10, 3);
            const [report] = await extendPublished(jittery, {
              app,
              collections: [{ collection: 'events', records, fields, runId: shown!.runId }],
              batchCount: 4,
            });
            if (!report!.complete) continue;
            const keys = written.get(report!.runId) ?? new Set();
            written.set(report!.runId, new Set([...keys, ...records.map(({ _key }) => _key)]));
          } catch (error) {
            if ((error as Error).message !== 'killed') throw error;
          }
        }
      }

      const workers = [0, 1, 2].map(worker);
      await delay(300);
      for (const run of ['a', 'b']) {
        await writeRun(client, {
          app,
          runId: run,
          collections: [write('events', recordsOf(0, 5, 1))],
          readerGraceSeconds: 0,
        });
        await delay(300);
      }
      work.isOver = true;
      await Promise.all(workers);
      const view = await viewOf(client, { app, collection: 'events' });
      expect(view.runId).toBe('b');
      const reported = written.get('b') ?? new Set();
      expect(reported.size).toBeGreaterThan(10);
      expect([...reported].filter((key) => view.records.get(key)?.['value'] !== 3)).toEqual([]);
      expect([...view.records.values()].every(({ value }) => value === 1 || value === 3)).toBe(true);
    },
  );
});
