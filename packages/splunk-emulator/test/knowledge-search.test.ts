import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, exportRows, type Answer } from './call-splunk.ts';
import { sampleApp } from './pack-app.ts';

const now = Date.parse('2026-01-05T12:00:00Z') / 1000;
const app = sampleApp('1.0.0', {
  'default/transforms.conf': [
    '[people_lookup]\nexternal_type = kvstore\ncollection = people\nfields_list = _key, name, age, roles, active, address.city\n',
    '[grown_lookup]\nexternal_type = kvstore\ncollection = people\nfields_list = name, age\nfilter = age>=18 name="A*"\n',
    '[closed_lookup]\nexternal_type = kvstore\ncollection = closed\nfields_list = _key, a\n',
    '[strict_lookup]\nexternal_type = kvstore\ncollection = strict\nfields_list = _key, n\n',
    '[codes]\nfilename = codes.csv\n',
    '[rules]\nfilename = rules.csv\nmatch_type = WILDCARD(user) CIDR(net)\ncase_sensitive_match = false\nmax_matches = 1\nmin_matches = 1\ndefault_match = none\n',
  ].join('\n'),
  'default/collections.conf':
    '[people]\nfield.age = number\nfield.roles = array\nfield.active = bool\nfield.name = string\n\n[closed]\n\n[strict]\nenforceTypes = true\nfield.n = number\n',
  'default/macros.conf': [
    '[failures]\ndefinition = index=main action=failure\n',
    '[by_user(2)]\nargs = user, field\ndefinition = search user="$user$" | stats count by $field$\n',
    '[off]\ndefinition = index=main\ndisabled = 1\n',
  ].join('\n'),
  'default/eventtypes.conf': '[logon]\nsearch = index=main signature_id=4624\n',
  'default/tags.conf': '[eventtype=logon]\nauthentication = enabled\nother = disabled\n',
  'default/props.conf':
    '[plain]\nKV_MODE = none\n\n[only:json]\nKV_MODE = json\n\n[calculated]\nEVAL-app = coalesce(app, "windows")\nEVAL-twice = 2 * size\nEVAL-bad = (\n',
  'default/savedsearches.conf': [
    '[Failures]\nsearch = `failures` | stats count by user\ndispatch.earliest_time = -1d\ndispatch.latest_time = now\n',
    'action.summary_index = 1\naction.summary_index._name = things\naction.summary_index.report = a "b"\n',
    '\n[Off]\nsearch = index=main\ndisabled = 1\n',
    '\n[Measures]\nsearch = index=main | stats count avg(signature_id) as average by user\naction.summary_index = 1\naction.summary_index._name = measures\naction.summary_index._type = metric\n',
  ].join(''),
  'lookups/codes.csv': 'signature_id,meaning,note\n4624,success,"one, ""two"""\n4625,failure,\n',
  'lookups/rules.csv': 'user,net,verdict\nadm*,10.0.0.0/8,admin\n*,192.168.0.0/16,home\n',
});

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({
    now: () => now * 1000,
    apps: [app],
    users: [
      { name: 'sampler', token: 'sampler', roles: ['sampler'] },
      { name: 'reader', token: 'reader' },
    ],
  });
  await splunk.addEvents('main', 'app:json', [
    { time: now - 60, user: 'ADMIN', action: 'failure', signature_id: 4625, src: '10.1.2.3' },
    { time: now - 120, user: 'bob', action: 'failure', signature_id: 4625, src: '192.168.3.4' },
    { time: now - 180, user: 'bob', action: 'success', signature_id: 4624, src: '8.8.8.8' },
    { time: now - 90_000, user: 'old', action: 'failure', signature_id: 4625 },
  ]);
});
afterAll(() => splunk.close());

const own = '/servicesNS/admin/sample';
type Row = Record<string, string | string[]>;
const exported = async (search: string, token = splunk.token, place = own): Promise<Answer> =>
  callSplunk(splunk, 'POST', `${place}/search/v2/jobs/export`, {
    form: { search, output_mode: 'json' },
    headers: { authorization: `Bearer ${token}` },
  });
const rowsOf = ({ text }: Answer): Row[] =>
  text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
    .flatMap((line) => (line.preview === false && line.result ? [line.result] : []));
