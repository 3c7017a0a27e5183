import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, type Answer } from './call-splunk.ts';

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({ limits: { maxResultRows: 150 } });
  await splunk.addEvents(
    'main',
    'app:json',
    Array.from({ length: 200 }, (_, i) => ({ time: 1_700_000_000 + i, n: i })),
  );
});
afterAll(() => splunk.close());

const jobs = '/services/search/v2/jobs';
const call = (method: string, path: string, form?: Record<string, string>): Promise<Answer> =>
  method === 'GET'
    ? callSplunk(splunk, method, `${path}?${String(new URLSearchParams({ output_mode: 'json', ...form }))}`)
    : callSplunk(splunk, method, path, { form: { output_mode: 'json', ...form } });
const start = async (search: string, more = {}): Promise<string> =>
  (await call('POST', jobs, { search, exec_mode: 'blocking', ...more })).json.sid;

it('creates a job, tells its state in native types, pages its results', async () => {
  const made = await call('POST', jobs, { search: 'search index=main | table _time n' });
  expect([made.status, made.json]).toEqual([201, { sid: expect.stringMatching(/^\d+\.\d+$/) }]);
  const sid = await start('search index=main | table _time n');
  const status = await call('GET', `${jobs}/${sid}`);
  expect(status.json.entry[0].content).toMatchObject({
    isDone: true,
    dispatchState: 'DONE',
    resultCount: 200,
    defaultTTL: '600',
  });
  const page = await call('GET', `${jobs}/${sid}/results`, { count: '2', offset: '10' });
  expect(page.json).toEqual({
    preview: false,
    init_offset: 10,
    post_process_count: 2,
    messages: [],
    fields: [{ name: '_time' }, { name: 'n' }],
    results: [
      { _time: '2023-11-14T22:16:29.000+00:00', n: '189' },
      { _time: '2023-11-14T22:16:28.000+00:00', n: '188' },
    ],
    highlighted: {},
  });
});

it.for([
  { form: {}, rows: 100, first: '199' },
  { form: { count: '0' }, rows: 150, first: '199' },
  { form: { count: '1000' }, rows: 150, first: '199' },
  { form: { count: '5', offset: '-3' }, rows: 3, first: '2' },
])('returns $rows rows for $form', async ({ form, rows, first }) => {
  const sid = await start('search index=main | table n');
  const { json } = await call('GET', `${jobs}/${sid}/results`, form as Record<string, string>);
  expect([json.results.length, json.results[0].n]).toEqual([rows, first]);
});

it('prints an empty result without fields, and the other JSON shapes', async () => {
  const none = await start('search index=main n=x');
  expect((await call('GET', `${jobs}/${none}/results`)).json).toEqual({
    preview: false,
    init_offset: 0,
    post_process_count: 0,
    messages: [],
    results: [],
  });
  const sid = await start('search index=main | stats count min(n)');
  const rows = await call('GET', `${jobs}/${sid}/results`, { output_mode: 'json_rows' });
  expect(rows.json).toMatchObject({ fields: ['count', 'min(n)'], rows: [['200', '0']] });
  const columns = await call('GET', `${jobs}/${sid}/results`, { output_mode: 'json_cols', f: 'count' });
  expect(columns.json).toMatchObject({ fields: ['count'], columns: [['200']] });
  expect((await call('GET', `${jobs}/${sid}/results`, { output_mode: 'csv' })).text).toBe(
    'count,"min(n)"\n200,0\n',
  );
});

it('answers a oneshot with its results, 100 unless told', async () => {
  const { status, json } = await call('POST', jobs, { search: 'search index=main', exec_mode: 'oneshot' });
  expect([status, json.results.length]).toEqual([200, 100]);
  const xml = await callSplunk(splunk, 'POST', jobs, {
    form: { search: 'search index=main | head 1', exec_mode: 'oneshot' },
  });
  expect(xml.text).toContain(
    "<field k='_raw'><v xml:space='preserve' trim='0'>{&quot;time&quot;:1700000199,&quot;n&quot;:199}</v>",
  );
});

it('refuses a search it cannot parse before it makes a job', async () => {
  const { status, json } = await call('POST', jobs, { search: 'nosuchcmd' });
  expect([status, json.messages]).toEqual([
    400,
    [{ type: 'FATAL', text: "Unknown search command 'nosuchcmd'." }],
  ]);
});

