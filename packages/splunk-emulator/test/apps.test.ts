import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, exportRows, type Answer } from './call-splunk.ts';
import { packApp, packEntries, sampleApp } from './pack-app.ts';

let folder: string;
let splunk: Emulator;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apps-'));
  splunk = await startEmulator({
    apps: [sampleApp('1.0.0')],
    users: [
      { name: 'sampler', token: 'sampler', roles: ['sampler'] },
      { name: 'reader', token: 'reader' },
    ],
  });
});
afterAll(async () => {
  await splunk.close();
  await rm(folder, { recursive: true });
});

const as = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});
const get = (path: string, token = splunk.token): Promise<Answer> =>
  callSplunk(splunk, 'GET', `${path}${path.includes('?') ? '&' : '?'}output_mode=json`, as(token));
const post = (path: string, form: Record<string, string>, token = splunk.token): Promise<Answer> =>
  callSplunk(splunk, 'POST', path, { form: { output_mode: 'json', ...form }, ...as(token) });
const names = (answer: Answer): string[] => answer.json.entry.map(({ name }: { name: string }) => name);
const content = (answer: Answer): Record<string, unknown> => answer.json.entry[0].content;
const own = '/servicesNS/nobody/sample';

describe('an app that is installed', () => {
  it('is listed with its label and version', async () => {
    expect(names(await get('/services/apps/local'))).toEqual(['launcher', 'sample', 'search']);
    expect(content(await get('/services/apps/local/sample'))).toMatchObject({
      label: 'Sample of an app',
      version: '1.0.0',
      author: 'Ann',
      visible: true,
      disabled: false,
    });
  });

  it.for([
    { path: '/storage/collections/config', expected: ['people', 'closed'] },
    { path: '/data/transforms/lookups', expected: ['people_lookup', 'codes'] },
    { path: '/admin/macros', expected: ['where_app', 'older(1)'] },
    { path: '/saved/searches', expected: ['Count all'] },
    { path: '/data/ui/views', expected: ['first'] },
    { path: '/configs/conf-indexes', expected: ['things', 'measures'] },
  ])('shows what it brings at $path', async ({ path, expected }) => {
    expect(names(await get(own + path))).toEqual(expected);
  });

  it('gives a setting with several lines, and those of [default] to every stanza', async () => {
    const saved = content(await get(`${own}/saved/searches/Count%20all`));
    expect(saved).toMatchObject({ search: 'index=main \n| stats count', 'dispatch.earliest_time': '0' });
    expect(content(await get(`${own}/configs/conf-transforms/codes`))).toMatchObject({ min_matches: '0' });
  });

  it('makes its indexes, of their type', async () => {
    expect(content(await get('/services/data/indexes/measures'))).toMatchObject({ datatype: 'metric' });
    expect(content(await get('/services/data/indexes/things'))).toMatchObject({ datatype: 'event' });
  });

  it('shows a view as it is in its file', async () => {
    expect(content(await get(`${own}/data/ui/views/first`))).toMatchObject({
      label: 'First',
      version: '2',
      isDashboard: true,
      'eai:data': '<dashboard version="2" theme="dark">\n<label>First</label></dashboard>\n',
    });
  });

  it('fits records to the types that its collections declare', async () => {
    const path = `${own}/storage/collections/data/people`;
    await callSplunk(splunk, 'POST', path, { body: { _key: 'a', age: '7', roles: 'x' } });
    const { json } = await callSplunk(splunk, 'GET', `${path}/a`);
    expect(json).toEqual({ _key: 'a', _user: 'nobody', age: 7 });
  });
});

