import splunkjs, { type Job } from 'splunk-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';

// Splunk's own JavaScript SDK, 2.0.2, as it comes from npm, against the emulator.

let splunk: Emulator;
let service: InstanceType<typeof splunkjs.Service>;

/** Waits, as the SDK does it, until a job has ended. */
async function ended(job: Job): Promise<Job> {
  return new Promise((resolve, reject) => {
    void job.track({ period: 20 }, { done: resolve, failed: reject, error: reject });
  });
}

function connect(username: string): InstanceType<typeof splunkjs.Service> {
  const { hostname, port } = new URL(splunk.baseUrl);
  return new splunkjs.Service({
    scheme: 'http',
    host: hostname,
    port,
    username,
    password: splunk.password,
    version: '10.2',
  });
}

async function connectAs(username: string): Promise<InstanceType<typeof splunkjs.Service>> {
  const made = connect(username);
  await made.login();
  return made;
}

beforeAll(async () => {
  splunkjs.Logger.setLevel('NONE');
  splunk = await startEmulator({ users: [{ name: 'reader' }] });
  await splunk.addEvents(
    'logons',
    'app:json',
    Array.from({ length: 20 }, (_, i) => ({ time: 1_700_000_000 + i, user: `user${i % 4}` })),
  );
  service = connect(splunk.username);
});
afterAll(() => splunk.close());

it('logs in, and is told apart from a wrong password', async () => {
  await service.login();
  expect(service.sessionKey.length).toBeGreaterThan(40);
  const wrong = new splunkjs.Service({
    scheme: 'http',
    host: '127.0.0.1',
    port: new URL(splunk.baseUrl).port,
    username: 'admin',
    password: 'no',
  });
  await expect(wrong.login()).rejects.toMatchObject({ status: 401 });
});

it('reads server info and the current user', async () => {
  expect((await service.serverInfo()).properties().version).toBe('10.2.3');
  expect((await service.currentUser()).properties().username).toBe('admin');
});

it('runs a oneshot search', async () => {
  const results = await service.oneshotSearch('search index=logons | stats count by user', {
    output_mode: 'json',
  });
  expect(results.results).toHaveLength(4);
  const rows = await service.oneshotSearch('search index=logons | head 2 | table user', {
    output_mode: 'json_rows',
  });
  expect(rows).toMatchObject({ fields: ['user'], rows: [['user3'], ['user2']] });
});

it('runs a job, follows it to its end, reads its results and cancels it', async () => {
  const job = await service.search('search index=logons user=user1', { exec_mode: 'normal' });
  const done = await ended(job);
  expect(done.properties()).toMatchObject({ isDone: true, resultCount: 5 });
  const [results] = await job.results({ count: 2, output_mode: 'json' });
  expect(results.results.map((row: { user: string }) => row.user)).toEqual(['user1', 'user1']);
  await job.cancel();
  await expect(job.fetch()).rejects.toMatchObject({ status: 404 });
});

it('runs a job that blocks, and pages through its rows', async () => {
  const job = await service.search('search index=logons | table user', { exec_mode: 'blocking' });
  const pages = job.iterator('results', { pagesize: 8 });
  const sizes: number[] = [];
  for (;;) {
    const [page, hasRows] = await pages.next();
    if (!hasRows) break;
    sizes.push(page.rows.length);
  }
  expect(sizes).toEqual([8, 8, 4]);
  const [columns] = await job.results({ output_mode: 'json_cols', count: 3 });
  expect(columns).toMatchObject({ fields: ['user'], columns: [['user3', 'user2', 'user1']] });
  const [csv] = await job.results({ output_mode: 'csv', count: 1 });
  expect(JSON.parse(csv)).toBe('user\nuser3\n'); // What it cannot parse, the SDK hands over quoted.
});

it('reads events and previews of a job, and controls it', async () => {
  const job = await service.search('search index=logons user=user2', { exec_mode: 'blocking', id: 'my_job' });
  expect(job.sid).toBe('my_job');
  const [events] = await job.events({ output_mode: 'json', count: 1 });
  expect(events.results[0]._raw).toContain('"user":"user2"');
  const [preview] = await job.preview({ output_mode: 'json', count: 0 });
  expect(preview.results).toHaveLength(5);
  await job.setTTL(1234);
  expect((await service.getJob('my_job')).properties().ttl).toBe(1234);
  for (const action of ['pause', 'unpause', 'finalize', 'touch'] as const) await job[action]();
  const listed = await service.jobs().fetch();
  expect(listed.list().map(({ sid }) => sid)).toContain('my_job');
});

