import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, type Answer } from './call-splunk.ts';

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({
    limits: { maxDocumentsPerBatchSave: 5, maxRowsPerQuery: 4, maxQueriesPerBatch: 2 },
  });
  await create('people', { 'field.age': 'number', 'field.name': 'string', 'field.ok': 'bool' });
  await create('strict', { 'field.age': 'number', enforceTypes: 'true' });
});
afterAll(() => splunk.close());

const app = '/servicesNS/nobody/hr/storage/collections';
const create = (name: string, settings: Record<string, string> = {}): Promise<Answer> =>
  callSplunk(splunk, 'POST', `${app}/config?output_mode=json`, { form: { name, ...settings } });
const get = (path: string): Promise<Answer> => callSplunk(splunk, 'GET', `${app}/data/${path}`);
const post = (path: string, body: unknown, method = 'POST'): Promise<Answer> =>
  callSplunk(splunk, method, `${app}/data/${path}`, { body });
const find = async (query: unknown, more = ''): Promise<string[]> => {
  const { json } = await get(`people?query=${encodeURIComponent(JSON.stringify(query))}${more}`);
  return json.map((record: { _key: string }) => record._key);
};

describe('config', () => {
  it('makes a collection once, and shows its settings as texts', async () => {
    const made = await create('fresh', { 'field.x': 'number1', 'accelerated_fields.ByName': '{"x":1}' });
    expect(made.status).toBe(201);
    expect(made.json.entry[0]).toMatchObject({
      name: 'fresh',
      acl: { app: 'hr' },
      content: {
        'field.x': 'number1',
        'accelerated_fields.byname': '{"x":1}',
        enforceTypes: 'false',
        profilingThresholdMs: '1000',
      },
    });
    const again = await create('fresh');
    expect([again.status, again.json.messages[0].text]).toEqual([
      409,
      'An object with name=fresh already exists',
    ]);
  });

  it.for([
    {
      name: 'a POST without a name',
      call: () => create(''),
      status: 400,
      text: 'Cannot perform action "POST" without a target name to act on.',
    },
    {
      name: 'an owner other than nobody',
      call: () =>
        callSplunk(splunk, 'GET', '/servicesNS/admin/hr/storage/collections/config?output_mode=json'),
      status: 400,
      text: "Must use user context of 'nobody' when interacting with collection configurations (used user='admin')",
    },
    {
      name: 'an unknown collection',
      call: () => callSplunk(splunk, 'GET', `${app}/config/none?output_mode=json`),
      status: 404,
      text: 'Could not find object id=none',
    },
  ])('refuses $name', async ({ call, status, text }) => {
    const answer = await call();
    expect([answer.status, answer.json]).toEqual([status, { messages: [{ type: 'ERROR', text }] }]);
  });

  it('changes and deletes a collection, records included', async () => {
    await create('gone');
    await post('gone', { _key: 'a' });
    await callSplunk(splunk, 'POST', `${app}/config/gone`, { form: { 'field.y': 'string' } });
    const shown = await callSplunk(splunk, 'GET', `${app}/config/gone?output_mode=json`);
    expect(shown.json.entry[0].content['field.y']).toBe('string');
    expect((await callSplunk(splunk, 'DELETE', `${app}/config/gone`)).status).toBe(200);
    expect((await get('gone')).status).toBe(404);
    await create('gone');
    expect((await get('gone')).json).toEqual([]);
  });
});

