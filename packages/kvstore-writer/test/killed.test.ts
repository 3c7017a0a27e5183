import { randomFaultPlan } from '@sidecar/splunk-emulator';
import { expect, it, test } from 'vitest';
import {
  type CollectionWrite,
  type KvRecord,
  type KvTransport,
  readCollection,
  STATE_COLLECTION,
  writeRun,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { isFull, seedsOf } from './random.ts';
import { testClock } from './test-clock.ts';
import { viewOf } from './whole-view.ts';

const app = 'search';
const fields = { value: 'number', date: 'string' } as const;
const recordsOf = (count: number, value: number, date = ''): KvRecord[] =>
  Array.from({ length: count }, (_, i) => ({ _key: `${date}k${i}`, value, date: date || 'none' }));

/** A run over two collections that are replaced and a history that is trimmed. */
const plan = (run: number): CollectionWrite[] => [
  { collection: 'events', records: recordsOf(10 + run, run), fields, mode: 'replace' },
  { collection: 'profiles', records: recordsOf(3, run), fields, mode: 'replace' },
  {
    collection: 'history',
    records: recordsOf(3, 0, `2026-01-0${run}`),
    fields,
    mode: 'append',
    retention: { timeField: 'date', maxRecords: 6 },
  },
];
const run = (transport: KvTransport, number: number, options = {}) =>
  writeRun(transport, {
    app,
    runId: `run-${number}`,
    collections: plan(number),
    batchCount: 4,
    readerGraceSeconds: 0,
    ...options,
  });

/** Everything in the collections, but for what names the run. */
async function contentOf(transport: KvTransport): Promise<object> {
  const content: Record<string, object[]> = {};
  for (const { collection } of plan(1)) {
    content[collection] = [];
    for await (const { _key, record_key, run_id: _, ...rest } of readCollection(transport, {
      app,
      collection,
    }))
      content[collection].push({ key: record_key ?? _key, ...rest });
    content[collection].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return content;
}

const dataPath = (collection: string): string =>
  `/servicesNS/nobody/${app}/storage/collections/data/${collection}`;

async function snapshotOf(transport: KvTransport): Promise<Map<string, KvRecord[]>> {
  const snapshot = new Map<string, KvRecord[]>();
  for (const collection of ['events', 'history', STATE_COLLECTION]) {
    const { json } = await transport.request({ method: 'GET', path: dataPath(collection) });
    snapshot.set(collection, json as KvRecord[]);
  }
  return snapshot;
}

async function restore(transport: KvTransport, snapshot: Map<string, KvRecord[]>): Promise<void> {
  for (const [collection, json] of snapshot) {
    await transport.request({ method: 'DELETE', path: dataPath(collection) });
    await transport.request({ method: 'POST', path: `${dataPath(collection)}/batch_save`, json });
  }
}

const expectEvents = (transport: KvTransport): Promise<void> => expectView(transport, [2, 3], ['events']);

/** What readers see of a collection that is replaced is one of these runs, whole. */
async function expectView(
  transport: KvTransport,
  runs: readonly number[],
  collections = ['events', 'profiles'],
): Promise<void> {
  for (const collection of collections) {
    const { runId, records } = await viewOf(transport, { app, collection });
    const number = Number(runId!.charAt(4));
    expect(runs).toContain(number);
    expect(records.size).toBe(collection === 'events' ? 10 + number : 3);
  }
}

it('killed before any request that changes something: readers see a whole run at every moment, and the next run makes it good', async () => {
  const { client } = await openEmulator();
  const small = { collections: [plan(3)[0]!, plan(3)[2]!], batchCount: 8 };
  for (const number of [1, 2]) await run(client, number);
  const before = await snapshotOf(client);
  await run(client, 3, small);
  const expected = await contentOf(client);
  let kills = 0;
  for (let survived = false; !survived; kills++) {
    await restore(client, before);
    const clock = testClock({ hurry: 100 });
    let left = kills;
    const watched = clock.through({
      async request(request) {
        // Who dies before one that only reads leaves what he leaves who dies before the next that writes.
        const isMoment = isFull || request.method !== 'GET';
        if (isMoment && left-- === 0) clock.advance(31_000); // a lease, and the second that its clock may be off by
        if (left < 0) throw new Error('killed');
        const answer = await client.request(request);
        if (request.method !== 'GET' && !request.path.includes('history')) await expectEvents(client);
        return answer;
      },
    });
    const machine = { ...small, clock: clock.machine(0) };
    const reports = await run(watched, 3, { ...machine, runId: 'run-3-killed' }).catch(() => []);
    survived = reports.length > 0 && reports.every(({ complete }) => complete) && left >= 0;
    left = Infinity;
    const after = await run(watched, 3, { ...machine, waitSeconds: 0 });
    expect(after.map(({ complete }) => complete)).toEqual([true, true]);
    expect(await contentOf(client)).toEqual(expected);
  }
  expect(kills).toBeGreaterThan(isFull ? 35 : 10);
}, 60_000);

test.for(seedsOf(6, 200))('through the random faults of seed %i, and once more without any', async (seed) => {
  const { client, splunk } = await openEmulator();
  for (const number of [1, 2]) await run(client, number);
  splunk.setFaults(randomFaultPlan(seed, { routes: ['kv-write', 'kv-read'], stallMs: 700 }));
  const reports = await run(client, 3, { runId: 'run-3-a' }).catch((error: unknown) => error);
  splunk.setFaults([]);
  // Never silent: all is there, or it is said what is not.
  if (reports instanceof Error) expect(reports).toMatchObject({ name: 'KvStoreError' });
  else {
    for (const { complete, error, published } of reports as Awaited<ReturnType<typeof run>>) {
      expect(complete).toBe(error === undefined);
      if (complete) expect(published).toBe(true);
    }
  }
  await expectView(client, [2, 3]);
  const after = await run(client, 3, { waitSeconds: 40 });
  expect(after.map(({ complete }) => complete)).toEqual([true, true, true]);
  await expectView(client, [3]);
});