describe('permissions of its metadata', () => {
  it('show what is exported in other apps, and nothing else', async () => {
    expect(names(await get('/servicesNS/nobody/search/admin/macros'))).toEqual(['where_app']);
    expect((await get('/servicesNS/nobody/search/storage/collections/data/people')).status).toBe(404);
    expect((await get('/servicesNS/nobody/search/admin/macros/older(1)')).status).toBe(404);
    expect(names(await get('/servicesNS/-/-/admin/macros'))).toEqual(['where_app', 'older(1)']);
  });

  it('let those write who are named, and hide what one may not read', async () => {
    const records = `${own}/storage/collections/data`;
    const write = async (token: string, collection: string): Promise<number> => {
      const path = `${records}/${collection}/batch_save`;
      return (await callSplunk(splunk, 'POST', path, { body: [{ _key: 'b' }], ...as(token) })).status;
    };
    expect([await write('sampler', 'people'), await write('reader', 'people')]).toEqual([200, 403]);
    expect([await write('sampler', 'closed'), await write(splunk.token, 'closed')]).toEqual([404, 200]);
    expect((await get(`${records}/people`, 'reader')).json.length).toBeGreaterThan(0);
    const change = { definition: 'index=things' };
    expect((await post(`${own}/admin/macros/older(1)`, change, 'reader')).status).toBe(403);
  });

  it('are told with an entry', async () => {
    const [shared] = (await get(`${own}/admin/macros/where_app`, 'reader')).json.entry;
    expect(shared.acl).toMatchObject({
      app: 'sample',
      sharing: 'global',
      can_write: false,
      perms: { read: ['*'], write: ['admin', 'sampler'] },
    });
  });
});

describe('its roles', () => {
  it('exist, with what they import', async () => {
    expect(content(await get('/services/authorization/roles/sampler'))).toMatchObject({
      capabilities: ['run_collect'],
      imported_roles: ['user'],
      srchIndexesAllowed: ['main', 'things'],
      srchJobsQuota: 7,
    });
    const me = await get('/services/authentication/current-context', 'sampler');
    expect(content(me)).toMatchObject({ capabilities: expect.arrayContaining(['run_collect', 'search']) });
  });

  it('change shipped ones by what they say, and only by that', async () => {
    const { capabilities } = content(await get('/services/authorization/roles/user'));
    expect(capabilities).toContain('search');
    expect(capabilities).not.toContain('list_inputs');
  });

  it('are unknown without the app', async () => {
    const users = [{ name: 'x', roles: ['sampler'] }];
    await expect(startEmulator({ users })).rejects.toThrow("role of x is 'sampler', expected one of user,");
  });
});

it('writes what is changed to local/ and removes only what was made there', async () => {
  await using changed = await startEmulator({ apps: [sampleApp('1.0.0')] });
  const call = async (method: string, path: string, form?: Record<string, string>): Promise<Answer> =>
    callSplunk(changed, method, `${own}${path}?output_mode=json`, form && { form });
  await call('POST', '/admin/macros/older(1)', { definition: 'age >= $age$' });
  expect(content(await call('GET', '/configs/conf-macros/older(1)'))).toMatchObject({
    args: 'age',
    definition: 'age >= $age$',
  });
  const made = { name: 'mine', definition: 'a=1\r\n| head 1' };
  expect((await call('POST', '/admin/macros', made)).status).toBe(201);
  expect((await call('POST', '/admin/macros', made)).status).toBe(409);
  expect((await call('POST', '/admin/macros', { name: 'bad', definition: 'x\\' })).status).toBe(400);
  expect((await call('POST', '/admin/macros', { name: 'none' })).json.messages[0].text).toBe(
    'Missing required arguments: definition',
  );
  expect(content(await call('GET', '/admin/macros/mine'))).toMatchObject({ definition: 'a=1\n| head 1' });
  expect((await call('DELETE', '/admin/macros/mine')).status).toBe(200);
  expect((await call('GET', '/admin/macros/mine')).status).toBe(404);
  expect((await call('DELETE', '/admin/macros/older(1)')).status).toBe(403);
  const view = { name: 'second', 'eai:data': '<dashboard><label>2</label></dashboard>' };
  expect((await call('POST', '/data/ui/views', view)).status).toBe(201);
  await call('POST', '/data/ui/views/first', { 'eai:data': '<form><label>New</label></form>' });
  expect(content(await call('GET', '/data/ui/views/first'))).toMatchObject({ label: 'New' });
  expect((await call('DELETE', '/data/ui/views/first')).status).toBe(403);
  expect((await call('DELETE', '/data/ui/views/second')).status).toBe(200);
  await call('POST', '/configs/conf-indexes', { name: 'late', datatype: 'metric' });
  const late = await callSplunk(changed, 'GET', '/services/data/indexes/late?output_mode=json');
  expect(content(late)).toMatchObject({ datatype: 'metric' });
  expect((await call('GET', '/configs/other')).status).toBe(404);
});

