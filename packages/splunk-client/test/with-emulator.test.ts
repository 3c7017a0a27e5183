import { startEmulator, type Emulator, type EmulatorOptions, type FaultRule } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, test } from 'vitest';
import {
  createHecClient,
  createSplunkClient,
  quoteSpl,
  SplunkError,
  type SplunkClient,
  type SplunkClientOptions,
  type SplunkRow,
} from '../src/index.ts';

const start = 1_760_000_000;
const hostile = [
  'plain',
  'o"brien',
  'DOM\\alice',
  'a | delete',
  '[search index=*]',
  'two\nlines',
  '$token$',
  "it's",
  '`macro`',
  '*',
  'a\\',
  'é😀',
  ' padded ',
];

let splunk: Emulator;

beforeAll(async () => {
  splunk = await startEmulator();
  const events = Array.from({ length: 60 }, (_, i) => ({ time: start + i, user: `u${i % 4}`, n: i }));
  await splunk.addEvents('auth', 'auth:json', events);
  await splunk.addEvents(
    'hostile',
    'auth:json',
    hostile.map((user, i) => ({ time: start + i, user })),
  );
});
afterAll(() => splunk.close());
beforeEach(() => splunk.setFaults([]));

function open(options: Partial<SplunkClientOptions> = {}, emulator = splunk): SplunkClient {
  const { baseUrl, username, password } = emulator;
  return createSplunkClient({
    baseUrl,
    auth: { username, password },
    idleTimeoutMs: 200,
    retry: { attempts: 5, baseDelayMs: 1 },
    ...options,
  });
}

