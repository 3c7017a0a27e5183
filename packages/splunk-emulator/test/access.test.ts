import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, exportRows, type Answer } from './call-splunk.ts';

const base = '/servicesNS/nobody/hr/storage/collections';
let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({
    now: () => Date.parse('2026-01-05T12:00:00Z'),
    users: [
      { name: 'reader', token: 'reader' },
      { name: 'sidecar', token: 'sidecar', password: 's3', roles: ['sidecar'] },
      { name: 'mute', token: 'mute', roles: ['mute'] },
    ],
    roles: {
      sidecar: {
        capabilities: ['search', 'edit_tokens_own'],
        srchIndexesAllowed: ['win*'],
        srchJobsQuota: 1,
        kvstoreCreateDenyList: ['locked*'],
        kvstoreDeleteDenyList: ['kept'],
      },
      mute: { capabilities: [], srchIndexesAllowed: ['*'] },
    },
  });
  await splunk.addEvents('win', 's', [{ time: 1, n: 1 }]);
  await splunk.addEvents('secret', 's', [{ time: 2, n: 2 }]);
  await splunk.addEvents('_audit', 's', [{ time: 3, n: 3 }]);
  for (const name of ['people', 'locked1', 'kept']) {
    await callSplunk(splunk, 'POST', `${base}/config`, { form: { name } });
  }
});
afterAll(() => splunk.close());

