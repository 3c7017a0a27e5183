import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run } from '@sidecar/pipeline';
import { splunkCollections } from '@sidecar/pipeline/collections';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../src/build/build-app.ts';
import { APP, as, NOW, type Reply } from './as-user.ts';

const DAY_MS = 86_400_000;
const collections = splunkCollections.map(({ name }) => name);
const data = (name: string): string => `/servicesNS/nobody/${APP}/storage/collections/data/${name}`;
const folder = mkdtempSync(join(tmpdir(), 'sidecar-roles-'));

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator({
    apps: [buildApp()],
    now: () => NOW,
    indexes: ['main', 'summary', 'secret'],
    users: [
      ...['summary', 'analyst', 'service'].map((name) => ({ name, token: name, roles: [`sidecar_${name}`] })),
      { name: 'user', token: 'user' },
    ],
  });
  const size = { people: 12, services: 3, admins: 2, attackShare: 0.02 };
  const events = generate({ start: NOW - 20 * DAY_MS, end: NOW, events: 400, seed: 7, ...size });
  const rows = Array.from(events, ({ event }) => JSON.parse(formatEvent(event, 'seed')) as object);
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', rows);
  await splunk.addEvents('secret', 'any', [{ n: 1 }]);
  await splunk.addEvents('_audit', 'any', [{ n: 2 }]);
});
afterAll(async () => {
  await splunk.close();
  rmSync(folder, { recursive: true });
});

const found = async (user: string, search: string): Promise<number> =>
  Number((await as(splunk, user).rows(`${search} | stats count`))[0]!['count']);
const write = (user: string, collection: string): Promise<Reply> =>
  as(splunk, user).call('POST', `${data(collection)}/batch_save`, [{ _key: 'forged' }]);

describe('the account of the sidecar', () => {
  test('can do a whole run: read the events, write every collection of it, publish', async () => {
    const { config } = parseConfig(
      JSON.stringify({
        general: { model_dir: folder },
        ingestion: {
          splunk: { base_url: splunk.baseUrl, auth_token: 'service', app: APP },
          earliest: '-30d',
        },
        modeling: { k_candidates: [4] },
        output: { splunk_kvstore: { app: APP, reader_grace_seconds: 0 } },
      }),
    );
    const { writes } = await run({ config, runId: 'r1', now: new Date(NOW) });
    expect(writes.filter(({ complete }) => !complete)).toEqual([]);
    const runs = await as(splunk, 'analyst').rows(
      '| inputlookup auth_model_runs_lookup | table status failed events_read',
    );
    expect(runs).toEqual([{ status: 'complete', failed: '0', events_read: '400' }]);
    expect(await found('analyst', '| `sidecar_published(auth_events)`')).toBe(400);
  });

  test('searches events and summaries, and no other index', async () => {
    expect(await found('admin', 'search index=* OR index=_*')).toBe(402);
    expect(await found('service', 'search index=* OR index=_*')).toBe(400);
  });

  test.for([
    { what: 'remove the app', method: 'DELETE', path: `/services/apps/local/${APP}` },
    {
      what: 'make a collection',
      method: 'POST',
      path: `/servicesNS/nobody/${APP}/storage/collections/config`,
      form: { name: 'x' },
    },
    {
      what: 'change a macro',
      method: 'POST',
      path: `/servicesNS/nobody/${APP}/configs/conf-macros/sidecar_index`,
      form: { definition: 'index=secret' },
    },
    {
      what: 'turn a search on',
      method: 'POST',
      path: `/servicesNS/nobody/${APP}/saved/searches/${encodeURIComponent('Sidecar - Drift found')}`,
      form: { disabled: '0' },
    },
    { what: 'make an index', method: 'POST', path: '/services/data/indexes', form: { name: 'x' } },
  ])('may not $what', async ({ method, path, form }) => {
    for (const user of ['service', 'summary', 'analyst'])
      expect((await as(splunk, user).call(method, path, form)).status, user).toBe(403);
  });

  test('may not write the audit trail, nor into an index', async () => {
    expect((await write('service', 'auth_feedback_audit')).status).toBe(403);
    const collect = 'search index=ml_sidecar | head 1 | collect index=sidecar_summary';
    await expect(as(splunk, 'service').rows(collect)).rejects.toThrow('run_collect');
    expect(await found('admin', 'search index=sidecar_summary')).toBe(0);
  });
});

test('everybody may read the collections, and only those whose task it is may write them', async () => {
  const writers = Object.fromEntries(
    await Promise.all(
      collections.map(async (name) => {
        const able = [];
        for (const user of ['user', 'analyst', 'summary', 'service']) {
          expect((await as(splunk, user).call('GET', `${data(name)}?limit=1`)).status).toBe(200);
          if ((await write(user, name)).status === 200) able.push(user);
        }
        return [name, able] as const;
      }),
    ),
  );
  expect(writers).toEqual({
    ...Object.fromEntries(collections.map((name) => [name, ['service']])),
    auth_feedback: ['analyst', 'service'],
    auth_feedback_audit: ['summary'],
  });
});

test('a search writes a collection for those alone who may', async () => {
  const forge = (name: string): string =>
    `| makeresults | eval _key="by ${name}", feedback_id=_key | table _key feedback_id | outputlookup append=true`;
  for (const user of ['user', 'analyst', 'summary', 'service']) {
    for (const lookup of ['auth_feedback_audit_lookup', 'auth_events_lookup'])
      await as(splunk, user)
        .rows(`${forge(user)} ${lookup}`)
        .catch(() => undefined);
  }
  const forged = async (name: string): Promise<unknown[]> =>
    (await as(splunk, 'admin').rows(`| inputlookup ${name} | search _key="by *" | table _key`)).map(
      ({ _key }) => _key,
    );
  expect(await forged('auth_feedback_audit_lookup')).toEqual(['by summary']);
  expect(await forged('auth_events_lookup')).toEqual(['by service']);
});
