import { expect, it, test } from 'vitest';
import { createSplunkClient, type JobStatus, type SplunkWarning } from '../src/index.ts';
import { scriptedServer, type Answer } from './scripted-server.ts';

const open = (baseUrl: string, onWarning?: (warning: SplunkWarning) => void) =>
  createSplunkClient({
    baseUrl,
    auth: { token: 'token' },
    retry: { attempts: 2, baseDelayMs: 1 },
    ...(onWarning ? { onWarning } : {}),
  });
const status = (content: object): Answer => [200, JSON.stringify({ entry: [{ content }] })];
const results = (...rows: string[]): Answer => [
  200,
  JSON.stringify({ preview: false, messages: [], results: rows.map((n) => ({ n })) }),
];

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

it('starts a job, waits until it is done, reads its pages and deletes it', async () => {
  const server = await scriptedServer([
    [201, '{"sid":"admin__x@1.2"}'],
    [204],
    status({ dispatchState: 'QUEUED', isDone: false, doneProgress: 0 }),
    status({ dispatchState: 'RUNNING', isDone: '0', doneProgress: 0.5, resultCount: 1 }),
    status({
      dispatchState: 'DONE',
      isDone: true,
      doneProgress: 1,
      resultCount: 3,
      eventCount: 9,
      scanCount: '10',
      runDuration: 0.789,
      messages: [{ type: 'INFO', text: 'i' }],
    }),
    results('1', '2'),
    results('3'),
    results(),
    [200],
  ]);
  const splunk = open(server.baseUrl);
  const sid = await splunk.createJob({ search: 'index=main', earliest: 1, latest: 2 });
  const seen: JobStatus[] = [];
  const done = await splunk.pollJob(sid, { intervalMs: 1, onStatus: (status) => seen.push(status) });
  expect(seen.map(({ dispatchState, isDone }) => [dispatchState, isDone])).toEqual([
    ['QUEUED', false],
    ['RUNNING', false],
    ['DONE', true],
  ]);
  expect(done).toEqual({
    sid: 'admin__x@1.2',
    dispatchState: 'DONE',
    isDone: true,
    doneProgress: 1,
    resultCount: 3,
    eventCount: 9,
    scanCount: 10,
    runDurationSeconds: 0.789,
    messages: [{ type: 'INFO', text: 'i' }],
  });
  expect(await all(splunk.jobResults(sid, { pageSize: 2, fields: ['n', 'm'] }))).toEqual([
    { n: '1' },
    { n: '2' },
    { n: '3' },
  ]);
  await splunk.cancelJob(sid);
  const path = 'search/jobs/admin__x%401.2';
  expect(server.seen.map((one) => `${one.method} ${one.path.slice(26)}`)).toEqual([
    'POST search/jobs',
    ...Array<string>(4).fill(`GET ${path}`),
    ...Array<string>(3).fill('POST search/v2/jobs/admin__x%401.2/results'),
    `DELETE ${path}`,
  ]);
  expect(server.seen.slice(5, 8).map(({ body }) => body.toString())).toEqual(
    [0, 2, 3].map((offset) => `count=2&offset=${offset}&f=n&f=m&output_mode=json`),
  );
});

test.for(['FAILED', 'USER_CANCEL', 'INTERNAL_CANCEL'])(
  'reports a job that ended as %s with all its reasons',
  async (dispatchState) => {
    const messages = [
      { type: 'FATAL', text: 'one' },
      { type: 'INFO', text: 'not this' },
      { type: 'ERROR', text: 'two' },
    ];
    const server = await scriptedServer([status({ dispatchState, isDone: true, messages })]);
    await expect(open(server.baseUrl).pollJob('1.1')).rejects.toMatchObject({
      code: 'search_failed',
      messages,
      message: `${server.baseUrl} ended search job 1.1 as ${dispatchState}: "one" | "two"; correct the search.`,
    });
  },
);

