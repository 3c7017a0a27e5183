import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ensureCollection } from '@sidecar/kvstore-writer';
import { createSplunkClient } from '@sidecar/splunk-client';
import type { Emulator, EmulatorOptions } from '@sidecar/splunk-emulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkCollections } from '../src/doctor/check-collections.ts';
import { indexesIn } from '../src/doctor/check-indexes.ts';
import { type Check, doctor, run } from '../src/index.ts';
import { configOf, generatedLines, NOW, openFolder, openSplunk, writeLines } from './workspace.ts';

const lines = generatedLines(100);

function configFor(
  splunk: Emulator,
  folder: string,
  source: object = {},
  ingestion: object = {},
): ReturnType<typeof configOf> {
  return configOf({
    general: { model_dir: join(folder, 'models') },
    ingestion: {
      earliest: '0',
      latest: '2000000000',
      ...ingestion,
      splunk: { base_url: splunk.baseUrl, auth_token: splunk.token, ...source },
    },
    output: { splunk_kvstore: { app: 'search' } },
  });
}

const short = (checks: readonly Check[]): string[] => checks.map(({ name, status }) => `${name}: ${status}`);

function checkNamed(checks: readonly Check[], name: string): Check {
  const found = checks.find((check) => check.name === name);
  if (found === undefined) throw new Error(`no check is named ${name}`);
  return found;
}

const collectionNames = [
  'auth_events',
  'auth_outlier_events',
  'auth_user_profiles',
  'auth_cluster_profiles',
  'auth_user_thresholds',
  'auth_incidents',
  'auth_model_runs',
  'sidecar_state',
];

test('after a run all is well, and before it the collections are not there yet; nothing is changed', async () => {
  const folder = openFolder();
  const splunk = await openSplunk(lines);
  const config = configFor(splunk, folder);
  const before = await doctor({ config });
  const server = (role: string): string[] =>
    ['server', 'account', 'clock', 'KV Store'].map((name) => `${role} ${name}: ok`);
  const common = [
    ...server('source'),
    ...['source rights', 'search quota', 'index ml_sidecar', 'time', 'query', 'models'].map(
      (name) => `${name}: ok`,
    ),
    ...server('target'),
    'KV Store limits: ok',
  ];
  expect(short(before)).toEqual([...common, ...collectionNames.map((name) => `${name}: warning`)]);
  expect(checkNamed(before, 'auth_events').finding).toBe('is not there yet');
  expect(checkNamed(before, 'search quota').finding).toBe('50 searches of the account at once; a run uses 1');
  expect(checkNamed(before, 'time').finding).toBe(
    'from 1970-01-01T00:00:00Z to 2033-05-18T03:33:20Z, read window by window',
  );
  expect(splunk.requests.filter(({ method, url }) => method !== 'GET' && !url.includes('export'))).toEqual(
    [],
  );
  expect(existsSync(join(folder, 'models'))).toBe(false);

  await run({ config, runId: 'r1', now: NOW });
  const after = await doctor({ config });
  expect(short(after)).toEqual([...common, ...collectionNames.map((name) => `${name}: ok`)]);
  expect(after.every(({ remedy }) => remedy === undefined)).toBe(true);
});

test('a wrong token fails, and what depends on it is skipped', async () => {
  const splunk = await openSplunk(lines);
  const checks = await doctor({
    config: configFor(splunk, openFolder(), { auth_token: 'wrong-token-0123456789' }),
  });
  expect(short(checks)).toEqual([
    'source server: failed',
    'query: skipped',
    'models: ok',
    'target server: failed',
    'collections: skipped',
  ]);
  expect(checks[0]!.remedy).toMatch(/new token/);
  expect(JSON.stringify(checks)).not.toContain('wrong-token');
});

test('a server that is not there fails with advice', { timeout: 60_000 }, async () => {
  const splunk = await openSplunk([]);
  splunk.setFaults([{ route: 'any', kind: 'refuse', times: 1000 }]);
  const config = configOf({
    ingestion: { splunk: { base_url: splunk.baseUrl, auth_token: splunk.token } },
    output: { writers: [] },
  });
  const checks = await doctor({ config });
  expect(short(checks)).toEqual(['source server: failed', 'query: skipped', 'models: ok']);
  expect(checks[0]!.remedy).toMatch(/base_url/);
});

test('a collection that declares another type fails, with the line that corrects it', async () => {
  const splunk = await openSplunk(lines);
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  await ensureCollection(client, {
    app: 'search',
    collection: 'auth_events',
    fields: { score: 'string', user: 'string' },
  });
  const check = checkNamed(await doctor({ config: configFor(splunk, openFolder()) }), 'auth_events');
  expect(check).toMatchObject({ status: 'failed', finding: 'declares score as string' });
  expect(check.remedy).toContain('field.score = number');
});