const rows = async (search: string, token?: string, place?: string): Promise<Row[]> =>
  rowsOf(await exported(search, token, place));
const saveRecords = (collection: string, body: unknown): Promise<Answer> =>
  callSplunk(splunk, 'POST', `/servicesNS/nobody/sample/storage/collections/data/${collection}/batch_save`, {
    body,
  });
const records = async (collection: string): Promise<any[]> =>
  (
    await callSplunk(
      splunk,
      'GET',
      `/servicesNS/nobody/sample/storage/collections/data/${collection}?sort=_key`,
    )
  ).json;

describe('macros', () => {
  it('of the app are expanded in its namespace, with arguments', async () => {
    expect(await rows('search `failures` | stats count')).toEqual([{ count: '3' }]);
    expect(await rows('search index=main | `by_user("bob", action)`')).toEqual([
      { action: 'failure', count: '1' },
      { action: 'success', count: '1' },
    ]);
  });

  it('are not seen elsewhere unless they are exported, nor when they are disabled', async () => {
    for (const place of ['/servicesNS/admin/search', '/services']) {
      const answer = await exported('search `failures`', splunk.token, place);
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("'failures'")]);
    }
    expect((await exported('search `off`')).status).toBe(400);
  });
});

describe('lookups over collections', () => {
  it('give numbers and texts, arrays as several values, booleans, and paths within records', async () => {
    await saveRecords('people', [
      { _key: 'a', name: 'Ann', age: 30, roles: ['x', 'y'], active: true, address: { city: 'Bonn' } },
      { _key: 'b', name: 'Ada', age: 7.25, roles: [], other: 1 },
      { _key: 'c', name: 'Bob', age: 44, roles: ['x'], active: null },
    ]);
    expect(await rows('| inputlookup people_lookup')).toEqual([
      { _key: 'a', name: 'Ann', age: '30', roles: ['x', 'y'], active: 'true', 'address.city': 'Bonn' },
      { _key: 'b', name: 'Ada', age: '7.25' },
      { _key: 'c', name: 'Bob', age: '44', roles: 'x' },
    ]);
  });

  it('keep to the filter of their definition', async () => {
    expect(await rows('| inputlookup grown_lookup')).toEqual([{ name: 'Ann', age: '30' }]);
  });

  it('enrich events', async () => {
    await saveRecords('people', [{ _key: 'd', name: 'bob', age: 5 }]);
    const found = await rows(
      'search index=main user=bob | lookup people_lookup name AS user OUTPUT age | table user age | head 1',
    );
    expect(found).toEqual([{ user: 'bob', age: '5' }]);
  });

  it('take rows: types are fitted, what does not fit is left out, fields beyond the list are not written', async () => {
    const made = 'name="Eve", age="61", roles="one", active="1", stray="x"';
    await rows(
      `| makeresults | eval ${made}, _key="e" | table _key name age roles active stray | outputlookup append=true people_lookup`,
    );
    await rows(
      '| makeresults | eval name=5, age="old" | table name age | outputlookup append=true people_lookup',
    );
    const found = await records('people');
    expect(found.find(({ _key }) => _key === 'e')).toEqual({
      _key: 'e',
      _user: 'nobody',
      name: 'Eve',
      age: 61,
      active: true,
    });
    const made5 = found.find(({ name }) => name === '5');
    expect(made5).toEqual({ _key: expect.stringMatching(/^[0-9a-f]{24}$/), _user: 'nobody', name: '5' });
    expect(found.map(({ _key }) => _key)).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd', 'e']));
  });

  it('are replaced as a whole without append, and by key with key_field', async () => {
    await rows('| inputlookup people_lookup where name="Ann" | outputlookup people_lookup');
    expect((await records('people')).map(({ _key }) => _key)).toEqual(['a']);
    await rows('| makeresults | eval name="Ann", age=31 | outputlookup key_field=name people_lookup');
    expect(await records('people')).toMatchObject([
      { _key: 'Ann', age: 31 },
      { _key: 'a', age: 30 },
    ]);
  });

  it('refuse the write of a wrong type when types are enforced', async () => {
    const answer = await exported('| makeresults | eval n="x" | outputlookup append=true strict_lookup');
    expect([answer.status, rowsOf(answer)]).toEqual([200, []]);
    expect(await records('strict')).toEqual([]);
  });

  it('are written by those only who may write the collection', async () => {
    const add = '| makeresults | eval name="Zoe" | outputlookup append=true people_lookup';
    const before = (await records('people')).length;
    expect(rowsOf(await exported(add, 'reader'))).toEqual([]);
    expect(await records('people')).toHaveLength(before);
    expect(rowsOf(await exported(add, 'sampler'))).toHaveLength(1);
    expect(await records('people')).toHaveLength(before + 1);
    expect((await rows('| inputlookup closed_lookup', 'sampler')).length).toBe(0);
  });
});