describe('records', () => {
  beforeEach(() => callSplunk(splunk, 'DELETE', `${app}/data/people`));

  it('makes a key of 24 hexadecimal digits, keeps a given one, refuses it twice', async () => {
    const made = await post('people', { name: 'Ann' });
    expect([made.status, made.json._key]).toEqual([201, expect.stringMatching(/^[0-9a-f]{24}$/)]);
    expect((await post('people', { _key: 'a', name: 'Ann' })).json).toEqual({ _key: 'a' });
    const twice = await post('people?output_mode=json', { _key: 'a' });
    expect([twice.status, twice.json.messages[0].text]).toEqual([
      409,
      'A document with the same key and user already exists.',
    ]);
  });

  it('lets one of many simultaneous inserts of a key win', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => post('people', { _key: 'lease', age: i })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('replaces whole records, deletes them, and answers 404 for what is not there', async () => {
    await post('people', { _key: 'a/b', name: 'Ann', age: 3 });
    expect((await post('people/a%2Fb', { name: 'Bea' })).json).toEqual({ _key: 'a/b' });
    expect((await get('people/a%2Fb')).json).toEqual({ name: 'Bea', _user: 'nobody', _key: 'a/b' });
    const deleted = await callSplunk(splunk, 'DELETE', `${app}/data/people/a%2Fb`);
    expect([deleted.status, deleted.text]).toEqual([200, '']);
    expect((await get('people/a%2Fb')).status).toBe(404);
    expect((await post('people/a%2Fb', {})).status).toBe(404);
  });

  it('saves batches by key, in order, by POST or PUT, with a trailing slash', async () => {
    const saved = await post('people/batch_save', [
      { _key: 'b', age: 1 },
      { _key: 'a', age: 1 },
      { _key: 'b', age: 2 },
    ]);
    expect([saved.status, saved.json]).toEqual([200, ['b', 'a', 'b']]);
    await post('people/batch_save/', [{ _key: 'a', age: 5 }], 'PUT');
    expect((await get('people/?sort=_key&fields=age')).json).toEqual([
      { age: 5, _key: 'a' },
      { age: 2, _key: 'b' },
    ]);
    const other = await callSplunk(splunk, 'GET', `${app}/data/people/batch_save`);
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST,PUT']);
  });

  it('refuses a batch over the limit, with the exact text, and saves none of it', async () => {
    const records = Array.from({ length: 6 }, (_, i) => ({ _key: `k${i}` }));
    const refused = await post('people/batch_save?output_mode=json', records);
    expect([refused.status, refused.json.messages[0].text]).toEqual([
      400,
      'Request exceeds API limits - see limits.conf for details. (Too many documents for a single batch save, max_documents_per_batch_save=5)',
    ]);
    expect((await get('people')).json).toEqual([]);
  });

  it('answers in JSON but refuses in XML', async () => {
    const missing = await get('nowhere');
    expect(missing.status).toBe(404);
    expect(missing.text).toContain('<msg type="ERROR">An object with name=nowhere does not exist</msg>');
    expect((await post('people', 'not json')).status).toBe(400);
  });

  it('drops values of the wrong type silently, reads numbers out of texts, says _user itself', async () => {
    await post('people', { _key: 'a', age: '41.5', name: 7, ok: 'true', free: [1], _user: 'mallory' });
    expect((await get('people/a')).json).toEqual({
      age: 41.5,
      ok: true,
      free: [1],
      _user: 'nobody',
      _key: 'a',
    });
    await post('people', { _key: 'b', age: 'old', name: 'Bob', ok: null });
    expect((await get('people/b')).json).toEqual({ name: 'Bob', ok: null, _user: 'nobody', _key: 'b' });
  });

  it('refuses the insert instead when types are enforced', async () => {
    expect((await post('strict', { age: 'old' })).status).toBe(400);
    expect((await post('strict', { age: '9' })).status).toBe(201);
  });

  it('keeps a key space per owner; shared adds the records of nobody', async () => {
    const mine = '/servicesNS/admin/hr/storage/collections/data/people';
    await post('people', { _key: 'a', age: 1 });
    await callSplunk(splunk, 'POST', mine, { body: { _key: 'a', age: 2 } });
    expect((await callSplunk(splunk, 'GET', mine)).json).toEqual([{ age: 2, _user: 'admin', _key: 'a' }]);
    expect((await callSplunk(splunk, 'GET', `${mine}?shared=true`)).json).toHaveLength(2);
    await callSplunk(splunk, 'DELETE', mine);
    expect((await get('people')).json).toHaveLength(1);
  });

  it('stores odd names and texts as they are', async () => {
    const record = JSON.parse(
      '{"_key":"a","__proto__":{"x":1},"constructor":"c","text":"\\u0000 \\ud83d\\ude00 \\" \\\\ |"}',
    );
    await post('people', record);
    const { text } = await get('people/a');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ ...record, _user: 'nobody' })));
    expect(text).toContain('"__proto__":{"x":1}');
  });
});

