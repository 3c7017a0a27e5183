import { describe, expect, it, test } from 'vitest';
import {
  ensureCollection,
  type KvRecord,
  type KvTransport,
  publishedRun,
  readCollection,
  readPublished,
  type RunProgress,
  writeRun,
  type WriteRunOptions,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';
import { testClock } from './test-clock.ts';

const app = 'search';
const fields = { user: 'string', score: 'number' } as const;
const records = (count: number, from = 0): KvRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    _key: `k${String(i + from).padStart(5, '0')}`,
    user: `u${i}`,
    score: i,
  }));
const scores = (count: number, from = 0) =>
  ({ collection: 'scores', records: records(count, from), fields, mode: 'replace' }) as const;
const profiles = (count: number) => ({ ...scores(count), collection: 'profiles' });

const write = (transport: KvTransport, runId: string, options: Partial<WriteRunOptions>) =>
  writeRun(transport, { app, runId, collections: [], readerGraceSeconds: 0, ...options });

async function all(rows: AsyncIterable<KvRecord>): Promise<KvRecord[]> {
  const list: KvRecord[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
const stored = (transport: KvTransport, collection = 'scores') =>
  all(readCollection(transport, { app, collection }));
const seen = async (transport: KvTransport, collection = 'scores') =>
  (await all(readPublished(transport, { app, collection }))).map(
    ({ run_id, record_key, _key }) => `${String(run_id)} ${String(record_key ?? _key)}`,
  );
const keysOf = (runId: string, count: number, from = 0) =>
  records(count, from).map(({ _key }) => `${runId} ${_key}`);

it('makes its collections, writes, publishes, and reports what it did', async () => {
  const { client } = await openEmulator();
  const progress: RunProgress[] = [];
  const [report, ...others] = await write(client, 'run-1', {
    collections: [scores(7), profiles(2)],
    batchCount: 3,
    onProgress: (event) => progress.push(event),
  });
  expect(report).toEqual({
    collection: 'scores',
    runId: 'run-1',
    sent: 7,
    confirmed: 7,
    refused: { count: 0, samples: [] },
    duplicates: 0,
    batches: 3,
    stored: 7,
    published: true,
    removed: 0,
    complete: true,
  });
  expect(others).toMatchObject([{ collection: 'profiles', stored: 2, published: true, complete: true }]);
  expect(progress).toEqual([
    ...[0, 3, 6, 7].map((confirmed) => ({ stage: 'writing', collection: 'scores', confirmed })),
    ...[0, 2].map((confirmed) => ({ stage: 'writing', collection: 'profiles', confirmed })),
    { stage: 'publishing', collections: 2 },
  ]);
  expect(await seen(client)).toEqual(keysOf('run-1', 7));
  expect(await publishedRun(client, { app, collection: 'scores' })).toEqual({
    collection: 'scores',
    runId: 'run-1',
    records: 7,
    publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    isExtended: false,
  });
});

it('replaces: records of runs before and of none go, once all collections are published', async () => {
  const { splunk, client } = await openEmulator();
  await ensureCollection(client, { app, collection: 'scores', fields });
  const path = `/servicesNS/nobody/${app}/storage/collections/data/scores`;
  await client.request({ method: 'POST', path, json: { _key: 'without-run', score: 1 } });
  expect(await seen(client)).toEqual(['undefined without-run']);
  await write(client, 'run-1', { collections: [scores(5)] });
  const reports = await write(client, 'run-2', { collections: [scores(3, 3), profiles(2)] });
  expect(reports).toMatchObject([
    { confirmed: 3, removed: 5, complete: true },
    { confirmed: 2, removed: 0, complete: true },
  ]);
  expect(
    (await stored(client)).map(({ record_key, run_id }) => `${String(run_id)} ${String(record_key)}`),
  ).toEqual(keysOf('run-2', 3, 3));
  const calls = splunk.requests.map(({ method, url }) => `${method} ${url}`);
  const isData = (call: string): boolean => /\/(?:scores|profiles)/.test(call);
  const lastWritten = calls.findLastIndex((call) => call.includes('batch_save') && isData(call));
  const published = calls.findIndex(
    (call, i) => i > lastWritten && call.includes('sidecar_state/batch_save'),
  );
  const removed = calls.findIndex((call, i) => i > lastWritten && call.startsWith('DELETE') && isData(call));
  expect(lastWritten).toBeLessThan(published);
  expect(published).toBeLessThan(removed);
});

it('waits for readers of the run before, but only when there was one', async () => {
  const { client } = await openEmulator();
  const slept: number[] = [];
  const clock = { now: () => performance.now(), sleep: async (ms: number) => void slept.push(ms) };
  await write(client, 'run-1', { collections: [scores(5)], readerGraceSeconds: 7, clock });
  expect(slept).toEqual([]);
  await write(client, 'run-2', { collections: [scores(5)], readerGraceSeconds: 7, clock });
  expect(slept).toEqual([7000]);
});

it('empties a collection when a run has no records, and only then', async () => {
  const { client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(4)] });
  const bad = records(3).map((record) => ({ ...record, score: 'high' }));
  const [report] = await write(client, 'run-2', { collections: [{ ...scores(0), records: bad }] });
  expect(report).toMatchObject({
    sent: 0,
    removed: 0,
    stored: 0,
    published: false,
    complete: false,
    error: { code: 'refused' },
    refused: { count: 3 },
  });
  expect(await seen(client)).toEqual(keysOf('run-1', 4));
  expect(await write(client, 'run-3', { collections: [scores(0)] })).toMatchObject([
    { removed: 4, published: true, complete: true },
  ]);
  expect(await seen(client)).toEqual([]);
});