const as = (user: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${user}` },
});
const call = (
  user: string,
  method: string,
  path: string,
  more: { form?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> => callSplunk(splunk, method, path, { ...as(user), ...more });
const searched = async (user: string, search: string): Promise<unknown[]> => {
  const form = { search, output_mode: 'json' };
  const { text } = await call(user, 'POST', '/services/search/v2/jobs/export', { form });
  return [...text.matchAll(/"n":"(\d)"/g)].map(([, n]) => Number(n));
};

describe('a user', () => {
  it.for([
    { user: 'reader', search: 'search index=* OR index=_* | fields n', found: [2, 1] },
    { user: 'sidecar', search: 'search index=* | fields n', found: [1] },
    { user: 'sidecar', search: 'search index=secret | fields n', found: [] },
    { user: 'sidecar', search: 'search NOT index=win | fields n', found: [] },
  ])('$user finds $found by $search', async ({ user, search, found }) => {
    expect(await searched(user, search)).toEqual(found);
  });

  it('finds everything as administrator', async () => {
    const { rows } = await exportRows(splunk, 'search index=* OR index=_* | table n');
    expect(rows.map(({ n }) => n)).toEqual(['3', '2', '1']);
  });

  it('is shown the indexes he may search, and no others', async () => {
    const path = '/services/data/indexes';
    const { json } = await call('sidecar', 'GET', `${path}?output_mode=json`);
    expect(json.entry.map(({ name }: { name: string }) => name)).toEqual(['win']);
    expect((await call('sidecar', 'GET', `${path}/secret`)).status).toBe(404);
  });

  it('logs in with his password and is told who he is', async () => {
    const form = { username: 'sidecar', password: 's3', output_mode: 'json' };
    const { json } = await callSplunk(splunk, 'POST', '/services/auth/login', { form });
    const me = await callSplunk(splunk, 'GET', '/services/authentication/current-context?output_mode=json', {
      headers: { authorization: `Splunk ${json.sessionKey}` },
    });
    expect(me.json.entry[0].content).toMatchObject({
      username: 'sidecar',
      roles: ['sidecar'],
      capabilities: ['edit_tokens_own', 'search'],
    });
  });

  it.for([
    { user: 'mute', method: 'POST', path: '/services/search/v2/jobs/export', form: { search: 'search x' } },
    { user: 'mute', method: 'POST', path: '/services/search/jobs', form: { search: 'search x' } },
    { user: 'sidecar', method: 'POST', path: `${base}/config`, form: { name: 'new' } },
    { user: 'sidecar', method: 'DELETE', path: `${base}/config/people` },
    { user: 'reader', method: 'POST', path: `${base}/data/people/batch_save`, body: [{ _key: 'a' }] },
    { user: 'sidecar', method: 'POST', path: `${base}/data/locked1`, body: { _key: 'a' } },
    { user: 'sidecar', method: 'DELETE', path: `${base}/data/kept` },
    { user: 'reader', method: 'POST', path: '/services/data/indexes', form: { name: 'new' } },
    { user: 'reader', method: 'POST', path: '/services/authorization/tokens', form: { name: 'reader' } },
    { user: 'sidecar', method: 'POST', path: '/services/authorization/tokens', form: { name: 'admin' } },
    {
      user: 'reader',
      method: 'POST',
      path: '/servicesNS/nobody/hr/saved/searches',
      form: { name: 'a', search: 'search x' },
    },
  ])('$user gets 403 for $method $path', async ({ user, method, path, form, body }) => {
    const more = { ...(form && { form: form as Record<string, string> }), ...(body && { body }) };
    const answer = await call(user, method, path, more);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('<msg type="ERROR">Insufficient permissions to access resource.</msg>');
  });

  it('may do what his role allows', async () => {
    const saved = await call('sidecar', 'POST', `${base}/data/people/batch_save`, { body: [{ _key: 'a' }] });
    expect(saved.json).toEqual(['a']);
    expect((await call('sidecar', 'DELETE', `${base}/data/people`)).status).toBe(200);
    expect((await call('reader', 'GET', `${base}/data/people`)).json).toEqual([]);
    const form = { name: 'sidecar', output_mode: 'json' };
    const made = await call('sidecar', 'POST', '/services/authorization/tokens', { form });
    expect((await call(made.json.entry[0].content.token, 'GET', '/services/server/info')).status).toBe(200);
  });

  it('does not see the jobs of others, unless he may do everything', async () => {
    const form = { search: 'search index=win', exec_mode: 'blocking', output_mode: 'json' };
    const { sid } = (await call('reader', 'POST', '/services/search/jobs', { form })).json;
    expect((await call('sidecar', 'GET', `/services/search/jobs/${sid}`)).status).toBe(404);
    expect((await callSplunk(splunk, 'GET', `/services/search/jobs/${sid}`)).status).toBe(200);
  });
});

it('refuses an export over the quota of the role in its own words, and queues a job until a place is free', async () => {
  await using busy = await startEmulator({
    users: [{ name: 'one', token: 'one', roles: ['one'] }],
    roles: { one: { capabilities: ['search'], srchIndexesAllowed: ['*'], srchJobsQuota: 1 } },
  });
  const padding = 'x'.repeat(1000);
  const events = Array.from({ length: 20_000 }, (_, i) => ({ time: i, padding }));
  await busy.addEvents('main', 's', events);
  const jobs = `${busy.baseUrl}/services/search/v2/jobs`;
  const headers = { authorization: 'Bearer one' };
  const body = (): URLSearchParams =>
    new URLSearchParams({ search: 'search index=main', output_mode: 'json' });
  const leaving = new AbortController();
  const running = await fetch(`${jobs}/export`, {
    method: 'POST',
    headers,
    body: body(),
    signal: leaving.signal,
  });
  await running.body!.getReader().read();
  const refused = await fetch(`${jobs}/export`, { method: 'POST', headers, body: body() });
  expect([refused.status, await refused.json()]).toEqual([
    503,
    {
      messages: [
        {
          type: 'WARN',
          text: 'Search not executed: The maximum number of concurrent historical searches for this user based on their role quota has been reached., concurrency_category="historical", concurrency_context="user_instance-wide", current_concurrency=1, concurrency_limit=1',
        },
      ],
    },
  ]);
  const { sid } = (await (await fetch(jobs, { method: 'POST', headers, body: body() })).json()) as {
    sid: string;
  };
  const state = async (): Promise<string> => {
    const { entry } = (await (await fetch(`${jobs}/${sid}?output_mode=json`, { headers })).json()) as any;
    return entry[0].content.dispatchState;
  };
  expect(await state()).toBe('QUEUED');
  expect((await exportRows(busy, 'search index=main | head 1')).rows).toHaveLength(1);
  leaving.abort();
  await expect.poll(state, { timeout: 10_000 }).toBe('DONE');
});

describe('roles', () => {
  const roles = '/services/authorization/roles';
  it('are described with what they import', async () => {
    const { json } = await callSplunk(splunk, 'GET', `${roles}/power?output_mode=json`);
    expect(json.entry[0].content).toMatchObject({
      capabilities: ['rtsearch', 'run_collect', 'run_mcollect', 'schedule_search'],
      imported_capabilities: expect.arrayContaining(['search']),
      srchJobsQuota: 10,
      imported_srchJobsQuota: 3,
      srchIndexesAllowed: ['*'],
      imported_srchIndexesAllowed: ['*'],
    });
  });

  it('are listed whole for the administrator, one’s own for anybody else', async () => {
    const names = async (token: string): Promise<string[]> =>
      (await call(token, 'GET', `${roles}?output_mode=json`)).json.entry.map((entry: any) => entry.name);
    expect(await names(splunk.token)).toEqual(['user', 'power', 'admin', 'sidecar', 'mute']);
    expect(await names('sidecar')).toEqual(['sidecar']);
    expect((await call('sidecar', 'GET', `${roles}/admin`)).status).toBe(404);
    expect((await call('sidecar', 'GET', '/services/authentication/users/admin')).status).toBe(404);
  });

  it('must exist', async () => {
    await expect(startEmulator({ users: [{ name: 'x', roles: ['boss'] }] })).rejects.toThrow(
      new RangeError("role of x is 'boss', expected one of user, power, admin"),
    );
  });
});

describe('the time parser', () => {
  const path = '/services/search/timeparser';
  it('says what times mean now', async () => {
    const query = 'time=-90d&time=now&time=-1d@d&output_time_format=%25s&output_mode=json';
    expect((await callSplunk(splunk, 'GET', `${path}?${query}`)).json).toEqual({
      '-90d': '1759838400',
      now: '1767614400',
      '-1d@d': '1767484800',
    });
    const { text } = await callSplunk(splunk, 'GET', `${path}?time=now`);
    expect(text).toContain('<key name="now">2026-01-05T12:00:00.000+00:00</key>');
  });

  it.for(['time=yesterday', 'time=now&output_time_format=<', ''])('refuses %s', async (query) => {
    expect((await callSplunk(splunk, 'GET', `${path}?${query}`)).status).toBe(400);
  });
});

it('lists apps: those of every server and those that something was made in', async () => {
  const { json } = await callSplunk(splunk, 'GET', '/services/apps/local?output_mode=json');
  expect(json.entry.map(({ name }: { name: string }) => name)).toEqual(['hr', 'launcher', 'search']);
  expect((await callSplunk(splunk, 'GET', '/services/apps/local/none')).status).toBe(404);
});