test.for([
  { offsetS: 0, status: 'ok', finding: /^differs by \d s$/ },
  { offsetS: 600, status: 'warning', finding: /^the server is (?:59\d|60\d) s behind$/ },
  { offsetS: -600, status: 'warning', finding: /^the server is (?:59\d|60\d) s ahead$/ },
])('our clock $offsetS s ahead: $status', async ({ offsetS, status, finding }) => {
  const splunk = await openSplunk(lines);
  const now = new Date(Date.now() + offsetS * 1000);
  const check = checkNamed(await doctor({ config: configFor(splunk, openFolder()), now }), 'source clock');
  expect(check.status).toBe(status);
  expect(check.finding).toMatch(finding);
});

test.for([
  {
    name: 'no event',
    query: 'index=ml_sidecar user=nobody_at_all',
    status: 'warning',
    finding: /^finds no event between 0 and /,
  },
  {
    name: 'events of another kind',
    query: 'index=other',
    status: 'warning',
    finding: /^finds events, but the first cannot be read: /,
  },
  {
    name: 'a mistake',
    query: 'index=ml_sidecar | nosuchcommand',
    status: 'failed',
    finding: /nosuchcommand/,
  },
])('a query with $name', async ({ query, status, finding }) => {
  const splunk = await openSplunk(lines);
  await splunk.addEvents('other', 'x', ['{"hello":"world"}']);
  const check = checkNamed(await doctor({ config: configFor(splunk, openFolder(), {}, { query }) }), 'query');
  expect(check.status).toBe(status);
  expect(check.finding).toMatch(finding);
  expect(check.remedy).toBeDefined();
});

test('files and folders: those that can be read and written, and those that cannot', async () => {
  const folder = openFolder();
  const there = writeLines(folder, 'there.ndjson', lines);
  const missing = join(folder, 'missing.ndjson');
  writeFileSync(join(folder, 'file'), '');
  const config = configOf({
    general: { model_dir: join(folder, 'file', 'models') },
    ingestion: { source: 'files', files: [there, missing, '-'] },
    output: { writers: ['ndjson'], ndjson: { directory: join(folder, 'new', 'results') } },
  });
  const checks = await doctor({ config });
  expect(short(checks)).toEqual([`${there}: ok`, `${missing}: failed`, 'models: failed', 'results: ok']);
  expect(checks[1]!.finding).toContain('there is no such file');
  expect(checks[2]!.remedy).toContain('general.model_dir');
  expect(existsSync(join(folder, 'new'))).toBe(false);
});

test('a file of certificates that cannot be read is a finding', async () => {
  const splunk = await openSplunk([]);
  const checks = await doctor({ config: configFor(splunk, openFolder(), { ca_file: '/nowhere/ca.pem' }) });
  expect(checks[0]).toMatchObject({ name: 'source server', status: 'failed' });
  expect(checks[0]!.finding).toContain('/nowhere/ca.pem');
});