it('exports by a request of its own', async () => {
  const answer = await service.post('search/v2/jobs/export', {
    search: 'search index=logons | head 1 | table user',
    output_mode: 'json',
  });
  expect(answer.status).toBe(200);
  expect(answer.data.trim().split('\n').at(-1)).toBe(
    '{"preview":false,"offset":0,"lastrow":true,"result":{"user":"user3"}}',
  );
});

it('lists apps', async () => {
  const apps = await service.apps().fetch();
  expect(apps.list().map(({ name }) => name)).toEqual(['launcher', 'search']);
});

describe('an error', () => {
  it.for([
    {
      name: 'of a search that cannot be parsed',
      ask: () => service.search('nosuchcmd', {}),
      status: 400,
      text: "Unknown search command 'nosuchcmd'.",
    },
    {
      name: 'of a oneshot search without the word search',
      ask: () => service.oneshotSearch('index=main', { output_mode: 'json' }),
      status: 400,
      text: "Unknown search command 'index'.",
    },
    { name: 'of an unknown sid', ask: () => service.getJob('1.1'), status: 404, text: 'Unknown sid.' },
    {
      name: 'of an unknown index',
      ask: () => service.get('data/indexes/nowhere'),
      status: 404,
      text: 'Could not find object id=nowhere',
    },
    {
      name: 'of a user without the right',
      ask: () => connectAs('reader').then((reader) => reader.indexes().create('more', {})),
      status: 403,
      text: 'Insufficient permissions to access resource.',
    },
  ])('$name has its status and text', async ({ ask, status, text }) => {
    const error = await ask().then(
      () => undefined,
      (reason: unknown) => [reason].flat().find((part: any) => typeof part?.status === 'number') as any,
    );
    expect([error?.status, error?.data.messages[0].text]).toEqual([status, text]);
  });

  it('of a search that fails as it runs reaches whoever follows the job', async () => {
    const job = await service.search('search index=logons | eval a=nosuch(b)', {});
    await expect(ended(job)).rejects.toMatchObject({ _properties: { dispatchState: 'FAILED' } });
    await expect(job.results({})).rejects.toMatchObject({ status: 400 });
  });
});

it('lists and makes indexes', async () => {
  await service.indexes().create('made', {});
  const listed = await service.indexes().fetch();
  expect(listed.list().map(({ name }) => name)).toEqual(['logons', 'made', 'main', 'summary']);
});

it('makes, changes, dispatches and deletes a saved search', async () => {
  const searches = service.savedSearches({ owner: 'nobody', app: 'search' });
  const made = await searches.create({ name: 'counts', search: 'index=logons | stats count' });
  expect(made.properties().search).toBe('index=logons | stats count');
  await made.update({ 'dispatch.latest_time': '1700000010', description: 'how many' });
  const listed = await searches.fetch();
  expect(listed.item('counts').properties().description).toBe('how many');
  const [job] = await listed.item('counts').dispatch();
  await ended(job);
  expect((await job.results({ output_mode: 'json' }))[0].results).toEqual([{ count: '10' }]);
  await listed.item('counts').remove();
  expect((await searches.fetch()).list()).toEqual([]);
});

it('makes a collection of an app and keeps records in it', async () => {
  const base = '/servicesNS/nobody/hr/storage/collections';
  expect((await service.post(`${base}/config`, { name: 'people', 'field.age': 'number' })).status).toBe(201);
  const saved = await service.request(
    `${base}/data/people/batch_save`,
    'POST',
    {},
    {},
    '[{"_key":"a","age":"3"}]',
    {
      'Content-Type': 'application/json',
    },
  );
  expect(saved.data).toEqual(['a']);
  const found = await service.get(`${base}/data/people`, { query: '{"age":{"$gt":2}}' });
  expect(found.data).toEqual([{ age: 3, _user: 'nobody', _key: 'a' }]);
  expect((await service.del(`${base}/data/people/a`)).status).toBe(200);
});