it('lists jobs in a form of their own: no messages, published, a ttl and no can_list in the ACL', async () => {
  const sid = await start('search index=main | head 1');
  const { json } = await call('GET', jobs);
  expect(Object.keys(json)).not.toContain('messages');
  const entry = json.entry.find((job: { content: { sid: string } }) => job.content.sid === sid);
  expect(entry).toMatchObject({ published: expect.any(String), acl: { owner: 'admin', ttl: '600' } });
  expect(entry.acl).not.toHaveProperty('can_list');
  expect(entry.links.alternate).toBe(`${jobs}/${sid}`);
  const saved = await call('GET', '/services/saved/searches');
  expect(saved.json.messages).toEqual([]);
});

it('cancels, and knows no cancelled or other sid', async () => {
  const sid = await start('search index=main');
  expect((await call('POST', `${jobs}/${sid}/control`, { action: 'dance' })).json.messages[0].text).toBe(
    'Unknown action.',
  );
  const cancelled = await call('POST', `${jobs}/${sid}/control`, { action: 'cancel' });
  expect(cancelled.json.messages).toEqual([{ type: 'INFO', text: 'Search job cancelled.' }]);
  for (const path of [sid, `${sid}/results`, `${sid}/nowhere`]) {
    const gone = await call('GET', `${jobs}/${path}`);
    expect([gone.status, gone.json.messages]).toEqual([404, [{ type: 'FATAL', text: 'Unknown sid.' }]]);
  }
});

it('queues jobs and refuses exports beyond the concurrent searches, with 204 for results not ready', async () => {
  const busy = await startEmulator({ limits: { maxConcurrentSearches: 0 } });
  const made = await callSplunk(busy, 'POST', jobs, { form: { search: 'search x', output_mode: 'json' } });
  const status = await callSplunk(busy, 'GET', `${jobs}/${made.json.sid}?output_mode=json`);
  expect(status.json.entry[0].content).toMatchObject({ dispatchState: 'QUEUED', isDone: false });
  expect((await callSplunk(busy, 'GET', `${jobs}/${made.json.sid}/results`)).status).toBe(204);
  const refused = await callSplunk(busy, 'POST', `${jobs}/export`, {
    form: { search: 'search x', output_mode: 'json' },
  });
  expect(refused.status).toBe(503);
  expect(refused.json.messages[0].text).toMatch(
    /^Search not executed: The maximum number of concurrent historical searches/,
  );
  await busy.close();
});

it('gives a slot back when a search has ended', async () => {
  const narrow = await startEmulator({ limits: { maxConcurrentSearches: 1 } });
  const form = { search: 'search x', output_mode: 'json', exec_mode: 'blocking' };
  for (let i = 0; i < 3; i++) {
    expect((await callSplunk(narrow, 'POST', jobs, { form })).status).toBe(201);
    expect((await callSplunk(narrow, 'POST', `${jobs}/export`, { form })).status).toBe(200);
  }
  await narrow.close();
});

it('lets go of an export whose reader has left, and closes in the middle of one', async () => {
  const narrow = await startEmulator({ limits: { maxConcurrentSearches: 1 } });
  const padding = 'x'.repeat(1000);
  await narrow.addEvents(
    'main',
    'app:json',
    Array.from({ length: 20_000 }, (_, i) => ({ time: i, padding })),
  );
  const open = (signal?: AbortSignal): Promise<Response> =>
    fetch(`${narrow.baseUrl}${jobs}/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${narrow.token}` },
      body: new URLSearchParams({ search: 'search index=main', output_mode: 'json' }),
      ...(signal !== undefined && { signal }),
    });
  const leaving = new AbortController();
  const left = await open(leaving.signal);
  await left.body!.getReader().read();
  expect((await open()).status).toBe(503);
  leaving.abort();
  await expect.poll(async () => (await open()).status).toBe(200);
  await narrow.close();
});

it('closes in the middle of starting jobs, of running ones and of queued ones', async () => {
  for (const [maxConcurrentSearches, jobParsingMs] of [
    [1, 0],
    [50, 0],
    [50, 1000],
  ] as const) {
    const closing = await startEmulator({ limits: { maxConcurrentSearches }, variants: { jobParsingMs } });
    await closing.addEvents(
      'main',
      's',
      Array.from({ length: 5000 }, (_, i) => ({ time: i })),
    );
    const form = { search: 'search index=main', output_mode: 'json' };
    for (let i = 0; i < 10; i++) expect((await callSplunk(closing, 'POST', jobs, { form })).status).toBe(201);
    await closing.close();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
});
