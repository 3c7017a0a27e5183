import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { exportRows } from './call-splunk.ts';

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({ hecPort: 0, indexes: ['main', 'audit'] });
});
afterAll(() => splunk.close());

async function send(
  body: string | Buffer,
  {
    path = '/services/collector/event',
    method = 'POST',
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; json: any }> {
  const response = await fetch(splunk.hecUrl + path, {
    method,
    headers: { authorization: `Splunk ${splunk.hecToken}`, ...headers },
    ...(method !== 'GET' && { body: body as string }),
  });
  return { status: response.status, json: await response.json() };
}

const count = async (search: string): Promise<number> => (await exportRows(splunk, search)).rows.length;

it('listens on a port of its own and on the management port', async () => {
  expect(splunk.hecUrl).not.toBe(splunk.baseUrl);
  expect((await fetch(`${splunk.baseUrl}/services/collector/health`)).status).toBe(200);
  expect((await send('', { path: '/services/server/info', method: 'GET' })).status).toBe(404);
});

it('takes objects one after another, an array, and gzip; and stores the envelope', async () => {
  const one = {
    time: '1700000000.5',
    index: 'audit',
    sourcetype: 's1',
    source: 'f',
    host: 'h',
    event: { a: 1 },
    fields: { label: ['x', 'y'] },
  };
  expect(await send(`${JSON.stringify(one)}${JSON.stringify(one)}\n${JSON.stringify(one)}`)).toEqual({
    status: 200,
    json: { text: 'Success', code: 0 },
  });
  expect((await send(JSON.stringify([one, { ...one, event: 'plain "text" {' }]))).json.code).toBe(0);
  const zipped = await send(gzipSync(JSON.stringify(one)), { headers: { 'content-encoding': 'gzip' } });
  expect(zipped.json.code).toBe(0);
  const { rows } = await exportRows(splunk, 'search index=audit sourcetype=s1 label=x a=1');
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatchObject({
    _time: '2023-11-14 22:13:20.500 GMT',
    source: 'f',
    host: 'h',
    _raw: '{"a":1}',
    label: ['x', 'y'],
  });
});

const good = '{"event":"fine"}';
it.for([
  { name: 'an empty body', body: '', status: 400, json: { text: 'No data', code: 5 } },
  {
    name: 'what is not JSON',
    body: `${good}{"event":`,
    status: 400,
    json: { text: 'Invalid data format', code: 6, 'invalid-event-number': 1 },
  },
  {
    name: 'an unknown index',
    body: `${good}{"event":"x","index":"none"}`,
    status: 400,
    json: { text: 'Incorrect index', code: 7, 'invalid-event-number': 2 },
  },
  {
    name: 'a missing event',
    body: '{"time":1}',
    status: 400,
    json: { text: 'Event field is required', code: 12, 'invalid-event-number': 0 },
  },
  {
    name: 'a blank event',
    body: `${good}${good}{"event":""}`,
    status: 400,
    json: { text: 'Event field cannot be blank', code: 13, 'invalid-event-number': 2 },
  },
  {
    name: 'nested fields',
    body: '{"event":"x","fields":{"a":{"b":1}}}',
    status: 400,
    json: { text: 'Error in handling indexed fields', code: 15, 'invalid-event-number': 0 },
  },
  {
    name: 'fields as an array',
    body: '{"event":"x","fields":[]}',
    status: 400,
    json: { text: 'Invalid data format', code: 6, 'invalid-event-number': 0 },
  },
  {
    name: 'a time in words',
    body: '{"event":"x","time":"noon"}',
    status: 400,
    json: { text: 'Error in handling indexed fields', code: 15, 'invalid-event-number': 0 },
  },
])('refuses $name with its code and position', async ({ body, status, json }) => {
  expect(await send(body)).toEqual({ status, json });
});

it('keeps the events before the bad one', async () => {
  const before = await count('search index=main kept-marker');
  await send('{"event":"kept-marker"}{"event":"kept-marker"}{"event":""}{"event":"kept-marker"}');
  expect((await count('search index=main kept-marker')) - before).toBe(2);
});

it.for([
  { name: 'no token', authorization: '', status: 401, code: 2 },
  { name: 'the Bearer scheme', authorization: 'Bearer x', status: 401, code: 3 },
  { name: 'an unknown token', authorization: 'Splunk x', status: 403, code: 4 },
])('refuses $name', async ({ authorization, status, code }) => {
  const answer = await send(good, { headers: { authorization } });
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});

it('takes raw lines with their times', async () => {
  const path = '/services/collector/raw?index=audit&sourcetype=lines&host=h9';
  await send('2026-01-02T03:04:05.250Z first\r\nsecond 1\n', { path });
  const { rows } = await exportRows(splunk, 'search index=audit sourcetype=lines first');
  expect(rows[0]).toMatchObject({
    _raw: '2026-01-02T03:04:05.250Z first',
    _time: '2026-01-02 03:04:05.250 GMT',
    host: 'h9',
  });
});

it.for([
  { path: '/services/collector/1.0', method: 'POST', status: 404 },
  { path: '/services/collector', method: 'GET', status: 405 },
])('answers $method $path with $status and the same body', async ({ path, method, status }) => {
  expect(await send(good, { path, method })).toEqual({
    status,
    json: { text: 'The requested URL was not found on this server.', code: 404 },
  });
});

it('hands out acknowledgements per channel, each true once', async () => {
  expect((await send('{"acks":[0]}', { path: '/services/collector/ack' })).json.code).toBe(14);
  const c1 = '6a1f0a3e-0000-4000-8000-000000000001';
  const strict = await startEmulator({ hecAcknowledgement: true });
  const ask = async (path: string, body: string, channel?: string): Promise<any> => {
    const headers = {
      authorization: `Splunk ${strict.hecToken}`,
      ...(channel !== undefined && { 'x-splunk-request-channel': channel }),
    };
    return (await fetch(strict.hecUrl + path, { method: 'POST', headers, body })).json();
  };
  expect((await ask('/services/collector', good)).code).toBe(10);
  expect(await ask('/services/collector', good, c1)).toEqual({ text: 'Success', code: 0, ackId: 0 });
  expect(await ask('/services/collector/ack', '{"acks":[0,1]}', c1)).toEqual({
    acks: { 0: true, 1: false },
  });
  expect(await ask('/services/collector/ack', '{"acks":[0]}', c1)).toEqual({ acks: { 0: false } });
  expect((await ask('/services/collector', good, 'my channel')).code).toBe(11);
  const c2 = '6a1f0a3e-0000-4000-8000-000000000002';
  await ask('/services/collector', good, c1);
  expect(await ask('/services/collector/ack', '{"acks":[1]}', c2)).toEqual({ acks: { 1: false } });
  await strict.close();
});

it('tells a disabled token from an unknown one, and takes none from the address', async () => {
  const strict = await startEmulator({ hecToken: 'good', disabledHecTokens: ['off'] });
  const ask = async (path: string, authorization: string): Promise<unknown> => {
    const headers = authorization === '' ? {} : { authorization };
    const answer = await fetch(strict.hecUrl + path, { method: 'POST', headers, body: good });
    return [answer.status, await answer.json()];
  };
  const collector = '/services/collector';
  expect(await ask(collector, 'Splunk off')).toEqual([403, { text: 'Token disabled', code: 1 }]);
  expect(await ask(`${collector}?token=good`, '')).toEqual([
    400,
    { text: 'Query string authorization is not enabled', code: 16 },
  ]);
  expect(await ask(collector, `Basic ${btoa('x:good')}`)).toEqual([200, { text: 'Success', code: 0 }]);
  await strict.close();
});