it('keeps a user’s local/, local.meta and the lookups he changed when a newer version comes, and nothing else', async () => {
  const dataDir = join(folder, 'data');
  const first = await startEmulator({
    dataDir,
    apps: [sampleApp('1.0.0', { 'default/old.conf': '[a]\nb = 1\n' })],
  });
  await callSplunk(first, 'POST', `${own}/admin/macros/older(1)`, { form: { definition: 'mine' } });
  await first.close();
  const app = join(dataDir, 'apps', 'sample');
  expect(await readFile(join(app, 'local', 'macros.conf'), 'utf8')).toBe('[older(1)]\ndefinition = mine\n');
  await writeFile(join(app, 'lookups', 'kept.csv'), 'a\n2\n');
  await writeFile(join(app, 'lookups', 'made.csv'), 'b\n3\n');
  await writeFile(join(app, 'metadata', 'local.meta'), '[macros/older%281%29]\nexport = system\n');

  const newer = sampleApp('2.0.0', {
    'default/macros.conf': '[older(1)]\nargs = age\ndefinition = new\n\n[fresh]\ndefinition = x\n',
    'lookups/codes.csv': 'code,meaning\n1,new\n',
    'lookups/kept.csv': 'a\n9\n',
  });
  const spl = join(folder, 'sample-2.spl');
  await packApp(spl, 'sample', newer);
  const second = await startEmulator({ dataDir });
  const install = (form: Record<string, string>): Promise<Answer> =>
    callSplunk(second, 'POST', '/services/apps/local', { form: { output_mode: 'json', name: spl, ...form } });
  expect((await install({ filename: 'true' })).status).toBe(409);
  const installed = await install({ filename: 'true', update: 'true' });
  expect([installed.status, content(installed)['version']]).toEqual([201, '2.0.0']);
  const macros = await callSplunk(second, 'GET', `${own}/admin/macros?output_mode=json`);
  expect(
    macros.json.entry.map((entry: any) => [entry.name, entry.content.definition, entry.acl.sharing]),
  ).toEqual([
    ['older(1)', 'mine', 'global'],
    ['fresh', 'x', 'app'],
  ]);
  await second.close();
  const text = (path: string): Promise<string> => readFile(join(app, path), 'utf8');
  expect(await text('lookups/kept.csv')).toBe('a\n2\n');
  expect(await text('lookups/made.csv')).toBe('b\n3\n');
  expect(await text('lookups/codes.csv')).toBe('code,meaning\n1,new\n');
  await expect(text('default/old.conf')).rejects.toThrow('ENOENT');

  await using third = await startEmulator({ dataDir });
  expect((await callSplunk(third, 'DELETE', '/services/apps/local/sample')).status).toBe(200);
  expect((await callSplunk(third, 'GET', '/services/apps/local/sample')).status).toBe(404);
  await expect(text('default/app.conf')).rejects.toThrow('ENOENT');
});