it('publishes without the records that are at fault, and says so', async () => {
  const { client } = await openEmulator();
  const collections = [{ ...scores(0), records: [...records(3), { _key: 'x', score: 'high' }] }];
  expect(await write(client, 'run-1', { collections })).toMatchObject([
    { confirmed: 3, published: true, complete: false, refused: { count: 1 } },
  ]);
  expect(await seen(client)).toEqual(keysOf('run-1', 3));
});

it('leaves a collection alone whose fields have other types, and publishes the others', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { app, collection: 'scores', fields: { score: 'string' } });
  const reports = await write(client, 'run-1', { collections: [scores(3), profiles(2)] });
  expect(reports).toMatchObject([
    { sent: 0, stored: 0, published: false, complete: false, error: { code: 'wrong_types' } },
    { published: true, complete: true },
  ]);
  expect(reports[0]!.error!.message).toBe(
    'scores declares score as string instead of number: Splunk would drop these values, so nothing was written; correct collections.conf.',
  );
});

it('keeps the run before in a collection that Splunk does not take whole, and switches the others together', async () => {
  const { splunk, client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(6), profiles(3)] });
  const onProgress = (event: RunProgress): void => {
    if (event.stage === 'writing' && event.collection === 'scores' && event.confirmed === 6)
      splunk.setFaults([{ route: 'kv-write', kind: 'token-expires', times: 9 }]);
    if (event.stage === 'writing' && event.collection === 'profiles') splunk.setFaults([]);
  };
  const reports = await write(client, 'run-2', {
    collections: [scores(9), profiles(2)],
    batchCount: 3,
    onProgress,
  });
  expect(reports).toMatchObject([
    { confirmed: 6, stored: null, published: false, removed: 0, complete: false, error: { code: 'refused' } },
    { confirmed: 2, published: true, removed: 3, complete: true },
  ]);
  expect(await seen(client)).toEqual(keysOf('run-1', 6));
  expect(await seen(client, 'profiles')).toEqual(keysOf('run-2', 2));
  expect(await stored(client)).toHaveLength(12);
  await write(client, 'run-3', { collections: [scores(1)] });
  expect(await stored(client)).toHaveLength(1);
});

it('needs room for two runs and not for three: what an unfinished run left goes first', async () => {
  const { client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(4)] });
  async function* broken(): AsyncGenerator<KvRecord> {
    yield* records(8);
    throw new Error('the source broke');
  }
  for (const runId of ['run-2', 'run-3', 'run-4']) {
    const collections = [{ ...scores(0), records: broken() }];
    await expect(write(client, runId, { collections, batchCount: 2 })).rejects.toThrow('the source broke');
    const runs = new Set((await stored(client)).map(({ run_id }) => run_id));
    expect(runs).toEqual(new Set(['run-1', runId]));
  }
  expect(await seen(client)).toEqual(keysOf('run-1', 4));
});

