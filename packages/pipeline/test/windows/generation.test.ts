import {
  ensureCollection,
  extendPublished,
  type KvRecord,
  publishedRun,
  readPublished,
  writeRun,
} from '@sidecar/kvstore-writer';
import { createSplunkClient, type SplunkClient } from '@sidecar/splunk-client';
import { startEmulator } from '@sidecar/splunk-emulator';
import { expect, it, onTestFinished } from 'vitest';
import type { SidecarConfig } from '../../src/config/index.ts';
import { collections } from '../../src/records/collections.ts';
import { writeStageLedger } from '../../src/run/write-stage-ledger.ts';
import { ensureGeneration, trimWindows } from '../../src/windows/index.ts';
import { configOf, NOW } from '../workspace.ts';

const app = 'search';
const DAY = 86_400_000;

async function openWorld(
  settings: Record<string, object> = {},
): Promise<{ client: SplunkClient; config: SidecarConfig }> {
  const splunk = await startEmulator();
  onTestFinished(() => splunk.close());
  const connection = { base_url: splunk.baseUrl, auth_token: splunk.token };
  const { output = {}, ...others } = settings;
  const splunk_kvstore = { app, ...connection, reader_grace_seconds: 0, ...output };
  return {
    client: createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } }),
    config: configOf({ output: { splunk_kvstore }, ...others }),
  };
}

const shownBy = async (client: SplunkClient, names: readonly string[]): Promise<unknown[]> =>
  Promise.all(names.map(async (collection) => (await publishedRun(client, { app, collection }))?.runId));
const names = ['auth_events', 'auth_outlier_events', 'auth_incidents'];

it('an empty generation is published once, in every collection that scored windows go to', async () => {
  const { client, config } = await openWorld();
  const begun = await ensureGeneration({ config, runId: 'begin', known: null });
  expect(begun).toEqual({ generation: 'begin', isOther: false });
  expect(await shownBy(client, [...names, 'auth_user_profiles'])).toEqual([
    'begin',
    'begin',
    'begin',
    undefined,
  ]);
  expect(await ensureGeneration({ config, runId: 'later', known: 'begin' })).toEqual(begun);
  for (const name of ['auth_events', 'auth_incidents'] as const) {
    const { fields } = collections[name];
    expect(await ensureCollection(client, { app, collection: name, fields })).toEqual({
      created: false,
      added: [],
      wrongTypes: [],
    });
  }
});

it('it is that of the events by their configured name, without outliers if these are not exported', async () => {
  const { client, config } = await openWorld({
    modeling: { export_outlier_events: false },
    output: { collection: 'logons' },
  });
  await ensureGeneration({ config, runId: 'begin', known: null });
  expect(await shownBy(client, ['logons', ...names])).toEqual(['begin', undefined, undefined, 'begin']);
});

it('it is told when a run has published another one, also where only the events are of it', async () => {
  const { client, config } = await openWorld();
  await ensureGeneration({ config, runId: 'begin', known: null });
  const events = { collection: 'auth_events', records: [], fields: {}, mode: 'replace' } as const;
  await writeRun(client, { app, runId: 'run-1', collections: [events], readerGraceSeconds: 0 });
  expect(await ensureGeneration({ config, runId: 'x', known: 'begin' })).toEqual({
    generation: 'run-1',
    isOther: true,
  });
  expect(await ensureGeneration({ config, runId: 'x', known: null })).toEqual({
    generation: 'run-1',
    isOther: false,
  });
  expect(await shownBy(client, names)).toEqual(['run-1', 'begin', 'begin']);
});

it('there is none where KV Store is not written, and nothing to trim', async () => {
  const config = configOf({ output: { writers: ['ndjson'] } });
  expect(await ensureGeneration({ config, runId: 'begin', known: null })).toEqual({
    generation: null,
    isOther: false,
  });
  expect(await trimWindows({ config, now: NOW })).toEqual([]);
});

it('what happened or ended before the days of history goes, and so does what the history of runs says of scoring it', async () => {
  const { client, config } = await openWorld({ worker: { score: { history_days: 3 } } });
  const at = (days: number): string =>
    new Date(NOW.getTime() - days * DAY).toISOString().replace('Z', '000Z');
  expect(await trimWindows({ config, now: NOW })).toEqual(
    [...names, 'auth_model_runs'].map((collection) => ({ collection, removed: 0 })),
  );
  await ensureGeneration({ config, runId: 'begin', known: null });
  const days = [0, 1, 2.999, 3.001, 4, 40];
  const records = (field: string): KvRecord[] => days.map((day) => ({ _key: `d${day}`, [field]: at(day) }));
  const of = (collection: string, field: string) => ({
    collection,
    records: records(field),
    fields: { [field]: 'string' } as const,
  });
  await extendPublished(client, {
    app,
    collections: [
      of('auth_events', 'TimeCreated'),
      of('auth_outlier_events', 'TimeCreated'),
      of('auth_incidents', 'end'),
    ],
  });
  for (const stage of ['score', 'train', 'drift'] as const)
    for (const day of [1, 5]) {
      const facts = {
        stage,
        runId: `${stage}-${day}`,
        startedAt: new Date(NOW.getTime() - day * DAY),
        durationSeconds: 1,
      };
      const nothing = {
        model: null,
        modelReason: '',
        counts: { events: 0, rejected: 0, rejections: [] },
        span: null,
        window: null,
      };
      await writeStageLedger(
        { ...facts, ...nothing, outliers: 0, incidents: 0, drift: null, setAside: 0, writes: [] },
        { config },
      );
    }
  expect(await trimWindows({ config, now: NOW })).toEqual([
    ...names.map((collection) => ({ collection, removed: 3 })),
    { collection: 'auth_model_runs', removed: 1 },
  ]);
  for (const collection of names) {
    const left: unknown[] = [];
    for await (const { record_key } of readPublished(client, { app, collection })) left.push(record_key);
    expect(left).toEqual(['d0', 'd1', 'd2.999']);
  }
  const path = `/servicesNS/nobody/${app}/storage/collections/data/auth_model_runs`;
  const { json } = await client.request({ method: 'GET', path });
  expect((json as KvRecord[]).map(({ _key }) => _key).sort()).toEqual([
    'drift-1',
    'drift-5',
    'score-1',
    'train-1',
    'train-5',
  ]);
  const forever = {
    ...config,
    worker: { ...config.worker, score: { ...config.worker.score, history_days: 0 } },
  };
  expect(await trimWindows({ config: forever, now: new Date(NOW.getTime() + 400 * DAY) })).toEqual([]);
});
