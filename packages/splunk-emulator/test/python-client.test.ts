import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { loadEntries, readXml, type Entity } from './load-atom.ts';

/**
 * The requests that Splunk's Python client (splunklib 2) makes, as it makes them: trailing slashes, XML for entities,
 * its own parameters; and what it reads out of the answers.
 */
let splunk: Emulator;
let authorization = '';
beforeAll(async () => {
  splunk = await startEmulator({ variants: { jobParsingMs: 30 } });
  const events = Array.from({ length: 12 }, (_, i) => ({ time: 1_700_000_000 + i, user: `u<${i % 3}>` }));
  await splunk.addEvents('main', 'app:json', events);
});
afterAll(() => splunk.close());

interface Sent {
  readonly form?: Record<string, string>;
  readonly json?: unknown;
}

async function send(
  method: string,
  path: string,
  { form, json }: Sent = {},
): Promise<{ status: number; text: string }> {
  const query = form !== undefined && method !== 'POST' ? `?${String(new URLSearchParams(form))}` : '';
  const response = await fetch(splunk.baseUrl + path + query, {
    method,
    headers: {
      'user-agent': 'splunk-sdk-python/2.1.0',
      accept: '*/*',
      ...(authorization !== '' && { authorization }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(form !== undefined && method === 'POST' && { body: new URLSearchParams(form) }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, text: await response.text() };
}

const entities = async (method: string, path: string, sent?: Sent): Promise<readonly Entity[]> =>
  loadEntries((await send(method, path, sent)).text);
const leaf = (xml: string, ...names: string[]): string =>
  names.reduce((at, name) => at.children.find((child) => child.name === name)!, readXml(xml)).text;

it('logs in', async () => {
  const form = { username: 'admin', password: 'changeme', cookie: '1' };
  const { status, text } = await send('POST', '/services/auth/login', { form });
  expect([status, readXml(text).name]).toEqual([200, 'response']);
  authorization = `Splunk ${leaf(text, 'sessionKey')}`;
  const wrong = await send('POST', '/services/auth/login', { form: { ...form, password: 'no' } });
  expect([wrong.status, leaf(wrong.text, 'messages', 'msg')]).toEqual([401, 'Login failed']);
});

it('finds out the version, which decides between v1 and v2', async () => {
  const [info] = await entities('GET', '/services/server/info/');
  expect(info!.content).toMatchObject({ version: '10.2.3', product_type: 'enterprise', isFree: '0' });
  expect(info!.content.server_roles).toContain('search_head');
});

it('lists apps and indexes, and reads one', async () => {
  const apps = await entities('GET', '/services/apps/local/', { form: { count: '0' } });
  expect(apps.map(({ title }) => title)).toEqual(['launcher', 'search']);
  const [main] = await entities('GET', '/services/data/indexes/main');
  expect(main).toMatchObject({
    title: 'main',
    links: { alternate: '/services/data/indexes/main', edit: '/services/data/indexes/main' },
    content: { totalEventCount: '12', disabled: '0' },
  });
  const none = await send('GET', '/services/data/indexes/none');
  expect([none.status, leaf(none.text, 'messages', 'msg')]).toEqual([404, 'Could not find object id=none']);
});

describe('collections', () => {
  const config = '/servicesNS/nobody/hr/storage/collections/config/';
  const data = '/servicesNS/nobody/hr/storage/collections/data/people/';

  it('are made, listed, read, changed', async () => {
    const form = { name: 'people', 'field.age': 'number', 'accelerated_fields.ByAge': '{"age":1}' };
    const [made] = await entities('POST', config, { form });
    expect(made).toMatchObject({
      title: 'people',
      links: { alternate: `${config}people` },
      access: { app: 'hr', owner: 'nobody', sharing: 'app', perms: { read: ['*'] }, can_write: '1' },
      fields: { optionalFields: [], requiredFields: [], wildcardFields: ['.*'] },
      content: { 'field.age': 'number', 'accelerated_fields.byage': '{"age":1}', enforceTypes: 'false' },
    });
    expect((await entities('GET', config)).map(({ title }) => title)).toEqual(['people']);
    await entities('POST', `${config}people`, { form: { 'field.name': 'string' } });
    const [again] = await entities('GET', `${config}people`);
    expect(again!.content['field.name']).toBe('string');
    expect((await send('POST', config, { form })).status).toBe(409);
    expect((await send('GET', config.replace('nobody', 'admin'))).status).toBe(400);
  });

  it('hold records: inserted, found, replaced, removed, in batches too', async () => {
    const inserted = await send('POST', data, { json: { _key: 'a/b c', age: 3, data: '#1' } });
    expect([inserted.status, inserted.text]).toEqual([201, '{"_key":"a/b c"}']);
    const one = await send('GET', `${data}a%2Fb%20c`);
    expect(JSON.parse(one.text)).toEqual({ _key: 'a/b c', _user: 'nobody', age: 3, data: '#1' });
    expect((await send('POST', `${data}a%2Fb%20c`, { json: { data: '#2' } })).text).toBe('{"_key":"a/b c"}');
    const saved = await send('POST', `${data}batch_save`, {
      json: [{ _key: 'd', data: '#0' }, { _key: 'e' }],
    });
    expect(JSON.parse(saved.text)).toEqual(['d', 'e']);
    const found = await send('GET', data, {
      form: { query: '{"data":{"$gt":"#0"}}', fields: 'data,_id:0', sort: 'data:-1', limit: '5', skip: '0' },
    });
    expect(JSON.parse(found.text)).toEqual([{ data: '#2' }]);
    const each = await send('POST', `${data}batch_find`, { json: [{ query: { data: '#0' } }, { limit: 1 }] });
    expect(JSON.parse(each.text)).toMatchObject([[{ _key: 'd' }], [{ data: '#2' }]]);
    expect((await send('DELETE', `${data}d`)).status).toBe(200);
    expect((await send('DELETE', data, { form: { query: '{"_key":"e"}' } })).status).toBe(200);
    expect(JSON.parse((await send('GET', data)).text)).toHaveLength(1);
    const twice = await send('POST', data, { json: { _key: 'a/b c' } });
    expect([twice.status, leaf(twice.text, 'messages', 'msg')]).toEqual([
      409,
      'A document with the same key and user already exists.',
    ]);
  });

  it('are found in the system app when the own app has none, and deleted', async () => {
    await send('POST', '/servicesNS/nobody/system/storage/collections/config/', { form: { name: 'shared' } });
    expect((await send('GET', '/servicesNS/nobody/hr/storage/collections/data/shared/')).text).toBe('[  ]');
    await send('DELETE', `${config}people`);
    expect((await send('GET', `${config}people`)).status).toBe(404);
  });
});

describe('searches', () => {
  const jobs = '/services/search/v2/jobs/';
  const search = 'search index=main | stats count by user';

  it('run as jobs: created, waited for through 204, read by POST, cancelled', async () => {
    const made = await send('POST', jobs, { form: { search, exec_mode: 'normal' } });
    expect(made.status).toBe(201);
    const sid = leaf(made.text, 'sid');
    expect((await send('GET', `${jobs}${sid}/`)).status).toBe(204);
    await expect.poll(async () => (await send('GET', `${jobs}${sid}/`)).text).toContain('>DONE<');
    const document = (await send('GET', `${jobs}${sid}/`)).text;
    expect(readXml(document).name).toBe('entry');
    expect(loadEntries(document)[0]).toMatchObject({
      title: search,
      links: { alternate: `${jobs}${sid}` },
      access: { owner: 'admin' },
      content: {
        sid,
        isDone: '1',
        isFailed: '0',
        dispatchState: 'DONE',
        resultCount: '3',
        doneProgress: '1',
      },
    });
    const form = { output_mode: 'json', count: '2', segmentation: 'none' };
    const results = await send('POST', `${jobs}${sid}/results`, { form });
    expect(JSON.parse(results.text).results).toEqual([
      { user: 'u<0>', count: '4' },
      { user: 'u<1>', count: '4' },
    ]);
    const xml = await send('POST', `${jobs}${sid}/results`, { form: { segmentation: 'none' } });
    expect(readXml(xml.text).name).toBe('results');
    expect((await entities('GET', jobs)).map(({ content }) => content.sid)).toContain(sid);
    const cancelled = await send('POST', `${jobs}${sid}/control`, { form: { action: 'cancel' } });
    expect(cancelled.status).toBe(200);
    expect((await send('GET', `${jobs}${sid}/`)).status).toBe(404);
  });

  it('run in one shot and as an export', async () => {
    const form = { search, exec_mode: 'oneshot', output_mode: 'json', segmentation: 'none' };
    const oneshot = await send('POST', jobs, { form });
    expect(JSON.parse(oneshot.text).results).toHaveLength(3);
    const exported = await send('POST', `${jobs}export`, {
      form: { search: 'search index=main | head 2', output_mode: 'json', segmentation: 'none' },
    });
    expect(exported.text.match(/"result":/g)).toHaveLength(2);
    const wrong = await send('POST', jobs, { form: { search: 'foo', exec_mode: 'oneshot' } });
    expect([wrong.status, leaf(wrong.text, 'messages', 'msg')]).toEqual([
      400,
      "Unknown search command 'foo'.",
    ]);
  });

  it('are saved, listed, dispatched, deleted', async () => {
    const saved = '/servicesNS/nobody/hr/saved/searches/';
    const [made] = await entities('POST', saved, { form: { name: 'a b/c', search } });
    expect(made).toMatchObject({
      title: 'a b/c',
      links: { alternate: `${saved}a%20b%2Fc` },
      content: { search },
    });
    const dispatched = await send('POST', `${saved}a%20b%2Fc/dispatch`, { form: { trigger_actions: '0' } });
    expect(leaf(dispatched.text, 'sid')).toMatch(/^\d+\.\d+$/);
    await send('DELETE', `${saved}a%20b%2Fc`);
    expect(await entities('GET', saved)).toEqual([]);
  });
});