describe('queries', () => {
  beforeAll(async () => {
    await callSplunk(splunk, 'DELETE', `${app}/data/people`);
    await post('people/batch_save', [
      { _key: 'd', age: 40, tags: ['x', 'y'], place: { town: 'Ulm' } },
      { _key: 'a', age: 10, name: 'Ann' },
      { _key: 'c', age: 30, name: 'Cy', ok: false },
      { _key: 'b', age: 20, name: null },
    ]);
  });

  it.for([
    { query: {}, keys: ['a', 'b', 'c', 'd'] },
    { query: { age: 20 }, keys: ['b'] },
    { query: { age: '20' }, keys: [] },
    { query: { age: { $gt: 10, $lte: 30 } }, keys: ['b', 'c'] },
    { query: { age: { $gte: 30 } }, keys: ['c', 'd'] },
    { query: { name: { $gt: 0 } }, keys: [] },
    { query: { name: { $ne: 'Ann' } }, keys: ['b', 'c', 'd'] },
    { query: { name: null }, keys: ['b', 'd'] },
    { query: { tags: 'y' }, keys: ['d'] },
    { query: { 'place.town': 'Ulm' }, keys: ['d'] },
    { query: { ok: false }, keys: ['c'] },
    { query: { $or: [{ age: 10 }, { name: 'Cy' }] }, keys: ['a', 'c'] },
    { query: { $and: [{ age: { $lt: 40 } }, { age: { $gt: 10 } }] }, keys: ['b', 'c'] },
    { query: { $not: { age: { $gt: 10 } } }, keys: ['a'] },
    { query: { age: { $not: { $gt: 10 } } }, keys: ['a'] },
    { query: { _key: { $gt: 'b' } }, keys: ['c', 'd'] },
    { query: { _key: { $gte: 'b', $lt: 'd' } }, keys: ['b', 'c'] },
    { query: { $or: [{ _key: 'a' }, { _key: 'd' }, { _key: 'z' }] }, keys: ['a', 'd'] },
    { query: { _key: { $gt: 'a' }, age: { $lt: 40 } }, keys: ['b', 'c'] },
    { query: { _key: { $ne: 'a' } }, keys: ['b', 'c', 'd'] },
  ])('$query finds $keys', async ({ query, keys }) => {
    expect(await find(query, '&sort=_key')).toEqual(keys);
  });

  it.for([
    '{"age":{"$in":[1]}}',
    '{"name":{"$regex":"A"}}',
    '{"name":{"$exists":true}}',
    '{"$nor":[{}]}',
    '{"$and":{}}',
    '[]',
    '{',
  ])('refuses %s', async (query) => {
    const answer = await get(`people?output_mode=json&query=${encodeURIComponent(query)}`);
    expect(answer.status).toBe(400);
    expect(answer.json.messages[0].text).toMatch(/^The provided query was invalid\./);
  });

  it('sorts, limits, skips and pages by key', async () => {
    expect(await find({}, '&sort=age:-1&limit=2')).toEqual(['d', 'c']);
    expect(await find({}, '&sort=name,age:-1')).toEqual(['d', 'b', 'a', 'c']);
    expect(await find({}, '&sort=_key&skip=1&limit=2')).toEqual(['b', 'c']);
    expect(await find({}, '&sort=_key:-1')).toEqual(['d', 'c', 'b', 'a']);
    expect(await find({ _key: { $gt: 'b' } }, '&sort=_key&limit=1')).toEqual(['c']);
  });

  it.for([
    { fields: 'age', record: { age: 10, _key: 'a' } },
    { fields: 'age,_key:0', record: { age: 10 } },
    { fields: 'age,_id:0', record: { age: 10 } },
    { fields: 'age:0,_user:0', record: { name: 'Ann', _key: 'a' } },
  ])('returns fields=$fields as asked', async ({ fields, record }) => {
    expect((await get(`people?query={"_key":"a"}&fields=${fields}`)).json).toEqual([record]);
  });

  it('cuts a result at the row limit without a word', async () => {
    await post('people', { _key: 'e' });
    const { status, json } = await get('people?limit=100&sort=_key');
    expect([status, json.length]).toEqual([200, 4]);
    await callSplunk(splunk, 'DELETE', `${app}/data/people/e`);
  });

  it('cuts a result before the record that would pass the size limit, without a word', async () => {
    await using narrow = await startEmulator({
      limits: { maxSizePerResultMb: 0.001, maxSizePerBatchResultMb: 0.0015 },
    });
    const at = '/servicesNS/nobody/hr/storage/collections';
    await callSplunk(narrow, 'POST', `${at}/config`, { form: { name: 'notes' } });
    const body = Array.from({ length: 9 }, (_, i) => ({ _key: `k${i}`, text: 'é'.repeat(80) }));
    await callSplunk(narrow, 'POST', `${at}/data/notes/batch_save`, { body });
    const page = await callSplunk(narrow, 'GET', `${at}/data/notes?sort=_key`);
    expect([page.status, page.json.map((record: { _key: string }) => record._key)]).toEqual([
      200,
      ['k0', 'k1', 'k2', 'k3', 'k4'],
    ]);
    const found = await callSplunk(narrow, 'POST', `${at}/data/notes/batch_find`, { body: [{}, {}] });
    expect(found.json.map((records: unknown[]) => records.length)).toEqual([5, 2]);
  });

  it('refuses a record of more than 16 MB', async () => {
    expect((await post('people', { _key: 'huge', text: 'x'.repeat(16 * 1024 * 1024) })).status).toBe(400);
    expect((await get('people/huge')).status).toBe(404);
  });

  it('answers batch_find with one array per query', async () => {
    const found = await post('people/batch_find', [
      { query: { age: { $gt: 20 } }, sort: [{ age: -1 }], fields: ['age'] },
      { sort: '_key', limit: 1, fields: 'name' },
    ]);
    expect(found.json).toEqual([
      [
        { age: 40, _key: 'd' },
        { age: 30, _key: 'c' },
      ],
      [{ name: 'Ann', _key: 'a' }],
    ]);
    const bad = await post('people/batch_find?output_mode=json', [1]);
    expect([bad.status, bad.json.messages[0].text]).toEqual([400, 'The provided query was invalid.']);
    expect((await post('people/batch_find', [{}, {}, {}])).status).toBe(400);
  });

  it('deletes by query, and everything without one', async () => {
    const path = `${app}/data/people`;
    await callSplunk(splunk, 'DELETE', `${path}?query=${encodeURIComponent('{"age":{"$gt":20}}')}`);
    expect(await find({}, '&sort=_key')).toEqual(['a', 'b']);
    await callSplunk(splunk, 'DELETE', path);
    expect((await get('people')).json).toEqual([]);
  });
});
