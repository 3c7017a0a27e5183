import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ensureCollection,
  type KvRecord,
  quoteKvQuery,
  readCollection,
  readPublished,
} from '@sidecar/kvstore-writer';
import { createHecClient, createSplunkClient, quoteSpl, type SplunkClient } from '@sidecar/splunk-client';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doctor, run, type RunReport } from '../src/index.ts';
import { configOf, generatedLines, NOW } from './workspace.ts';

const names = [
  'o"brien',
  '""',
  "it's",
  'DOM\\alice',
  'ends with \\',
  '\\"',
  'a | delete',
  '| outputlookup auth_events',
  '[search index=*]',
  '`macro(1)`',
  'two\nlines',
  'carriage\r\nreturn',
  'tab\there',
  '$token$',
  '${SPLUNK_TOKEN}',
  '$ne',
  '{"$ne":null}',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '=1+1',
  '*',
  '*admin*',
  '%2e%2e%2f',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  '&lt;msg&gt;',
  '😀 café ñ',
  'ｗｉｄｅ',
  '\u202egnp.exe',
  'e\u0301',
  '\u00e9',
  'x'.repeat(300),
  '-1',
  'true',
  'NULL OR user=*',
  '#hash,comma;semi',
  '_user',
  '_key',
];

let splunk: Emulator;
let client: SplunkClient;
let report: RunReport;
let before: KvRecord[];
const bystander = { app: 'search', collection: 'of_somebody_else' };
const folder = mkdtempSync(join(tmpdir(), 'sidecar-hostile-'));

/** Three events of each name: as the account, as the machine and as the program. */
function hostileEvents(): object[] {
  return names.flatMap((name, i) =>
    [0, 1, 2].map((n) => ({
      TimeCreated: new Date(NOW.getTime() - 3_600_000 + (i * 3 + n) * 1000).toISOString(),
      user: name,
      src: `10.0.0.${n + 1}`,
      dest: names[(i + 1) % names.length],
      process: names[(i + 2) % names.length],
      signature_id: n === 0 ? 4625 : 4624,
      action: n === 0 ? 'failure' : 'success',
    })),
  );
}

beforeAll(async () => {
  splunk = await startEmulator({ indexes: ['ml_sidecar'] });
  const { baseUrl, token } = splunk;
  client = createSplunkClient({ baseUrl, auth: { token } });
  const fields = { user: 'string' } as const;
  await ensureCollection(client, { ...bystander, fields });
  const path = `/servicesNS/nobody/search/storage/collections/data/${bystander.collection}/batch_save`;
  const json = names.map((user, i) => ({ _key: `k${i}`, user }));
  await client.request({ method: 'POST', path, json });
  before = await all(readCollection(client, bystander));

  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', generatedLines(200));
  const hec = createHecClient({ url: splunk.hecUrl, token: splunk.hecToken });
  const events = hostileEvents().map((event) => ({
    event,
    time: Date.parse((event as { TimeCreated: string }).TimeCreated) / 1000,
    index: 'ml_sidecar',
    sourcetype: 'ml:sidecar:json',
  }));
  expect(await hec.send(events)).toMatchObject({ accepted: events.length, refused: { count: 0 } });
  const config = configOf({
    general: { model_dir: join(folder, 'models') },
    ingestion: {
      earliest: '2026-09-01',
      latest: String(NOW.getTime() / 1000),
      splunk: { base_url: baseUrl, auth_token: token },
    },
    modeling: { k_candidates: [4] },
    output: { splunk_kvstore: { app: 'search' } },
  });
  report = await run({ config, runId: 'r1', now: NOW });
  await doctor({ config, now: NOW });
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await splunk.close();
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const place = (collection: string) => ({ app: 'search', collection });

test('the run is whole and rejects nothing', () => {
  expect(report).toMatchObject({ events: 200 + 3 * names.length, rejected: 0 });
  expect(report.writes.filter(({ complete }) => !complete)).toEqual([]);
});

test('the collection of somebody else is as it was, and nothing was added to the prototype of objects', async () => {
  expect(await all(readCollection(client, bystander))).toEqual(before);
  expect(before.map(({ user }) => user).sort()).toEqual([...names].sort());
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('names come out as they went in, as account, machine and program', async () => {
  const records = await all(readPublished(client, place('auth_events')));
  const triples = (list: readonly object[]): string[] =>
    list
      .map((one) => one as Record<string, unknown>)
      .map(({ user, dest, process }) => JSON.stringify([user, dest, process]))
      .sort();
  const hostile = records.filter(({ user }) => names.includes(String(user)));
  expect(triples(hostile)).toEqual(triples(hostileEvents()));
  const profiles = await all(readPublished(client, place('auth_user_profiles')));
  expect(new Set(profiles.map(({ user }) => user))).toEqual(new Set(records.map(({ user }) => user)));
  const keys = records.map(({ _key }) => _key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
});

describe('each name', () => {
  test.for(names)('%j is found by a query of KV Store, and nothing else is', async (name) => {
    const query = { user: name };
    expect(JSON.parse(quoteKvQuery(query))).toEqual({ user: name });
    const events = await all(readPublished(client, { ...place('auth_events'), query }));
    expect(events.map(({ user }) => user)).toEqual([name, name, name]);
    const profiles = await all(readPublished(client, { ...place('auth_user_profiles'), query }));
    expect(profiles).toMatchObject([{ user: name, event_count: 3 }]);
  });

  test.for(names)('%j is found by a search, and nothing else is unless it is a wildcard', async (name) => {
    const search = `index=ml_sidecar user=${quoteSpl(name)} | fields user`;
    const found = (await all(client.exportRows({ search }))).map(({ user }) => user);
    expect(found.filter((user) => user === name)).toHaveLength(3);
    if (!name.includes('*')) expect(new Set(found).size).toBe(1);
  });
});