describe('an account of little reach', () => {
  const searching = { capabilities: ['search'], srchIndexesAllowed: ['*'], srchJobsQuota: 3 };
  const roles: NonNullable<EmulatorOptions['roles']> = {
    no_search: { ...searching, capabilities: ['edit_kvstore'] },
    other_index: { ...searching, srchIndexesAllowed: ['win*', '_*', 'ml_other'] },
    some_indexes: { ...searching, srchIndexesAllowed: ['ML_*'] },
    small: { ...searching, srchJobsQuota: 1 },
    plain: searching,
  };

  async function checksOf(role: string, ingestion: object = {}): Promise<readonly Check[]> {
    const splunk = await openSplunk(lines, { roles, users: [{ name: 'sid', roles: [role] }] });
    const { token } = splunk.users.find(({ name }) => name === 'sid')!;
    return doctor({ config: configFor(splunk, openFolder(), { auth_token: token }, ingestion) });
  }

  test.for<{
    role: string;
    ingestion?: object;
    name: string;
    status: string;
    finding: string;
    remedy?: string;
  }>([
    {
      role: 'no_search',
      name: 'source rights',
      status: 'failed',
      finding: 'sid lacks the capability search',
      remedy: 'Give a role of the account the capability search (Settings > Roles), or use another token.',
    },
    {
      role: 'other_index',
      name: 'index ml_sidecar',
      status: 'failed',
      finding: 'the account may not search it, only win*, _*, ml_other',
      remedy:
        'Add it to a role of the account (Settings > Roles > Indexes, or srchIndexesAllowed in authorize.conf).',
    },
    { role: 'some_indexes', name: 'index ml_sidecar', status: 'ok', finding: 'may be searched' },
    {
      role: 'plain',
      ingestion: { query: 'index=nosuch OR index=_internal' },
      name: 'index _internal',
      status: 'failed',
      finding: 'the account may not search it, only *',
    },
    {
      role: 'plain',
      ingestion: { parallel: 5 },
      name: 'search quota',
      status: 'warning',
      finding: '3 searches of the account at once; a run uses 2 and not 5, to leave one',
      remedy: 'Set ingestion.parallel to 2, or have srchJobsQuota of the role raised.',
    },
    {
      role: 'small',
      name: 'search quota',
      status: 'ok',
      finding: '1 search of the account at once; a run uses 1',
    },
    {
      role: 'plain',
      ingestion: { earliest: 'now', latest: '-1d@d' },
      name: 'time',
      status: 'failed',
      finding: 'there is none from',
      remedy: 'Put ingestion.earliest before latest.',
    },
    {
      role: 'plain',
      ingestion: { query: 'index=ml_sidecar | dedup user' },
      name: 'time',
      status: 'ok',
      finding: 'from 1970-01-01T00:00:00Z to 2033-05-18T03:33:20Z, read by one search',
    },
    {
      role: 'plain',
      name: 'auth_events',
      status: 'failed',
      finding: 'is not there yet, and the account lacks edit_kvstore to make it',
      remedy:
        'Give a role of the account edit_kvstore, or have an administrator make the collection in the app search.',
    },
  ])('$role: $name is $status, $finding', async ({ role, ingestion, name, status, finding, remedy }) => {
    const check = checkNamed(await checksOf(role, ingestion), name);
    expect(check).toMatchObject({ status, finding: expect.stringContaining(finding) as string });
    if (remedy !== undefined) expect(check.remedy).toBe(remedy);
  });

  test('nothing that fails is without advice', async () => {
    for (const role of Object.keys(roles)) {
      const checks = await checksOf(role, { parallel: 9 });
      const silent = checks.filter(({ status, remedy }) => !['ok', 'skipped'].includes(status) && !remedy);
      expect(silent).toEqual([]);
    }
  });
});

test.for([
  { query: 'index=a', indexes: ['a'] },
  { query: 'index = "a b" OR (INDEX=b index="c") | where index="d"', indexes: ['b', 'c'] },
  { query: 'index IN (a, "b",c*) user="index=x"', indexes: ['a', 'b', 'c*'] },
  { query: 'index!=a NOT index=b my_index=c index.name=d', indexes: [] },
  { query: 'sourcetype=x', indexes: [] },
])('$query names $indexes', ({ query, indexes }) => {
  expect(indexesIn(query)).toEqual(indexes);
});

test.for([
  { collection: 'auth_incidents', field: 'record_key' },
  { collection: 'auth_user_profiles', field: 'run_id' },
  { collection: 'sidecar_state', field: 'run_id' },
])('$collection with another type of $field fails', async ({ collection, field }) => {
  const splunk = await openSplunk(lines);
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  const path = '/servicesNS/nobody/search/storage/collections/config';
  await client.request({ method: 'POST', path, form: { name: collection } });
  await client.request({
    method: 'POST',
    path: `${path}/${collection}`,
    form: { [`field.${field}`]: 'number' },
  });
  const check = checkNamed(await doctor({ config: configFor(splunk, openFolder()) }), collection);
  expect(check).toMatchObject({ status: 'failed', finding: `declares ${field} as number` });
  expect(check.remedy).toContain(`field.${field} = string`);
});

test('a collection that the account may only read fails', async () => {
  const entry = (content: object, acl = {}): string => JSON.stringify({ entry: [{ content, acl }] });
  const server = createServer(({ url }, response) => {
    if (url!.includes('current-context')) response.end(entry({ username: 'rita', capabilities: ['search'] }));
    else response.end(entry({}, { can_write: !url!.includes('config/auth_events') }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = createSplunkClient({ baseUrl: `http://127.0.0.1:${port}`, auth: { token: 'token' } });
  const checks = await checkCollections(client, { app: 'search', collection: 'auth_events' });
  expect(checks.filter(({ status }) => status !== 'ok')).toEqual([
    {
      name: 'auth_events',
      status: 'failed',
      finding: 'is there, but the account may not write to it',
      remedy: 'Give a role of the account write access to it, or to the app search (Permissions).',
    },
  ]);
});
