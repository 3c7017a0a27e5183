import { expect, it, test } from 'vitest';
import {
  ensureCollection,
  generationTag,
  readCollection,
  safeKey,
  writeCollection,
  type KvRecord,
  type KvTransport,
  type WriteOptions,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';

const place = { app: 'search', collection: 'scores' };
const fields = { user: 'string', score: 'number' } as const;
const declared = { ...fields, record_key: 'string' } as const;
const records = (count: number, from = 0): KvRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    _key: `k${String(i + from).padStart(5, '0')}`,
    user: `u${i}`,
    score: i,
  }));

async function stored(transport: KvTransport): Promise<KvRecord[]> {
  const list: KvRecord[] = [];
  for await (const record of readCollection(transport, place)) list.push(record);
  return list;
}

const write = (transport: KvTransport, options: Partial<WriteOptions>) =>
  writeCollection(transport, { ...place, fields, runId: 'run-1', mode: 'replace', records: [], ...options });

it('writes records in batches, each with its run, and reports what it did', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  const progress: number[] = [];
  const report = await write(client, {
    records: records(7),
    batchCount: 3,
    onProgress: ({ confirmed }) => progress.push(confirmed),
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
    published: false,
    removed: 0,
    complete: true,
  });
  expect(progress).toEqual([3, 6, 7]);
  expect(await stored(client)).toEqual(
    records(7).map((record) => ({
      ...record,
      _key: `${generationTag('run-1')}-${record._key}`,
      record_key: record._key,
      run_id: 'run-1',
      _user: 'nobody',
    })),
  );
});

it('appends: nothing is ever removed, and the same run again changes nothing', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  await write(client, { records: records(4), mode: 'append' });
  for (const _ of [1, 2]) {
    expect(await write(client, { records: records(4, 10), runId: 'run-2', mode: 'append' })).toMatchObject({
      confirmed: 4,
      stored: 4,
      removed: 0,
      complete: true,
    });
  }
  expect(await stored(client)).toHaveLength(8);
});

it('refuses bad records and repeated keys, tells which and why, and writes the rest', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  const given = [
    ...records(2),
    { _key: 'k00000', score: 9 },
    { _key: 'x', score: 'nine' },
    { _key: 'a b' },
    { _key: 'y', extra: 1 },
  ];
  const report = await write(client, { records: given });
  expect(report).toMatchObject({
    sent: 2,
    confirmed: 2,
    duplicates: 1,
    complete: false,
    refused: {
      count: 4,
      samples: [
        { position: 2, key: 'k00000', reason: '_key was given before' },
        { position: 3, key: 'x', reason: 'score is a string, expected number' },
        { position: 4, key: 'a b', reason: '_key is "a b", expected 1 to 200 of A-Z a-z 0-9 _ . @ : -' },
        { position: 5, key: 'y', reason: 'extra is not a declared field' },
      ],
    },
  });
  expect(report.error).toBeUndefined();
  expect((await stored(client)).map(({ score }) => score)).toEqual([0, 1]);
});

test.for([
  { limits: { maxDocumentsPerBatchSave: 7 }, batchCount: 500 },
  { limits: { maxDocumentsPerBatchSave: 1 }, batchCount: 10 },
  { limits: { maxSizePerBatchSaveMb: 0.001 }, batchCount: 500 },
])('adapts to $limits', async ({ limits, batchCount }) => {
  const { client } = await openEmulator({ limits });
  await ensureCollection(client, { ...place, fields: declared });
  expect(await write(client, { records: records(60), batchCount })).toMatchObject({
    sent: 60,
    confirmed: 60,
    complete: true,
  });
  expect(await stored(client)).toHaveLength(60);
});

/** The client, but for what it makes of the answers to batches. */
const answering = (client: KvTransport, change: (keys: readonly string[]) => unknown): KvTransport => ({
  request: async (request) => {
    const answer = await client.request(request);
    if (!request.path.endsWith('/batch_save')) return answer;
    const json = change(answer.json as string[]);
    return { ...answer, json, body: JSON.stringify(json) };
  },
});

test.for([
  { name: 'no keys', change: () => [] },
  { name: 'one key less', change: (keys: readonly string[]) => keys.slice(1) },
  { name: 'keys of other records', change: (keys: readonly string[]) => keys.map((key) => `${key}x`) },
  { name: 'no list', change: () => ({ keys: 3 }) },
])(
  'sends a batch again whose answer has $name, and counts nothing as confirmed that never is',
  async ({ change }) => {
    const { splunk, client } = await openEmulator();
    await ensureCollection(client, { ...place, fields: declared });
    let answers = 0;
    const once = answering(client, (keys) => (answers++ === 0 ? change(keys) : keys));
    expect(await write(once, { records: records(3) })).toMatchObject({ confirmed: 3, complete: true });
    expect(splunk.requests.filter(({ url }) => url.includes('batch_save'))).toHaveLength(2);
    const never = answering(client, change);
    expect(await write(never, { records: records(3), runId: 'run-2' })).toMatchObject({
      confirmed: 0,
      complete: false,
      error: {
        code: 'protocol',
        message: expect.stringContaining('without the keys of its 3 records') as string,
      },
    });
  },
);

