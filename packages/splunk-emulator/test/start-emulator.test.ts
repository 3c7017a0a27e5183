import { cp, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { startEmulator } from '../src/index.ts';
import { callSplunk, exportRows } from './call-splunk.ts';

it('remembers events, collections and records in its folder', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const config = '/servicesNS/nobody/hr/storage/collections/config';
  const data = '/servicesNS/nobody/hr/storage/collections/data/people';
  const first = await startEmulator({ dataDir });
  await first.addEvents('logons', 'app:json', ['{"time":5,"n":1}', '{"time":5,"n":2}']);
  await callSplunk(first, 'POST', config, { form: { name: 'people', 'field.age': 'number' } });
  await callSplunk(first, 'POST', `${data}/batch_save`, { body: [{ _key: 'a', age: '7' }] });
  await first.close();

  const second = await startEmulator({ dataDir });
  await second.addEvents('logons', 'app:json', ['{"time":5,"n":3}']);
  const { rows } = await exportRows(second, 'search index=logons | table n _cd');
  expect(rows).toEqual([
    { n: '3', _cd: '0:3' },
    { n: '2', _cd: '0:2' },
    { n: '1', _cd: '0:1' },
  ]);
  await callSplunk(second, 'POST', data, { body: { _key: 'b', age: '8' } });
  expect((await callSplunk(second, 'GET', `${data}?sort=_key&fields=age`)).json).toEqual([
    { age: 7, _key: 'a' },
    { age: 8, _key: 'b' },
  ]);
  await second.close();
  await rm(dataDir, { recursive: true });
});

it('loses nothing that was confirmed when it is killed: a copy of its folder, taken while it runs, knows all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  const data = '/servicesNS/nobody/hr/storage/collections/data/people';
  const running = await startEmulator({ dataDir: join(folder, 'live'), hecToken: 'h' });
  await callSplunk(running, 'POST', '/servicesNS/nobody/hr/storage/collections/config', {
    form: { name: 'people' },
  });
  for (let round = 0; round < 5; round++) {
    const records = Array.from({ length: 100 }, (_, i) => ({ _key: `k${i}`, round }));
    await callSplunk(running, 'POST', `${data}/batch_save`, { body: records });
    await callSplunk(running, 'DELETE', `${data}/k${round}`);
    await fetch(`${running.hecUrl}/services/collector`, {
      method: 'POST',
      headers: { authorization: 'Splunk h' },
      body: `{"time":${round},"event":"round ${round}"}`,
    });
    const copy = join(folder, `copy${round}`);
    await cp(join(folder, 'live'), copy, { recursive: true });
    await using survivor = await startEmulator({ dataDir: copy });
    const { json } = await callSplunk(survivor, 'GET', `${data}?sort=_key`);
    const keys = records.map(({ _key }) => _key).filter((key) => key !== `k${round}`);
    expect(json.map((record: { _key: string }) => record._key)).toEqual(keys.sort());
    expect(json.every((record: { round: number }) => record.round === round)).toBe(true);
    expect((await exportRows(survivor, 'search index=main')).rows).toHaveLength(round + 1);
  }
  await running.close();
  await rm(folder, { recursive: true });
});

it('keeps its log of records from growing for ever', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const data = '/servicesNS/nobody/hr/storage/collections/data/people';
  const open = (): ReturnType<typeof startEmulator> =>
    startEmulator({ dataDir, limits: { maxDocumentsPerBatchSave: 10_000 } });
  const first = await open();
  await callSplunk(first, 'POST', '/servicesNS/nobody/hr/storage/collections/config', {
    form: { name: 'people' },
  });
  for (let round = 0; round < 30; round++) {
    const body = Array.from({ length: 1000 }, (_, i) => ({
      _key: `k${i}`,
      round,
      text: `${round} ${i} `.repeat(20),
    }));
    await callSplunk(first, 'POST', `${data}/batch_save`, { body });
  }
  await callSplunk(first, 'DELETE', `${data}?query=${encodeURIComponent('{"_key":{"$gt":"k1"}}')}`);
  await first.close();
  for (let start = 0; start < 2; start++) {
    const again = await open();
    expect((await callSplunk(again, 'GET', data)).json).toMatchObject([
      { _key: 'k0', round: 29 },
      { _key: 'k1', round: 29 },
    ]);
    await again.close();
  }
  expect(await loggedChanges(dataDir)).toBe(2);
  await rm(dataDir, { recursive: true });
});