describe('lookups in files', () => {
  it('are read with quotes and empty cells, and enrich events', async () => {
    expect(await rows('| inputlookup codes.csv')).toEqual([
      { signature_id: '4624', meaning: 'success', note: 'one, "two"' },
      { signature_id: '4625', meaning: 'failure' },
    ]);
    expect(
      await rows('search index=main | lookup codes signature_id OUTPUT meaning | stats count by meaning'),
    ).toEqual([
      { meaning: 'failure', count: '3' },
      { meaning: 'success', count: '1' },
    ]);
  });

  it('match by wildcard and network, once, in any case, with a default', async () => {
    const search =
      'search index=main user!=old | lookup rules user, net AS src OUTPUT verdict | table user verdict';
    expect(await rows(search)).toEqual([
      { user: 'ADMIN', verdict: 'admin' },
      { user: 'bob', verdict: 'home' },
      { user: 'bob', verdict: 'none' },
    ]);
  });

  it('are written, made and added to in the namespace of the search, several values in one cell', async () => {
    await rows('search index=main | stats values(action) as action by user | outputlookup made.csv');
    expect(await rows('| inputlookup made.csv where user=bob')).toEqual([
      { user: 'bob', action: 'failure\nsuccess' },
    ]);
    await rows(
      '| makeresults | eval user="new", extra=1 | table user extra | outputlookup append=true made.csv',
    );
    expect((await rows('| inputlookup made.csv')).at(-1)).toEqual({ user: 'new' });
    expect(await rows('| inputlookup made.csv', splunk.token, '/services')).toEqual([]);
    await exported('| makeresults | table x | outputlookup made.csv', 'reader');
    expect((await rows('| inputlookup made.csv')).length).toBeGreaterThan(1);
  });
});

it('finds events by event type and by tag', async () => {
  expect(await rows('search eventtype=logon | stats count')).toEqual([{ count: '1' }]);
  expect(await rows('search tag=authentication | stats count')).toEqual([{ count: '1' }]);
  expect(await rows('search tag=other | stats count')).toEqual([{ count: '0' }]);
});

it('extracts fields as KV_MODE says', async () => {
  for (const sourcetype of ['plain', 'only:json', 'any']) {
    await splunk.addEvents('things', sourcetype, ['{"time":1,"a":"json"}', '2026-01-01T00:00:00Z a=pair']);
  }
  const found = async (sourcetype: string): Promise<unknown> =>
    (await rows(`search index=things sourcetype=${sourcetype} | stats values(a) as a`))[0]!['a'];
  expect(await found('plain')).toBeUndefined();
  expect(await found('only:json')).toBe('json');
  expect(await found('any')).toEqual(['json', 'pair']);
});

it('calculates fields as EVAL- says, and shows what they are made of only when asked', async () => {
  await splunk.addEvents('things', 'calculated', [
    { time: 5, app: 'vpn', size: 3 },
    { time: 4, size: 4 },
  ]);
  const of = (rest: string): Promise<Row[]> => rows(`search index=things sourcetype=calculated ${rest}`);
  expect(await of('| table app twice')).toEqual([
    { app: 'vpn', twice: '6' },
    { app: 'windows', twice: '8' },
  ]);
  expect(await of('twice=8 | fields twice | fields - _* | stats values(*) as *')).toMatchObject([
    { twice: '8' },
  ]);
  const [row] = await of('| fields twice | head 1');
  expect([row!['twice'], row!['size']]).toEqual(['6', undefined]);
  expect(await of('| stats count by app')).toHaveLength(2);
});

