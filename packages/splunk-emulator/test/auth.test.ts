import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk } from './call-splunk.ts';

let splunk: Emulator;
let clock = Date.parse('2026-01-05T12:00:00Z');
beforeAll(async () => {
  splunk = await startEmulator({ now: () => clock });
});
afterAll(() => splunk.close());

const loginPath = '/services/auth/login';
const probe = '/services/authentication/current-context?output_mode=json';

it('logs in with a form, in XML by default and in JSON when asked', async () => {
  const form = { username: 'admin', password: 'changeme' };
  const xml = await callSplunk(splunk, 'POST', loginPath, { form });
  expect(xml.text).toMatch(/<response>\s*<sessionKey>[^<]{40,}<\/sessionKey>/);
  const { json } = await callSplunk(splunk, 'POST', loginPath, { form: { ...form, output_mode: 'json' } });
  expect(Object.keys(json)).toEqual(['sessionKey', 'message', 'code']);
  const me = await callSplunk(splunk, 'GET', probe, {
    headers: { authorization: `Splunk ${json.sessionKey}` },
  });
  expect(me.json.entry[0].content.username).toBe('admin');
});

it('refuses a wrong password with its code, in both forms', async () => {
  const form = { username: 'admin', password: 'wrong' };
  const { status, json } = await callSplunk(splunk, 'POST', loginPath, {
    form: { ...form, output_mode: 'json' },
  });
  expect(status).toBe(401);
  expect(json).toEqual({
    messages: [{ type: 'WARN', code: 'incorrect_username_or_password', text: 'Login failed' }],
  });
  const xml = await callSplunk(splunk, 'POST', loginPath, { form });
  expect(xml.text).toContain('<msg type="WARN" code="incorrect_username_or_password">Login failed</msg>');
});

it('answers 400 when the password is missing', async () => {
  const { status, json } = await callSplunk(splunk, 'POST', `${loginPath}?output_mode=json`, {
    form: { username: 'admin' },
  });
  expect([status, json]).toEqual([400, { messages: [{ type: 'WARN', text: 'Login failed' }] }]);
});

it.for([
  { name: 'no credentials', authorization: '', text: 'Unauthorized', challenge: 'Basic realm="/splunk"' },
  {
    name: 'a wrong Basic password',
    authorization: `Basic ${Buffer.from('admin:no').toString('base64')}`,
    text: 'Unauthorized',
    challenge: 'Basic realm="/splunk"',
  },
  {
    name: 'an unknown session',
    authorization: 'Splunk nope',
    text: 'call not properly authenticated',
    challenge: null,
  },
  {
    name: 'an unknown token',
    authorization: 'Bearer nope',
    text: 'call not properly authenticated',
    challenge: null,
  },
])('refuses $name with the 401 that fits', async ({ authorization, text, challenge }) => {
  const { status, json, headers } = await callSplunk(splunk, 'GET', probe, { headers: { authorization } });
  expect(status).toBe(401);
  expect(json.messages[0].text).toBe(text);
  expect(headers.get('www-authenticate')).toBe(challenge);
});

it('takes Basic credentials, tokens it has issued and the login cookie', async () => {
  const basic = `Basic ${Buffer.from('admin:changeme').toString('base64')}`;
  expect((await callSplunk(splunk, 'GET', probe, { headers: { authorization: basic } })).status).toBe(200);
  const made = await callSplunk(splunk, 'POST', '/services/authorization/tokens?output_mode=json', {
    form: { name: 'admin', audience: 'tests' },
  });
  expect(made.status).toBe(201);
  const authorization = `Bearer ${made.json.entry[0].content.token}`;
  expect((await callSplunk(splunk, 'GET', probe, { headers: { authorization } })).status).toBe(200);
  const login = await callSplunk(splunk, 'POST', loginPath, {
    form: { username: 'admin', password: 'changeme', cookie: '1' },
  });
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  expect((await callSplunk(splunk, 'GET', probe, { headers: { authorization: '', cookie } })).status).toBe(
    200,
  );
});

it('lets a session die after an idle hour', async () => {
  const form = { username: 'admin', password: 'changeme', output_mode: 'json' };
  const { json } = await callSplunk(splunk, 'POST', loginPath, { form });
  const headers = { authorization: `Splunk ${json.sessionKey}` };
  clock += 3_599_000;
  expect((await callSplunk(splunk, 'GET', probe, { headers })).status).toBe(200);
  clock += 3_601_000;
  expect((await callSplunk(splunk, 'GET', probe, { headers })).status).toBe(401);
});

it('tells its version and limits, and needs credentials for it', async () => {
  const info = await callSplunk(splunk, 'GET', '/services/server/info?output_mode=json');
  expect(info.json.entry[0].content).toMatchObject({ version: '10.2.3', kvStoreStatus: 'ready' });
  const bare = await callSplunk(splunk, 'GET', '/services/server/info', { headers: { authorization: '' } });
  expect(bare.status).toBe(401);
  expect(bare.text).toContain('<msg type="ERROR">Unauthorized</msg>');
  const limits = await callSplunk(
    splunk,
    'GET',
    '/servicesNS/nobody/system/configs/conf-limits/kvstore?output_mode=json',
  );
  expect(limits.json.entry[0].content.max_documents_per_batch_save).toBe('1000');
  const kv = await callSplunk(splunk, 'GET', '/services/kvstore/status?output_mode=json');
  expect(kv.json.entry[0].content.current.status).toBe('ready');
});

it.for([
  { path: '/services/nowhere', status: 404, message: { type: 'ERROR', text: 'Not Found' } },
  { path: '/services/search/nowhere', status: 404, message: { type: 'FATAL', text: 'Unknown endpoint.' } },
])('answers $path with $status', async ({ path, status, message }) => {
  const answer = await callSplunk(splunk, 'GET', `${path}?output_mode=json`);
  expect([answer.status, answer.json]).toEqual([status, { messages: [message] }]);
});

it('lists, makes and refuses indexes', async () => {
  const path = '/services/data/indexes?output_mode=json';
  expect((await callSplunk(splunk, 'POST', path, { form: { name: 'audit' } })).status).toBe(201);
  expect((await callSplunk(splunk, 'POST', path, { form: { name: 'audit' } })).status).toBe(409);
  const missing = await callSplunk(splunk, 'POST', path, { form: {} });
  expect(missing.json.messages[0].text).toBe('Cannot perform action "POST" without a target name to act on.');
  expect((await callSplunk(splunk, 'DELETE', path)).status).toBe(400);
  const { json } = await callSplunk(splunk, 'GET', path);
  expect(json.entry.map((entry: { name: string }) => entry.name)).toEqual(['audit', 'main', 'summary']);
  expect((await callSplunk(splunk, 'GET', '/services/data/indexes/none')).status).toBe(404);
});