it('refuses the name of the run that is published, and writes nothing', async () => {
  const { client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(4)] });
  await expect(write(client, 'run-1', { collections: [scores(9)] })).rejects.toMatchObject({
    name: 'KvStoreError',
    code: 'published',
    message: 'scores shows run run-1 already, so nothing was written; give a run a name of its own.',
  });
  expect(await stored(client)).toHaveLength(4);
});

it('tells when records of other runs do not go', async () => {
  const { client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(6)] });
  const deaf: KvTransport = {
    request: async (request) =>
      request.method === 'DELETE' ? { status: 200, body: '' } : client.request(request),
  };
  const [report] = await write(deaf, 'run-2', { collections: [scores(2)] });
  expect(report).toMatchObject({ published: true, removed: 0, complete: false, error: { code: 'mixed' } });
  expect(await seen(client)).toEqual(keysOf('run-2', 2));
});

it('switches the pointers back when a run that was taken for dead moves them', async () => {
  const { client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(6)] });
  let woken = false;
  const zombie: KvTransport = {
    async request(request) {
      const answer = await client.request(request);
      if (request.method !== 'DELETE' || !request.path.includes('scores') || woken) return answer;
      woken = true;
      const json = [{ _key: 'published-scores', collection: 'scores', run_id: 'run-0', records: 9 }];
      const path = `/servicesNS/nobody/${app}/storage/collections/data/sidecar_state/batch_save`;
      await client.request({ method: 'POST', path, json });
      return answer;
    },
  };
  const [report] = await write(zombie, 'run-2', { collections: [scores(2)] });
  expect([woken, report!.complete]).toEqual([true, true]);
  expect(await seen(client)).toEqual(keysOf('run-2', 2));
});

it('publishes nothing after it has slept through its lease, in which another run came and went', async () => {
  const { client } = await openEmulator();
  const clock = testClock({ hurry: 100 });
  const machine = () => ({ clock: clock.machine(0), waitSeconds: 0 });
  await write(client, 'run-1', { collections: [scores(6)] });
  let isDue = false;
  const sleeper: KvTransport = {
    async request(request) {
      if (isDue) {
        isDue = false;
        clock.advance(60_000);
        const other = await write(clock.through(client), 'run-3', { collections: [scores(3)], ...machine() });
        expect(other).toMatchObject([{ complete: true }]);
      }
      return clock.through(client).request(request);
    },
  };
  const onProgress = ({ stage }: RunProgress): void => void (isDue = stage === 'publishing');
  const reports = await write(sleeper, 'run-2', { collections: [scores(9)], onProgress, ...machine() });
  expect(reports).toMatchObject([{ published: false, complete: false, error: { code: 'lease_lost' } }]);
  expect(await seen(client)).toEqual(keysOf('run-3', 3));
});

it('passes on the reason of an abort, and the next run need not wait', async () => {
  const { client } = await openEmulator();
  await write(client, 'run-1', { collections: [scores(4)] });
  for (const stage of ['writing', 'publishing', 'removing'] as const) {
    const controller = new AbortController();
    const stopping = write(client, `stopped-${stage}`, {
      collections: [scores(50)],
      batchCount: 5,
      signal: controller.signal,
      onProgress: (event) => event.stage === stage && controller.abort(new Error('stopped')),
    });
    await expect(stopping).rejects.toThrow('stopped');
    const shown = await seen(client);
    expect([4, 50]).toContain(shown.length);
    const next = await write(client, `after-${stage}`, { collections: [scores(4)], waitSeconds: 0 });
    expect(next).toMatchObject([{ complete: true }]);
  }
});