it('gets results from the first version where the second is unknown, but not for an unknown job', async () => {
  const old = await scriptedServer([
    [404, '{"messages":[{"type":"FATAL","text":"Unknown endpoint."}]}'],
    results('1'),
    results(),
  ]);
  expect(await all(open(old.baseUrl).jobResults('1.1'))).toEqual([{ n: '1' }]);
  expect(old.seen.map((one) => `${one.method} ${one.path.slice(26)}`)).toEqual([
    'POST search/v2/jobs/1.1/results',
    'GET search/jobs/1.1/results',
    'GET search/jobs/1.1/results',
  ]);
  const gone = await scriptedServer([[404, '{"messages":[{"type":"FATAL","text":"Unknown sid."}]}']]);
  await expect(all(open(gone.baseUrl).jobResults('1.1'))).rejects.toMatchObject({ code: 'not_found' });
  expect(gone.seen).toHaveLength(1);
});

it('runs a search in one request, keeps its messages and warns at the cap', async () => {
  const warnings: string[] = [];
  const messages = [{ type: 'WARN', text: 'w' }];
  const capped = JSON.stringify({ results: Array.from({ length: 50_000 }, () => ({})), messages: [] });
  const server = await scriptedServer([
    [200, JSON.stringify({ results: [{ n: '1' }], messages })],
    [200, '{"messages":[{"type":"FATAL","text":"bad"}]}'],
    [200, capped],
    [200, '[]'],
  ]);
  const splunk = open(server.baseUrl, ({ code }) => warnings.push(code));
  expect(await splunk.oneshot({ search: '| makeresults' })).toEqual({ rows: [{ n: '1' }], messages });
  await expect(splunk.oneshot({ search: 'x' })).rejects.toMatchObject({
    code: 'search_failed',
    message: `${server.baseUrl} failed the search: "bad"; correct the search.`,
  });
  expect((await splunk.oneshot({ search: 'x' })).rows).toHaveLength(50_000);
  expect(warnings).toEqual(['search_warning', 'capped']);
  await expect(splunk.oneshot({ search: 'x' })).rejects.toMatchObject({ code: 'protocol' });
});

it('runs a saved search by its name, quoted into the path', async () => {
  const server = await scriptedServer([
    [201, '{"sid":"s"}'],
    [200, '{}'],
  ]);
  const splunk = open(server.baseUrl);
  expect(await splunk.dispatchSavedSearch('All / failed?', { earliest: '-1h' })).toBe('s');
  expect(server.seen[0]!.path.slice(26)).toBe('saved/searches/All%20%2F%20failed%3F/dispatch');
  expect(server.seen[0]!.body.toString()).toBe('dispatch.earliest_time=-1h&trigger_actions=false');
  await expect(splunk.dispatchSavedSearch('x')).rejects.toMatchObject({ code: 'protocol' });
});

it('tells what the server and the account are', async () => {
  const info = {
    version: '10.0.2',
    build: 'abc',
    serverName: 'sh1',
    kvStoreStatus: 'ready',
    server_roles: ['search_head'],
    numberOfCores: 8,
  };
  const server = await scriptedServer([
    status(info),
    status({ username: 'admin', roles: ['admin'], capabilities: ['search'] }),
    [200, '<html>'],
  ]);
  const splunk = open(server.baseUrl);
  expect(await splunk.serverInfo()).toEqual({
    version: '10.0.2',
    build: 'abc',
    serverName: 'sh1',
    kvStoreStatus: 'ready',
    serverRoles: ['search_head'],
    cores: 8,
  });
  expect(await splunk.currentUser()).toEqual({
    username: 'admin',
    roles: ['admin'],
    capabilities: ['search'],
  });
  await expect(splunk.serverInfo()).rejects.toMatchObject({ code: 'protocol' });
});

test.for([
  {
    name: 'of the server',
    answer: status({ max_documents_per_batch_save: '200', max_rows_per_query: 10 }),
    expected: {
      maxDocumentsPerBatchSave: 200,
      maxRowsPerQuery: 10,
      maxSizePerBatchSaveMb: 50,
      source: 'server',
    },
  },
  {
    name: 'shipped, when it may not read them',
    answer: [403] as const,
    expected: {
      maxDocumentsPerBatchSave: 1000,
      maxRowsPerQuery: 50_000,
      maxQueriesPerBatch: 1000,
      source: 'default',
    },
  },
])('knows the KV Store limits $name', async ({ answer, expected }) => {
  const server = await scriptedServer([answer]);
  expect(await open(server.baseUrl).kvLimits()).toMatchObject(expected);
});
