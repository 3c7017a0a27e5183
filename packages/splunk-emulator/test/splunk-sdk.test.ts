import splunkjs, { type Job } from 'splunk-sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

beforeAll(async () => {
  splunkjs.Logger.setLevel('NONE');
  splunk = await startEmulator();
  await splunk.addEvents(
    'logons',
    'app:json',
    Array.from({ length: 20 }, (_, i) => ({ time: 1_700_000_000 + i, user: `user${i % 4}` })),
  );
  const { hostname, port } = new URL(splunk.baseUrl);
  service = new splunkjs.Service({
    scheme: 'http',
    host: hostname,
    port,
    username: splunk.username,
    password: splunk.password,
    version: '10.2',
  });
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

it('exports by a request of its own', async () => {
  const answer = await service.post('search/v2/jobs/export', {
    search: 'search index=logons | head 1 | table user',
    output_mode: 'json',
  });
  expect(answer.status).toBe(200);
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