async function loggedChanges(dataDir: string): Promise<number> {
  const instance = await DuckDBInstance.create(join(dataDir, 'splunk.duckdb'));
  const connection = await instance.connect();
  const result = await connection.runAndReadAll('select count(*)::integer from document_log');
  connection.closeSync();
  instance.closeSync();
  return Number(result.getRows()[0]![0]);
}

it('has its folder to itself, and lets go of it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const first = await startEmulator({ dataDir });
  await expect(startEmulator({ dataDir: `${dataDir}/.` })).rejects.toThrow(
    `The folder ${dataDir}/. is in use by another emulator. Stop that one, or give this one a folder of its own.`,
  );
  await first.close();
  const port = Number(new URL((await startEmulator()).baseUrl).port);
  await expect(startEmulator({ dataDir, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await (await startEmulator({ dataDir })).close();
  await rm(dataDir, { recursive: true });
});

it('closes by itself at the end of a block', async () => {
  let address = '';
  {
    await using splunk = await startEmulator();
    address = splunk.baseUrl;
    expect((await fetch(`${address}/services/collector/health`)).status).toBe(200);
  }
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});

it('speaks TLS with a certificate that verifies', async () => {
  const splunk = await startEmulator({ tls: true });
  expect(splunk.baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const status = await new Promise((resolve, reject) => {
    request(`${splunk.baseUrl}/services/collector/health`, { ca: splunk.certificate! }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  const untrusted = new Promise((resolve, reject) => {
    request(`${splunk.baseUrl}/services/collector/health`, resolve).on('error', reject).end();
  });
  await expect(untrusted).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  await splunk.close();
});

it('takes the user, password, tokens and limits it is given', async () => {
  const splunk = await startEmulator({ username: 'ann', password: 'p:w', token: 't1', hecToken: 'h1' });
  expect(splunk).toMatchObject({ username: 'ann', password: 'p:w', token: 't1', hecToken: 'h1' });
  const authorization = `Basic ${Buffer.from('ann:p:w').toString('base64')}`;
  const { json } = await callSplunk(
    splunk,
    'GET',
    '/services/authentication/current-context?output_mode=json',
    {
      headers: { authorization },
    },
  );
  expect(json.entry[0].content.username).toBe('ann');
  await splunk.close();
});

it('reads the times of events in their usual places', async () => {
  const splunk = await startEmulator({ now: () => 1_000_000_000_000 });
  await splunk.addEvents('times', 's', [
    { TimeCreated: '2026-01-01T00:00:00.1234567Z' },
    { '@timestamp': '2026-01-01T02:00:01+02:00' },
    { time: 1_767_225_602 },
    { timestamp: 1_767_225_603_000 },
    '2026-01-01 00:00:04 no zone',
    'no time at all',
  ]);
  const { rows } = await exportRows(splunk, 'search index=times | sort 0 _time | stats count by _time');
  expect(rows.map((row) => row['_time'])).toEqual([
    '2001-09-09 01:46:40.000 GMT',
    '2026-01-01 00:00:00.123 GMT',
    '2026-01-01 00:00:01.000 GMT',
    '2026-01-01 00:00:02.000 GMT',
    '2026-01-01 00:00:03.000 GMT',
    '2026-01-01 00:00:04.000 GMT',
  ]);
  await splunk.close();
});