it('limits batches by bytes, counting them as UTF-8', async () => {
  const { splunk, client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  const wide = records(10).map((record) => ({ ...record, user: 'é'.repeat(400) }));
  expect(await write(client, { records: wide, batchBytes: 2000 })).toMatchObject({
    batches: 5,
    complete: true,
  });
  expect(splunk.requests.filter(({ url }) => url.includes('batch_save'))).toHaveLength(5);
});

it('finds the record that Splunk refuses, and writes all others', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, {
    ...place,
    fields: { ...declared, user: 'number' as never },
    enforceTypes: true,
  });
  const mixed = records(20).map((record, i) => ({ ...record, user: i === 13 ? 'text' : '7' }));
  const report = await write(client, { records: mixed });
  expect(report).toMatchObject({ sent: 20, confirmed: 19, complete: false, refused: { count: 1 } });
  expect(report.refused.samples[0]).toMatchObject({ position: 13, key: 'k00013' });
  expect(report.refused.samples[0]!.reason).toContain('user');
});

it('goes on however many records Splunk refuses, as long as it takes others', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, {
    ...place,
    fields: { ...declared, user: 'number' as never },
    enforceTypes: true,
  });
  const mixed = records(60).map((record, i) => ({ ...record, user: i % 2 === 0 ? 'text' : '7' }));
  expect(await write(client, { records: mixed })).toMatchObject({
    confirmed: 30,
    complete: false,
    refused: { count: 30 },
  });
});

it('gives up when Splunk refuses one record after the other', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, {
    ...place,
    fields: { ...declared, user: 'number' as never },
    enforceTypes: true,
  });
  const report = await write(client, { records: records(100) });
  expect(report).toMatchObject({ confirmed: 0, complete: false, error: { code: 'refused' } });
});

it('reports a collection that is not there', async () => {
  const { client } = await openEmulator();
  const report = await write(client, { records: records(3) });
  expect(report).toMatchObject({ sent: 3, confirmed: 0, complete: false, error: { code: 'refused' } });
  expect(report.error!.message).toContain('An object with name=scores does not exist');
});

it('sees another program that writes to the same collection', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  async function* interrupted(): AsyncGenerator<KvRecord> {
    yield* records(3);
    await write(client, { records: records(2), runId: 'run-other', mode: 'append' });
    yield* records(3, 3);
  }
  const report = await write(client, { records: interrupted(), batchCount: 2, mode: 'append' });
  expect(report).toMatchObject({ confirmed: 6, stored: 4, complete: false, error: { code: 'missing' } });
});

it('passes on what the records throw, and the reason of an abort, and removes nothing', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  await write(client, { records: records(3) });
  async function* broken(): AsyncGenerator<KvRecord> {
    yield* records(3, 50);
    throw new Error('the source broke');
  }
  await expect(write(client, { records: broken(), runId: 'run-2' })).rejects.toThrow('the source broke');
  const controller = new AbortController();
  const stopping = write(client, {
    records: records(50),
    runId: 'run-2',
    batchCount: 5,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('stopped')),
  });
  await expect(stopping).rejects.toThrow('stopped');
  expect((await stored(client)).length).toBeGreaterThanOrEqual(3);
});

test.for([
  { options: { runId: '' }, message: 'runId is "", expected text' },
  { options: { batchCount: 0 }, message: 'batchCount is 0, expected an integer from 1' },
  { options: { batchBytes: 1.5 }, message: 'batchBytes is 1.5, expected an integer from 1' },
  {
    options: { fields: { 'a.b': 'string' as const } },
    message: 'field name is "a.b", expected letters, digits and _ only',
  },
])('refuses $options', async ({ options, message }) => {
  const nowhere: KvTransport = { request: () => Promise.reject(new Error('not to be called')) };
  await expect(write(nowhere, options)).rejects.toThrow(new RangeError(message));
});

it('touches no record of another run, whatever the keys', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  await write(client, { records: records(4), runId: 'run-1' });
  const before = await stored(client);
  await write(client, { records: records(4), runId: 'run-2' });
  const after = await stored(client);
  expect(after).toHaveLength(8);
  expect(after.filter(({ run_id }) => run_id === 'run-1')).toEqual(before);
});

it('refuses a key that leaves no room for the mark of the run, and safeKey gives none', async () => {
  const { client } = await openEmulator();
  await ensureCollection(client, { ...place, fields: declared });
  const keys = ['k'.repeat(187), 'k'.repeat(188), safeKey('k'.repeat(188)), safeKey('ä'.repeat(500))];
  const report = await write(client, { records: keys.map((_key) => ({ _key })) });
  expect(report).toMatchObject({ confirmed: 3, refused: { count: 1 } });
  expect(report.refused.samples[0]!.reason).toBe('_key has 188 characters, expected at most 187');
});

it('tells in a history that was written in part how much of it is there', async () => {
  const { splunk, client } = await openEmulator();
  await ensureCollection(client, { ...place, fields });
  splunk.setFaults([{ route: 'kv-write', kind: 'unavailable-503', after: 2, times: 100 }]);
  const report = await write(client, { records: records(9), batchCount: 3, mode: 'append' });
  expect(report).toMatchObject({ confirmed: 6, stored: 6, complete: false, error: { code: 'refused' } });
});
