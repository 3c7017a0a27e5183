import { startEmulator, type Emulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { createSplunkClient, type JobRowsOptions, type SplunkWarning } from '../src/index.ts';
import { type Answer, scriptedServer } from './scripted-server.ts';

const start = 1_760_000_000;
let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator();
  const events = Array.from({ length: 60 }, (_, n) => ({ time: start + n, n }));
  await splunk.addEvents('auth', 'auth:json', events);
});
afterAll(() => splunk.close());
beforeEach(() => splunk.setFaults([]));

const search = 'index=auth | table n';
const open = (
  baseUrl: string,
  auth: Parameters<typeof createSplunkClient>[0]['auth'],
  onWarning?: (warning: SplunkWarning) => void,
) =>
  createSplunkClient({
    baseUrl,
    auth,
    retry: { attempts: 3, baseDelayMs: 1 },
    ...(onWarning && { onWarning }),
  });

/** Job requests of the emulator since the last call: method and the end of the path. */
function asked(): string[] {
  return splunk.requests
    .filter(({ url }) => url.includes('/jobs'))
    .map(
      ({ method, url }) =>
        `${method} ${url
          .replace(/^.*\/search\//, '')
          .replace(/\?.*/, '')
          .replace(/jobs\/[^/]+/, 'jobs/SID')}`,
    );
}

async function numbers(options: Partial<JobRowsOptions> = {}, most = Infinity): Promise<number[]> {
  const client = open(splunk.baseUrl, { username: splunk.username, password: splunk.password });
  const found: number[] = [];
  for await (const row of client.jobRows({
    search,
    earliest: start,
    latest: start + 100,
    intervalMs: 5,
    pageSize: 25,
    ...options,
  })) {
    found.push(Number(row['n']));
    if (found.length === most) break;
  }
  return found;
}

it('runs a job, reads it page by page and deletes it', async () => {
  const before = asked().length;
  expect((await numbers()).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  const calls = asked().slice(before);
  expect(calls[0]).toBe('POST jobs');
  expect(calls.filter((call) => call === 'POST v2/jobs/SID/results')).toHaveLength(4);
  expect(calls.at(-1)).toBe('DELETE jobs/SID');
});

it('deletes the job when the reader leaves early', async () => {
  expect(await numbers({}, 3)).toHaveLength(3);
  expect(asked().at(-1)).toBe('DELETE jobs/SID');
});

test.for(['the call', 'the client'])(
  'deletes the job when the signal of %s ends the reading',
  async (whose) => {
    const stop = new AbortController();
    const { signal } = stop;
    const isCall = whose === 'the call';
    const reading = (async () => {
      const { baseUrl, token } = splunk;
      const client = createSplunkClient({ baseUrl, auth: { token }, ...(isCall ? {} : { signal }) });
      const options = { search, intervalMs: 5, pageSize: 25, ...(isCall ? { signal } : {}) };
      for await (const _row of client.jobRows(options)) stop.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    expect(asked().at(-1)).toBe('DELETE jobs/SID');
  },
);

test.for([1, 2, 3, 4])('logs in again when the session ends before request %i of a job', async (after) => {
  splunk.setFaults([{ route: 'jobs', kind: 'token-expires', after }]);
  expect(await numbers()).toHaveLength(60);
});

it('logs in again once and then fails, in the middle of a job too', async () => {
  splunk.setFaults([{ route: 'jobs', kind: 'token-expires', after: 2, times: 2 }]);
  await expect(numbers()).rejects.toMatchObject({ code: 'unauthorised', attempts: 1 });
});

it('does not ask again with a token, which nothing can renew', async () => {
  splunk.setFaults([{ route: 'jobs', kind: 'token-expires', after: 1 }]);
  const client = open(splunk.baseUrl, { token: splunk.token });
  await expect(client.jobRows({ search, intervalMs: 5 }).next()).rejects.toMatchObject({
    code: 'unauthorised',
  });
});

const sid: Answer = [201, '{"sid":"1.1"}'];
const done = (content: object): Answer => [
  200,
  JSON.stringify({ entry: [{ content: { dispatchState: 'DONE', isDone: true, ...content } }] }),
];
const page = (offset: number, ...rows: object[]): Answer => [
  200,
  JSON.stringify({ init_offset: offset, results: rows }),
];

it('waits for a job that is queued, and tells what Splunk warned of', async () => {
  const queued: Answer = [
    200,
    JSON.stringify({ entry: [{ content: { dispatchState: 'QUEUED', isDone: false } }] }),
  ];
  const messages = [
    { type: 'WARN', text: 'Unable to distribute to peer named idx2' },
    { type: 'INFO', text: 'Your timerange was substituted' },
  ];
  const server = await scriptedServer([
    sid,
    [204],
    queued,
    done({ resultCount: 1, messages }),
    page(0, { n: '1' }),
    page(1),
    [200],
  ]);
  const warnings: SplunkWarning[] = [];
  const client = open(server.baseUrl, { token: 'token' }, (warning) => warnings.push(warning));
  const rows: unknown[] = [];
  for await (const row of client.jobRows({ search, intervalMs: 1 })) rows.push(row);
  expect(rows).toEqual([{ n: '1' }]);
  expect(warnings).toEqual([
    {
      code: 'incomplete',
      message: `${server.baseUrl} says that events may be missing: "Unable to distribute to peer named idx2"; run again when this is mended.`,
    },
  ]);
  expect(server.seen.at(-1)!.method).toBe('DELETE');
});

test.for<{ name: string; answers: Answer[]; options?: object; code: string; message: RegExp }>([
  {
    name: 'pages hold fewer rows than the job found',
    answers: [sid, done({ resultCount: 3 }), page(0, {}), page(1), [200]],
    code: 'partial_results',
    message: /gave 1 of the 3 rows of search job 1\.1; do not use these rows, run again\.$/,
  },
  {
    name: 'a page comes twice',
    answers: [sid, done({ resultCount: 3 }), page(0, {}), page(0, {}), [200]],
    code: 'protocol',
    message: /gave other rows than those from row 1 on; look for a proxy between that caches\.$/,
  },
  {
    name: 'a page without a position comes twice',
    answers: [sid, done({}), [200, '{"results":[{}]}'], [200, '{"results":[{}]}'], [200]],
    code: 'protocol',
    message: /gave other rows/,
  },
  {
    name: 'the answer describes no job',
    answers: [sid, [200, '{"entry":[]}'], [200]],
    code: 'protocol',
    message: /does not say how search job 1\.1 stands/,
  },
  {
    name: 'the job does not end in time',
    answers: [sid, [204]],
    options: { timeoutMs: 20 },
    code: 'timeout',
    message: /did not finish search job 1\.1 in 0\.02 s \(not ready\); wait until other searches end/,
  },
])('fails when $name, and deletes the job', async ({ answers, options, code, message }) => {
  const server = await scriptedServer(answers);
  const client = open(server.baseUrl, { token: 'token' });
  const reading = (async () => {
    for await (const _row of client.jobRows({ search, intervalMs: 1, ...options }));
  })();
  await expect(reading).rejects.toMatchObject({
    name: 'SplunkError',
    code,
    message: expect.stringMatching(message) as string,
  });
  expect(server.seen.at(-1)!.method).toBe('DELETE');
});