async function own(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const raw = (rows: readonly SplunkRow[]): unknown[] =>
  rows.map((row) => (JSON.parse(String(row['_raw'])) as { n: number }).n);

test.for([
  { name: 'a bearer token', auth: () => ({ token: splunk.token }) },
  { name: 'a session', auth: () => ({ username: splunk.username, password: splunk.password }) },
  {
    name: 'Basic',
    auth: () => ({ username: splunk.username, password: splunk.password, scheme: 'basic' as const }),
  },
])('reads with $name', async ({ auth }) => {
  const client = open({ auth: auth() });
  expect((await client.serverInfo()).version).toMatch(/^\d+\.\d+/);
  expect((await client.currentUser()).username).toBe('admin');
  expect(await client.kvLimits()).toMatchObject({ maxDocumentsPerBatchSave: 1000, source: 'server' });
  expect(await all(client.exportRows({ search: 'index=auth' }))).toHaveLength(60);
});

test.for([
  { name: 'a wrong token', auth: { token: 'no-such-token' }, code: 'unauthorised' },
  { name: 'a wrong password', auth: { username: 'admin', password: 'wrong' }, code: 'unauthorised' },
  {
    name: 'a wrong Basic password',
    auth: { username: 'admin', password: 'wrong', scheme: 'basic' as const },
    code: 'unauthorised',
  },
])('is refused with $name', async ({ auth, code }) => {
  await expect(open({ auth }).serverInfo()).rejects.toMatchObject({ code, retryable: false });
});

it('exports a window that includes its start and not its end', async () => {
  const rows = await all(
    open().exportRows({ search: 'index=auth | sort 0 _time', earliest: start + 10, latest: start + 20 }),
  );
  expect(raw(rows)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(
    await all(open().exportRows({ search: 'index=auth', earliest: start - 20, latest: start - 10 })),
  ).toEqual([]);
});

it('exports what a transforming search ends with, not its previews', async () => {
  const rows = await all(open().exportRows({ search: 'index=auth | stats count by user | sort user' }));
  expect(rows).toEqual([0, 1, 2, 3].map((i) => ({ user: `u${i}`, count: '15' })));
});

it('gives what Splunk says about a wrong search', async () => {
  const error: unknown = await all(open().exportRows({ search: '| nosuchcommand' })).catch(
    (error: unknown) => error,
  );
  expect(error).toMatchObject({
    code: 'bad_request',
    messages: [{ type: 'FATAL', text: "Unknown search command 'nosuchcommand'." }],
  });
});

it('runs jobs and one-shot searches to the same rows', async () => {
  const client = open();
  const search = 'index=auth user=u1 | sort 0 _time | table user n';
  const sid = await client.createJob({ search });
  expect(await client.pollJob(sid, { intervalMs: 5 })).toMatchObject({
    dispatchState: 'DONE',
    resultCount: 15,
  });
  const rows = await all(client.jobResults(sid, { pageSize: 4 }));
  expect(rows).toHaveLength(15);
  expect((await client.oneshot({ search })).rows).toEqual(rows);
  await client.cancelJob(sid);
  await expect(client.pollJob(sid)).rejects.toMatchObject({ code: 'not_found' });
});

test.for(hostile.filter((user) => !/[*]/.test(user)))(
  'finds exactly the user %j by a quoted value',
  async (user) => {
    const rows = await all(open().exportRows({ search: `index=hostile user=${quoteSpl(user)}` }));
    expect(rows.map((row) => row['user'])).toEqual([user]);
  },
);

const faults: FaultRule[] = [
  { route: 'export', kind: 'refuse', times: 2 },
  { route: 'export', kind: 'unavailable-503', times: 3 },
  { route: 'export', kind: 'quota-503', times: 2 },
  { route: 'export', kind: 'empty-200', times: 2 },
  { route: 'export', kind: 'stall', afterRows: 0, ms: 2000 },
  { route: 'export', kind: 'token-expires' },
  { route: 'export', kind: 'slow', ms: 5 },
  { route: 'export', kind: 'duplicate' },
  { route: 'export', kind: 'duplicate', afterRows: 55 },
  { route: 'login', kind: 'unavailable-503', times: 2 },
  { route: 'jobs', kind: 'refuse' },
];

test.for(faults)('exports every row once in spite of $route $kind', async (fault) => {
  splunk.setFaults([fault]);
  const rows = await all(open().exportRows({ search: 'index=auth | sort 0 _time' }));
  expect(raw(rows)).toEqual(Array.from({ length: 60 }, (_, i) => i));
});

test.for<{ fault: FaultRule; code: string }>([
  {
    fault: { route: 'export', kind: 'cut-mid-line', afterRows: 20, ending: 'reset' },
    code: 'truncated_stream',
  },
  {
    fault: { route: 'export', kind: 'cut-mid-line', afterRows: 20, ending: 'clean' },
    code: 'truncated_stream',
  },
  { fault: { route: 'export', kind: 'stall', afterRows: 20, ms: 2000, times: 9 }, code: 'timeout' },
  { fault: { route: 'export', kind: 'fatal-after-rows', afterRows: 20 }, code: 'partial_results' },
  { fault: { route: 'export', kind: 'unavailable-503', times: 9 }, code: 'unavailable' },
  { fault: { route: 'export', kind: 'quota-503', times: 9 }, code: 'quota' },
  { fault: { route: 'export', kind: 'refuse', times: 9 }, code: 'unreachable' },
])('never takes $fault.kind ($fault.ending) for the whole answer', async ({ fault, code }) => {
  splunk.setFaults([fault]);
  const rows: SplunkRow[] = [];
  const reading = (async () => {
    for await (const row of open().exportRows({ search: 'index=auth | sort 0 _time' })) rows.push(row);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'SplunkError', code });
  expect(rows.length).toBeLessThan(60);
  expect(raw(rows)).toEqual(Array.from({ length: rows.length }, (_, i) => i));
});

it('sends events by HEC, and finds them', async () => {
  const emulator = await own({ indexes: ['main'] });
  const hec = createHecClient({ url: emulator.hecUrl, token: emulator.hecToken, batchEvents: 7 });
  const events = hostile.map((user, i) => ({
    time: start + i,
    sourcetype: 'auth:json',
    index: 'main',
    event: { user },
  }));
  expect(await hec.send(events)).toMatchObject({
    accepted: hostile.length,
    batches: 2,
    refused: { count: 0 },
  });
  const rows = await all(open({}, emulator).exportRows({ search: 'index=main | sort 0 _time' }));
  expect(rows.map((row) => (JSON.parse(String(row['_raw'])) as { user: string }).user)).toEqual(hostile);
  await expect(
    createHecClient({ url: emulator.hecUrl, token: 'wrong-token' }).send(events),
  ).rejects.toMatchObject({ code: 'unauthorised' });
});

it('waits for acknowledgement by HEC', async () => {
  const emulator = await own({ hecAcknowledgement: true });
  const hec = createHecClient({
    url: emulator.hecUrl,
    token: emulator.hecToken,
    acknowledge: true,
    acknowledgeIntervalMs: 5,
  });
  expect(await hec.send([{ event: 'one' }, { event: 'two' }])).toMatchObject({ accepted: 2 });
});

test.for<FaultRule>([
  { route: 'hec', kind: 'empty-200' },
  { route: 'hec', kind: 'refuse' },
  { route: 'hec', kind: 'unavailable-503' },
  { route: 'hec', kind: 'close-after-apply' },
])('loses no event to $kind on HEC', async (fault) => {
  const emulator = await own({ indexes: ['main'] });
  emulator.setFaults([fault]);
  const hec = createHecClient({
    url: emulator.hecUrl,
    token: emulator.hecToken,
    batchEvents: 3,
    retry: { baseDelayMs: 1 },
  });
  const events = Array.from({ length: 10 }, (_, n) => ({ event: { n }, index: 'main', time: start + n }));
  expect(await hec.send(events)).toMatchObject({ accepted: 10 });
  const rows = await all(open({}, emulator).exportRows({ search: 'index=main' }));
  expect([...new Set(raw(rows))].sort()).toEqual(events.map(({ event }) => event.n));
});

it('speaks TLS with the certificate of the server, and not without', async () => {
  const emulator = await own({ tls: true });
  const certificate = emulator.certificate!;
  expect((await open({ tls: { ca: certificate } }, emulator).serverInfo()).version).toMatch(/^\d/);
  const refused: unknown = await open({}, emulator)
    .serverInfo()
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(SplunkError);
  expect(refused).toMatchObject({ code: 'tls' });
});