describe('a package', () => {
  const conf = '[package]\nid = sample\n';
  it.for([
    {
      wrong: 'a folder that is not its id',
      entries: [{ name: 'other/default/app.conf', text: conf }],
      says: "folder is 'other', expected the app's id 'sample'",
    },
    {
      wrong: 'two folders',
      entries: [
        { name: 'sample/default/app.conf', text: conf },
        { name: 'b/x', text: '' },
      ],
      says: "holds 'sample', 'b', expected one folder",
    },
    {
      wrong: 'something local',
      entries: [
        { name: 'sample/default/app.conf', text: conf },
        { name: 'sample/local/app.conf', text: '' },
      ],
      says: "has 'local/app.conf', but what is local",
    },
    {
      wrong: 'local metadata',
      entries: [
        { name: 'sample/default/app.conf', text: conf },
        { name: 'sample/metadata/local.meta', text: '' },
      ],
      says: "has 'metadata/local.meta'",
    },
    {
      wrong: 'a path that leaves the folder',
      entries: [
        { name: 'sample/default/app.conf', text: conf },
        { name: 'sample/../../etc/x', text: '' },
      ],
      says: "path '../../etc/x' that leaves",
    },
    {
      wrong: 'a link',
      entries: [
        { name: 'sample/default/app.conf', text: conf },
        { name: 'sample/x', type: 'symlink' as const, linkname: '/etc' },
      ],
      says: "'sample/x' is a symlink",
    },
    { wrong: 'no app.conf', entries: [{ name: 'sample/README', text: '' }], says: 'has no default/app.conf' },
    {
      wrong: 'a file twice',
      entries: [
        { name: 'sample/default/app.conf', text: conf },
        { name: 'sample/default/app.conf', text: conf },
      ],
      says: "has 'default/app.conf' twice",
    },
    {
      wrong: 'an id that is no name',
      entries: [{ name: '9/default/app.conf', text: '[package]\nid = 9\n' }],
      says: "id is '9'",
    },
  ])('with $wrong is refused', async ({ entries, says }) => {
    const file = join(folder, 'wrong.spl');
    await packEntries(file, entries);
    await expect(startEmulator({ apps: [file] })).rejects.toThrow(says);
    const answer = await post('/services/apps/local', { name: file, filename: 'true', update: 'true' });
    expect([answer.status, answer.json.messages[0].text]).toEqual([400, expect.stringContaining(says)]);
  });

  it('is refused when it is no package, not there, or not sent by an administrator', async () => {
    const file = join(folder, 'text.spl');
    await writeFile(file, 'no archive');
    const form = { name: file, filename: 'true' };
    expect((await post('/services/apps/local', form)).json.messages[0].text).toContain('not a gzipped tar');
    expect((await post('/services/apps/local', { ...form, name: '/none.spl' })).status).toBe(404);
    expect((await post('/services/apps/local', { name: 'template' })).status).toBe(400);
    expect((await post('/services/apps/local', form, 'sampler')).status).toBe(403);
  });

  it('is installed from its folder too', async () => {
    const spl = join(folder, 'from-folder.spl');
    await packApp(spl, 'sample', sampleApp('3.0.0'));
    await using one = await startEmulator({ dataDir: join(folder, 'one'), apps: [spl] });
    const copy = join(folder, 'one', 'apps', 'sample');
    await using two = await startEmulator({ apps: [copy] });
    for (const server of [one, two]) {
      const answer = await callSplunk(server, 'GET', '/services/apps/local/sample?output_mode=json');
      expect(content(answer)).toMatchObject({ version: '3.0.0' });
    }
  });
});

it('finds the time of raw events where props.conf says it is', async () => {
  const props =
    '[app:json]\nTIME_PREFIX = "seen"\\s*:\\s*"\nTIME_FORMAT = %Y-%m-%dT%H:%M:%S.%7N%Z\n[app:epoch]\nTIME_PREFIX = ^at=\nTIME_FORMAT = %s\n';
  await using timed = await startEmulator({
    hecToken: 'h',
    now: () => 5_000_000,
    apps: [sampleApp('1.0.0', { 'default/props.conf': props })],
  });
  await timed.addEvents('main', 'app:json', [
    { TimeCreated: '2026-01-01T00:00:00Z', seen: '2026-01-02T00:00:00.5000000Z' },
    { TimeCreated: '2026-01-01T00:00:00Z' },
  ]);
  await fetch(`${timed.hecUrl}/services/collector/raw?sourcetype=app:epoch`, {
    method: 'POST',
    headers: { authorization: 'Splunk h' },
    body: 'at=1700000000 2020-01-01T00:00:00Z',
  });
  const { rows } = await exportRows(timed, 'search index=main | table _time', { time_format: '%s.%Q' });
  expect(rows.map((row) => row['_time'])).toEqual(['1767312000.500', '1700000000.000', '5000.000']);
});
