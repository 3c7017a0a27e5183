import { expect, it, test } from 'vitest';
import {
  countCollection,
  ensureCollection,
  readCollection,
  writeCollection,
  type KvRecord,
  type KvTransport,
} from '../src/index.ts';
import { openEmulator } from './open-emulator.ts';

const place = { app: 'search', collection: 'scores' };
const fields = { user: 'string', score: 'number' } as const;

async function all(rows: AsyncIterable<KvRecord>): Promise<KvRecord[]> {
  const list: KvRecord[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

async function filled(count: number, limits: { maxRowsPerQuery?: number } = {}) {
  const { client, splunk } = await openEmulator({ limits });
  await ensureCollection(client, { ...place, fields });
  const records = Array.from({ length: count }, (_, i) => ({ _key: `k${i}`, user: `u${i % 3}`, score: i }));
  expect(
    await writeCollection(client, { ...place, fields, records, runId: 'r', mode: 'append' }),
  ).toMatchObject({ complete: true });
  return { client, splunk };
}

it("reads past the server's silent cap, in the order of keys", async () => {
  const { client } = await filled(105, { maxRowsPerQuery: 10 });
  const keys = (await all(readCollection(client, place))).map(({ _key }) => _key);
  expect(keys).toHaveLength(105);
  expect(keys).toEqual([...keys].sort());
  expect(await countCollection(client, place)).toBe(105);
});

it('reads what matches, and the fields asked for with the key', async () => {
  const { client } = await filled(10);
  const query = { user: 'u1', score: { $gte: 2 } };
  expect(await all(readCollection(client, { ...place, query, fields: ['score'], pageSize: 2 }))).toEqual([
    { _key: 'k4', score: 4 },
    { _key: 'k7', score: 7 },
  ]);
  expect(await countCollection(client, { ...place, query })).toBe(2);
});

it('reads a page again that came empty or cut', async () => {
  const { client, splunk } = await filled(30);
  for (const kind of ['empty-200', 'cut-mid-line'] as const) {
    splunk.setFaults([{ route: 'kv-read', kind, ending: 'clean', after: 1, times: 2 }]);
    expect(await all(readCollection(client, { ...place, pageSize: 10 }))).toHaveLength(30);
  }
});

it('works over any transport that resolves refusals instead of rejecting', async () => {
  const { splunk } = await filled(3);
  const transport: KvTransport = {
    async request({ method, path, query }) {
      const url = `${splunk.baseUrl}${path}?${new URLSearchParams(query).toString()}`;
      const response = await fetch(url, { method, headers: { authorization: `Bearer ${splunk.token}` } });
      const body = await response.text();
      return {
        status: response.status,
        body,
        json: body.startsWith('[') ? (JSON.parse(body) as unknown) : undefined,
      };
    },
  };
  expect(await countCollection(transport, place)).toBe(3);
  await expect(countCollection(transport, { ...place, collection: 'other' })).rejects.toMatchObject({
    name: 'KvStoreError',
    code: 'refused',
    status: 404,
    message:
      'Splunk answered 404 to GET /servicesNS/nobody/search/storage/collections/data/other: "An object with name=other does not exist"',
  });
});

test.for([
  { name: 'never a list', json: { a: 1 }, message: '4 times without a list of records' },
  { name: 'records without keys', json: [{ a: 1 }], message: '4 times without a list of records' },
  { name: 'the same page for ever', json: [{ _key: 'a' }], message: 'gives the same page' },
])('ends on a server that gives $name', async ({ json, message }) => {
  const transport: KvTransport = { request: async () => ({ status: 200, body: '', json }) };
  await expect(countCollection(transport, place)).rejects.toMatchObject({
    code: 'protocol',
    message: expect.stringContaining(message) as string,
  });
});

it('refuses pages that are too large or fields that are no words', async () => {
  const transport: KvTransport = { request: () => Promise.reject(new Error('not to be called')) };
  await expect(all(readCollection(transport, { ...place, pageSize: 50_001 }))).rejects.toThrow(
    new RangeError('pageSize is 50001, expected an integer from 1 to 50000'),
  );
  await expect(all(readCollection(transport, { ...place, fields: ['a,b'] }))).rejects.toThrow(RangeError);
});