describe('histories', () => {
  const history = (date: string, count: number, retention?: object) => ({
    collection: 'history',
    records: records(count).map((record) => ({ ...record, _key: `${date}_${record._key}`, date })),
    fields: { ...fields, date: 'string' } as const,
    mode: 'append' as const,
    retention: { timeField: 'date', ...retention },
  });
  const dates = async (client: KvTransport) => (await stored(client, 'history')).map(({ date }) => date);

  it('are added to under plain keys, and keep all', async () => {
    const { client } = await openEmulator();
    await write(client, 'run-1', { collections: [history('2026-01-01', 3)] });
    expect(await write(client, 'run-2', { collections: [history('2026-01-02', 2)] })).toMatchObject([
      { stored: 2, published: true, removed: 0, complete: true },
    ]);
    expect((await stored(client, 'history'))[0]).toMatchObject({
      _key: '2026-01-01_k00000',
      run_id: 'run-1',
    });
    expect(await dates(client)).toHaveLength(5);
  });

  it('lose what is too old, counted', async () => {
    const { client } = await openEmulator();
    for (const day of ['01', '02', '03', '04'])
      await write(client, day, { collections: [history(`2026-01-${day}`, 3)] });
    const collections = [history('2026-01-05', 2, { maxAgeDays: 2 })];
    expect(await write(client, 'last', { collections })).toMatchObject([{ removed: 6, complete: true }]);
    expect(new Set(await dates(client))).toEqual(new Set(['2026-01-03', '2026-01-04', '2026-01-05']));
  });

  it('lose their oldest times, each whole, when there is too much; the newest stays whole', async () => {
    const { client } = await openEmulator();
    for (const day of ['01', '02', '03'])
      await write(client, day, { collections: [history(`2026-01-${day}`, 4)] });
    const eight = [history('2026-01-04', 2, { maxRecords: 8 })];
    expect(await write(client, 'a', { collections: eight })).toMatchObject([{ removed: 8, complete: true }]);
    const six = [history('2026-01-05', 1, { maxRecords: 7 })];
    expect(await write(client, 'b', { collections: six })).toMatchObject([{ removed: 0, complete: true }]);
    const two = [history('2026-01-05', 3, { maxRecords: 2 })];
    expect(await write(client, 'c', { collections: two })).toMatchObject([{ removed: 6, complete: true }]);
    expect(await dates(client)).toEqual(['2026-01-05', '2026-01-05', '2026-01-05']);
  });

  it('are not emptied by a record from the future', async () => {
    const { client } = await openEmulator();
    await write(client, 'a', { collections: [history(new Date().toISOString().slice(0, 10), 3)] });
    const collections = [history('2999-01-01', 1, { maxAgeDays: 30 })];
    expect(await write(client, 'b', { collections })).toMatchObject([{ removed: 0 }]);
  });

  it('go by epoch seconds, too', async () => {
    const { client } = await openEmulator();
    const at = (seconds: number, retention = {}) => ({
      collection: 'history',
      records: [{ _key: `t${seconds}`, at: seconds }],
      fields: { at: 'time' } as const,
      mode: 'append' as const,
      retention: { timeField: 'at', ...retention },
    });
    for (const day of [1, 2, 3]) await write(client, `d${day}`, { collections: [at(1e9 + day * 86_400)] });
    const collections = [at(1e9 + 4 * 86_400, { maxAgeDays: 1 })];
    expect(await write(client, 'last', { collections })).toMatchObject([{ removed: 2, complete: true }]);
  });
});

test.for([
  { options: { runId: '' }, message: 'runId is "", expected text' },
  { options: { batchCount: 0 }, message: 'batchCount is 0, expected an integer from 1' },
  { options: { readerGraceSeconds: -1 }, message: 'readerGraceSeconds is -1, expected a number from 0' },
  { options: { leaseSeconds: 4 }, message: 'leaseSeconds is 4, expected a number from 5' },
  { options: { waitSeconds: Number.NaN }, message: 'waitSeconds is NaN, expected a number from 0' },
])('refuses $options before any request', async ({ options, message }) => {
  const nowhere: KvTransport = { request: () => Promise.reject(new Error('not to be called')) };
  await expect(write(nowhere, 'r', { collections: [scores(1)], ...options })).rejects.toThrow(
    new RangeError(message),
  );
});