describe('a saved search', () => {
  const dispatch = async (
    name: string,
    form: Record<string, string>,
    token = splunk.token,
  ): Promise<Answer> =>
    callSplunk(splunk, 'POST', `${own}/saved/searches/${name}/dispatch`, {
      form: { output_mode: 'json', ...form },
      headers: { authorization: `Bearer ${token}` },
    });
  const results = async (sid: string): Promise<Row[]> => {
    const path = `/services/search/v2/jobs/${sid}/results?output_mode=json`;
    await expect
      .poll(async () => (await callSplunk(splunk, 'GET', path)).status, { timeout: 5000 })
      .toBe(200);
    return (await callSplunk(splunk, 'GET', path)).json.results;
  };

  it('runs in its app over its window, or the one that is sent', async () => {
    const { json } = await dispatch('Failures', {});
    expect(await results(json.sid)).toEqual([
      { user: 'ADMIN', count: '1' },
      { user: 'bob', count: '1' },
    ]);
    const { content } = (
      await callSplunk(splunk, 'GET', `/services/search/jobs/${json.sid}?output_mode=json`)
    ).json.entry[0];
    expect(content).toMatchObject({ earliestTime: '2026-01-04T12:00:00.000+00:00' });
    const wider = await dispatch('Failures', { 'dispatch.earliest_time': '0' });
    expect(await results(wider.json.sid)).toHaveLength(3);
    expect(await rows('search index=things search_name=Failures')).toEqual([]);
  });

  it('writes to its summary index when it is run as by its schedule', async () => {
    const { json } = await dispatch('Failures', { trigger_actions: '1' });
    expect(await results(json.sid)).toHaveLength(2);
    const written = await rows(
      'search index=things search_name=Failures | fields user count report | sort 0 user',
    );
    expect(written.map(({ user, count, report }) => [user, count, report])).toEqual([
      ['ADMIN', '1', 'a "b"'],
      ['bob', '1', 'a "b"'],
    ]);
    const metrics = await dispatch('Measures', { trigger_actions: '1' });
    await results(metrics.json.sid);
    const { content } = (await callSplunk(splunk, 'GET', '/services/data/indexes/measures?output_mode=json'))
      .json.entry[0];
    expect(content.totalEventCount).toBeGreaterThan(0);
  });

  it('needs the right to write summaries for that', async () => {
    const answer = await dispatch('Failures', { trigger_actions: '1' }, 'reader');
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('run_collect')]);
  });

  it('cannot be run while it is disabled', async () => {
    expect((await dispatch('Off', {})).json.messages[0].text).toBe("The saved search 'Off' is disabled.");
    await callSplunk(splunk, 'POST', '/servicesNS/nobody/sample/saved/searches/Off', {
      form: { disabled: '0' },
    });
    expect((await dispatch('Off', {})).status).toBe(201);
  });
});

it('writes summaries only to an index that is there', async () => {
  const collect = (index: string): Promise<Answer> => exported(`search index=main | collect index=${index}`);
  const refused = await collect('nowhere');
  expect([refused.status, refused.text]).toEqual([
    400,
    expect.stringContaining("The index 'nowhere' does not exist."),
  ]);
  await collect('summary');
  expect(await rows('search index=summary | stats count')).toEqual([{ count: '4' }]);
});

it('looks in the indexes of the user’s roles when a search names none', async () => {
  const conf = '[role_thing]\nsearch = enabled\nsrchIndexesAllowed = *\nsrchIndexesDefault = thing*\n';
  await using other = await startEmulator({
    apps: [sampleApp('1.0.0', { 'default/authorize.conf': conf })],
    users: [{ name: 'x', token: 'x', roles: ['thing'] }],
  });
  await other.addEvents('things', 's', [{ time: 1, n: 1 }]);
  await other.addEvents('main', 's', [{ time: 2, n: 2 }]);
  const form = { search: 'search * | table n', output_mode: 'json' };
  const headers = { authorization: 'Bearer x' };
  const answer = await callSplunk(other, 'POST', '/services/search/v2/jobs/export', { form, headers });
  expect(rowsOf(answer)).toEqual([{ n: '1' }]);
  expect((await exportRows(other, 'search * | table n')).rows).toEqual([{ n: '2' }]);
});
