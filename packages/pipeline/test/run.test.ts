import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  acquireLease,
  ensureCollection,
  ensureState,
  type KvRecord,
  readCollection,
  readPublished,
  writeRun,
} from '@sidecar/kvstore-writer';
import { createSplunkClient } from '@sidecar/splunk-client';
import type { BehaviorModel } from '@sidecar/scoring';
import type { Emulator, FaultPlan } from '@sidecar/splunk-emulator';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import {
  collections,
  loadModel,
  type ProgressEvent,
  registryAdd,
  registryCurrent,
  registryList,
  registryPromote,
  registryRollback,
  run,
  score,
  type SidecarConfig,
} from '../src/index.ts';
import {
  configOf,
  generatedLines,
  NOW,
  openFolder,
  openSplunk,
  readObjects,
  seedLine,
  writeLines,
} from './workspace.ts';

const lines = generatedLines(600);
/** Enough for what does not depend on how many there are. */
const few = lines.slice(-150);
const names = Object.keys(collections) as (keyof typeof collections)[];

/** A configuration that reads from a server and writes to it. */
function configFor(splunk: Emulator, folder: string, values: Record<string, object> = {}): SidecarConfig {
  return configOf({
    general: { model_dir: join(folder, 'models') },
    ingestion: {
      earliest: '0',
      splunk: { base_url: splunk.baseUrl, auth_token: splunk.token },
      ...values['ingestion'],
    },
    modeling: { k_candidates: [4], ...values['modeling'] },
    output: { splunk_kvstore: { app: 'search', reader_grace_seconds: 0 }, ...values['output'] },
  });
}

/** A configuration that reads a file and writes files. */
function filesConfig(folder: string, files: readonly string[], modeling: object = {}): SidecarConfig {
  return configOf({
    general: { model_dir: join(folder, 'models') },
    ingestion: { source: 'files', files },
    modeling: { k_candidates: [4], ...modeling },
    output: { writers: ['ndjson'], ndjson: { directory: join(folder, 'results') } },
  });
}

/** All records of a collection that readers see, by key. */
async function recordsOf(splunk: Emulator, collection: string): Promise<Map<string, KvRecord>> {
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  const records = new Map<string, KvRecord>();
  const isHistory = collections[collection as keyof typeof collections].mode === 'append';
  const read = isHistory ? readCollection : readPublished;
  for await (const record of read(client, { app: 'search', collection }))
    records.set(keyOf(record), { ...record, _key: keyOf(record) });
  return records;
}

/** The key that does not depend on the run. */
const keyOf = ({ _key, record_key }: KvRecord): string => String(record_key ?? _key);

let temporary: string;
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

/** Temporary folders that a run has left behind. */
function leftovers(): string[] {
  return readdirSync(temporary).filter((name) => !name.startsWith('sidecar-test-'));
}

const modelOf = (folder: string): string => join(folder, 'models', 'auth_kmeans_v1');

test('a run writes seven collections, which hold what it says; another one reuses the model and says why', async () => {
  const folder = openFolder();
  const splunk = await openSplunk(lines);
  const config = configFor(splunk, folder);
  const stages = new Set<string>();
  const onProgress = ({ stage }: ProgressEvent): void => void stages.add(stage);
  const first = await run({ config, runId: 'r1', now: NOW, onProgress });

  expect(first).toMatchObject({
    events: 600,
    rejected: 0,
    trainedOn: 600,
    modelReason: 'trained, as there was no model yet',
  });
  expect(first.writes.map(({ target }) => target)).toEqual(names);
  const outliers = Object.values(first.outliers).reduce((sum, count) => sum + count, 0);
  const counts = [600, outliers, first.accounts, first.k, first.accounts, first.incidents.length, 1];
  first.writes.forEach((write, i) =>
    expect(write).toEqual({
      target: names[i],
      written: counts[i],
      failed: 0,
      readBack: counts[i],
      complete: true,
    }),
  );
  expect([...stages]).toEqual(
    expect.arrayContaining(['exporting', 'reading', 'scoring', 'writing auth_events']),
  );

  const events = await recordsOf(splunk, 'auth_events');
  expect(events.size).toBe(600);
  const written = [...events.values()].map(({ user, dest }) => `${String(user)} ${String(dest)}`);
  const sent = lines
    .map((line) => JSON.parse(line) as Record<string, string>)
    .map(({ user, dest }) => `${user} ${dest}`);
  expect(written.sort()).toEqual(sent.sort());
  for (const [name, { fields }] of Object.entries(collections)) {
    const records = await recordsOf(splunk, name);
    for (const record of records.values()) {
      expect(record).toMatchObject({ run_id: 'r1', model_version: first.modelVersion });
      for (const [field, value] of Object.entries(record)) {
        if (!field.startsWith('_')) expect([field, typeOf(value)]).toEqual([field, fields[field]]);
      }
    }
  }
  const flagged = [...events.values()].filter((record) => record['behavior_outlier'] === 1);
  expect([...(await recordsOf(splunk, 'auth_outlier_events')).values()]).toEqual(flagged);
  expect(flagged.length).toBeGreaterThan(0);
  const incidents = await recordsOf(splunk, 'auth_incidents');
  for (const { _key, ...incident } of first.incidents) expect(incidents.get(_key)).toMatchObject(incident);
  expect(first).toMatchObject({ alerts: flagged.length, alertsLeftOut: 0 });
  expect(flagged[0]!['reasons']).toContainEqual(expect.objectContaining({ code: expect.any(String) }));

  const later = new Date(NOW.getTime() + 3_600_000);
  const told = new Map<string, number>();
  const follow = ({ stage, done }: ProgressEvent): void => void told.set(stage, done);
  const second = await run({ config, runId: 'r2', now: later, onProgress: follow });
  const old = counts.reduce((sum, count) => sum + count, 0) - first.accounts - 1; // thresholds and runs are histories
  expect([told.get('publishing'), told.get('removing old records')]).toEqual([5, old]);
  expect(second.modelReason).toBe('reused, less than a day old: same settings and no drift');
  expect(second).toMatchObject({
    modelVersion: first.modelVersion,
    outliers: first.outliers,
    beyond: first.beyond,
  });
  expect(second.writes).toEqual(first.writes);
  const again = await recordsOf(splunk, 'auth_events');
  const withoutRun = (records: Map<string, KvRecord>): KvRecord[] =>
    [...records.values()].map((record) => ({ ...record, run_id: '' }));
  expect(withoutRun(again)).toEqual(withoutRun(events));
  expect(withoutRun(await recordsOf(splunk, 'auth_incidents'))).toEqual(withoutRun(incidents));
  expect(leftovers()).toEqual([]);
});

test('a run waits for another one that is writing, says for whom, and goes on when it has ended', async () => {
  const splunk = await openSplunk(lines.slice(0, 80));
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  await ensureState(client, { app: 'search' });
  const lease = await acquireLease(client, { app: 'search', runId: 'the other one' });
  const notes: string[] = [];
  const onProgress = ({ stage, note }: ProgressEvent): void => {
    if (stage !== 'waiting for another run') return;
    notes.push(note!);
    void lease.release();
  };
  const { writes } = await run({
    config: configFor(splunk, openFolder()),
    runId: 'r1',
    now: NOW,
    onProgress,
  });
  expect(notes[0]).toMatch(/^run the other one on \S+ has been writing since 20\d\d-.*Z$/);
  expect(writes.every(({ complete }) => complete)).toBe(true);
});

test('the history of thresholds is trimmed as configured; its newest day stays', async () => {
  const splunk = await openSplunk(lines.slice(0, 80));
  const datesAfter = async (days: number, kept: object): Promise<string[]> => {
    const splunk_kvstore = { app: 'search', reader_grace_seconds: 0, ...kept };
    const config = configFor(splunk, folder, { output: { splunk_kvstore } });
    const now = new Date(NOW.getTime() + days * 86_400_000);
    const { writes } = await run({ config, runId: `${days}-${JSON.stringify(kept)}`, now });
    expect(writes.every(({ complete }) => complete)).toBe(true);
    const records = await recordsOf(splunk, 'auth_user_thresholds');
    return [...new Set(Array.from(records.values(), ({ date }) => String(date).slice(5)))].sort();
  };
  const folder = openFolder();
  const forEver = { history_days: 0, history_records: 0 };
  expect(await datesAfter(0, forEver)).toEqual(['10-01']);
  expect(await datesAfter(1, forEver)).toEqual(['10-01', '10-02']);
  expect(await datesAfter(4, { ...forEver, history_days: 3 })).toEqual(['10-02', '10-05']);
  expect(await datesAfter(5, { ...forEver, history_records: 1 })).toEqual(['10-06']);
});

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

test.for([
  { format: 'cim', note: 'numbers as text' },
  { format: 'winlogbeat', note: 'nested fields' },
  { format: 'xmlwineventlog', note: 'no fields but _raw' },
] as const)('events as $format, with $note, reach the collections whole', async ({ format }) => {
  let clock = NOW.getTime() - 60_000; // events without a time of their own are as old as their arrival
  const splunk = await openSplunk(generatedLines(120, { format }), { now: () => clock });
  clock = NOW.getTime();
  const { writes, rejected } = await run({ config: configFor(splunk, openFolder()), runId: 'r1', now: NOW });
  expect([rejected, writes[0]!.written, writes.every(({ complete }) => complete)]).toEqual([0, 120, true]);
  for (const record of (await recordsOf(splunk, 'auth_events')).values()) {
    expect(record).toMatchObject({ signature_id: expect.any(Number), user: expect.any(String) });
    expect(record['TimeCreated']).toMatch(/^2026-09-\d\dT.*Z$/);
  }
});

test('an event whose text lacks what Splunk knows beside it is completed from the row', async () => {
  let clock = NOW.getTime() - 3_600_000;
  const splunk = await openSplunk([], { now: () => clock });
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', [
    { time: 1760000000, user: 'ann', action: 'success', src: '10.0.0.1', dest: 'X', signature_id: 4624 },
    '{"user":"bob","action":"success","src":"10.0.0.2"}',
    '{"TimeCreated":"2026-09-30T09:00:00Z",\n"user":"eve"}',
  ]);
  clock = NOW.getTime();
  const report = await run({ config: configFor(splunk, openFolder()), runId: 'r1', now: NOW });
  expect(report.rejections).toEqual([]);
  const users = [...(await recordsOf(splunk, 'auth_events')).values()].map(({ user }) => user);
  expect(users.sort()).toEqual(['ann', 'bob', 'eve']);
});

describe('the model is trained anew', () => {
  it.for([
    {
      name: 'other settings',
      modeling: { random_state: 3 },
      days: 0,
      reason: 'the training settings have changed',
    },
    { name: 'another preset', modeling: { preset: 'classic' }, days: 0, reason: 'the preset is classic now' },
    { name: 'age', modeling: {}, days: 31, reason: 'the model in use was older than 30 days' },
  ])('for $name; the one before stays to roll back to', async ({ modeling, days, reason }) => {
    const folder = openFolder();
    const input = writeLines(folder, 'events.ndjson', few);
    const first = await run({ config: filesConfig(folder, [input]), runId: 'r1', now: NOW });
    const now = new Date(NOW.getTime() + days * 86_400_000);
    const second = await run({ config: filesConfig(folder, [input], modeling), runId: 'r2', now });
    expect(second.modelReason).toBe(`trained, as ${reason}`);
    const { version: current } = (await registryCurrent(modelOf(folder)))!;
    expect(current).toBe(second.modelVersion);
    if (days > 0) return; // the same events and settings are the same model
    expect((await registryList(modelOf(folder))).map(({ version }) => version).sort()).toEqual(
      [first.modelVersion, second.modelVersion].sort(),
    );
    expect(await registryRollback(modelOf(folder), { at: now })).toBe(first.modelVersion);
  });

  it('for one of another version, with other features, which scores nothing', async () => {
    const folder = openFolder();
    const input = writeLines(folder, 'events.ndjson', lines.slice(0, 100));
    const config = filesConfig(folder, [input]);
    const { modelPath } = await run({ config, runId: 'r1', now: NOW });
    const model = (await loadModel(modelPath)).model as BehaviorModel;
    const [span] = model.history.spans;
    const others: object[] = [
      { weights: { ...model.weights, new_layer: 0.1 } },
      { history: undefined },
      {
        history: {
          ...model.history,
          spans: [{ ...span, baseline: { ...span!.baseline, facetNames: ['x'] } }],
        },
      },
      { clusters: { ...model.clusters, centroids: [[1, 2]] } },
    ];
    for (const [i, other] of others.entries()) {
      const at = { at: NOW };
      const version = await registryAdd(modelOf(folder), { ...model, ...other }, at);
      await registryPromote(modelOf(folder), version, at);
      const scoring = { inputs: [input], outputPath: join(folder, 'out'), config, runId: 'r', now: NOW };
      const path = join(modelOf(folder), `${version}.json`);
      await expect(score({ ...scoring, modelPath: path })).rejects.toMatchObject({
        name: 'ModelError',
        code: 'other_features',
      });
      const report = await run({ config, runId: `r${i}`, now: NOW });
      expect(report.modelReason).toBe(
        'trained, as the model in use was trained by another version of Sidecar',
      );
    }
  });

  it('when behaviour has drifted, naming what moved', async () => {
    const folder = openFolder();
    const before = writeLines(folder, 'before.ndjson', lines);
    const failing = lines.map((line, i) =>
      i % 2 === 0 ? line : JSON.stringify({ ...JSON.parse(line), action: 'failure', signature_id: 4625 }),
    );
    const after = writeLines(folder, 'after.ndjson', failing);
    const first = await run({ config: filesConfig(folder, [before]), runId: 'r1', now: NOW });
    const second = await run({ config: filesConfig(folder, [after]), runId: 'r2', now: NOW });
    expect(second.modelReason).toBe('trained, as behaviour has drifted: signature 4625/failure moved most');
    expect(second.modelVersion).not.toBe(first.modelVersion);
    expect(await registryRollback(modelOf(folder), { at: NOW })).toBe(first.modelVersion);
  });
});

describe('what cannot be read leaves the collections as they were', () => {
  it.for<{ name: string; faults: FaultPlan; token?: string; code: string }>([
    { name: 'a wrong token', faults: [], token: 'wrong-token-0123456789', code: 'unauthorised' },
    {
      name: 'an export that ends early as if it were whole',
      faults: [
        { route: 'export', kind: 'cut-mid-line', after: 1, afterRows: 200, ending: 'clean', times: 99 },
      ],
      code: 'truncated_stream',
    },
    {
      name: 'an export that breaks off',
      faults: [{ route: 'export', kind: 'cut-mid-line', after: 1, afterRows: 200, times: 99 }],
      code: 'truncated_stream',
    },
    {
      name: 'a search that fails half-way',
      faults: [{ route: 'export', kind: 'fatal-after-rows', after: 1, afterRows: 200, times: 99 }],
      code: 'partial_results',
    },
  ])('$name is one SplunkError', { timeout: 60_000 }, async ({ faults, token, code }) => {
    const folder = openFolder();
    const splunk = await openSplunk(lines.slice(0, 300));
    await plant(splunk, 'auth_events');
    splunk.setFaults(faults);
    const config = configFor(splunk, folder, {
      ingestion: {
        splunk: { base_url: splunk.baseUrl, auth_token: token ?? splunk.token, idle_timeout_seconds: 2 },
      },
      output: { splunk_kvstore: { app: 'search', base_url: splunk.baseUrl, auth_token: splunk.token } },
    });
    const error = await run({ config, runId: 'r1', now: NOW }).catch((caught: unknown) => caught as Error);
    expect(error).toMatchObject({ name: 'SplunkError', code });
    expect((error as Error).message).toMatch(/^[^\n]{20,400}$/);
    splunk.setFaults([]);
    expect([...(await recordsOf(splunk, 'auth_events')).keys()]).toEqual(['kept']);
    expect(existsSync(join(folder, 'models'))).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it('no server at all is one SplunkError', { timeout: 60_000 }, async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const config = configOf({
      ingestion: { splunk: { base_url: `http://127.0.0.1:${port}`, auth_token: 'x'.repeat(20) } },
    });
    await expect(run({ config, runId: 'r1' })).rejects.toMatchObject({
      name: 'SplunkError',
      code: 'unreachable',
    });
  });
});

/** Puts a record of an earlier run into a collection. */
async function plant(splunk: Emulator, collection: string): Promise<void> {
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  const records = [{ _key: 'kept', user: 'kept' }];
  const write = { collection, records, fields: { user: 'string' }, mode: 'replace' } as const;
  await writeRun(client, { app: 'search', runId: 'earlier', collections: [write] });
}

test('without events nothing is written but that there were none, and what earlier runs wrote stays, with a model or without', async () => {
  const folder = openFolder();
  const splunk = await openSplunk(lines.slice(0, 300));
  const nothing = configFor(splunk, folder, { ingestion: { query: 'index=ml_sidecar user=nobody_at_all' } });
  const none = await run({ config: nothing, runId: 'r0', now: NOW });
  expect(none).toMatchObject({
    events: 0,
    modelReason: 'there was no event to train on',
    modelVersion: '',
    writes: [{ target: 'auth_model_runs', written: 1, complete: true }],
  });
  const full = await run({ config: configFor(splunk, folder), runId: 'r1', now: NOW });
  const empty = await run({ config: nothing, runId: 'r2', now: NOW });
  expect(empty).toMatchObject({ events: 0, modelVersion: full.modelVersion, outliers: {} });
  expect(empty.writes.map(({ target }) => target)).toEqual(['auth_model_runs']);
  expect((await recordsOf(splunk, 'auth_events')).size).toBe(300);
});

describe('what cannot be written is said', () => {
  it('a collection with another type is left alone, and the others are written', async () => {
    const splunk = await openSplunk(lines.slice(0, 300));
    const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
    const fields = { score: 'string', user: 'string' } as const;
    await ensureCollection(client, { app: 'search', collection: 'auth_events', fields });
    const { writes } = await run({ config: configFor(splunk, openFolder()), runId: 'r1', now: NOW });
    expect(writes[0]).toEqual({
      target: 'auth_events',
      written: 0,
      failed: 300,
      readBack: 0,
      complete: false,
      problem:
        'auth_events declares score as string instead of number: Splunk would drop these values, so nothing was written; correct collections.conf.',
    });
    expect(writes.slice(1).map(({ complete }) => complete)).toEqual([true, true, true, true, true, true]);
  });

  it('a write that is refused half-way, whose records nobody sees; the others are written', async () => {
    const splunk = await openSplunk(lines.slice(0, 300));
    const config = configFor(splunk, openFolder(), {
      output: { splunk_kvstore: { app: 'search', batch_size: 100 } },
    });
    let plan: FaultPlan = [{ route: 'kv-write', kind: 'token-expires' }];
    const onProgress = ({ stage, done }: ProgressEvent): void => {
      if (stage !== 'writing auth_events' || done !== 100) return;
      splunk.setFaults(plan);
      plan = [];
    };
    const { writes } = await run({ config, runId: 'r1', now: NOW, onProgress });
    expect(writes[0]).toMatchObject({ written: 0, failed: 300, readBack: 0, complete: false });
    expect(writes[0]!.problem).toMatch(/401/);
    expect(writes.slice(1).map(({ complete }) => complete)).toEqual([true, true, true, true, true, true]);
  });

  it('a folder that cannot be made', async () => {
    const folder = openFolder();
    writeFileSync(join(folder, 'results'), 'a file');
    const config = filesConfig(folder, [writeLines(folder, 'a.ndjson', lines.slice(0, 50))]);
    await expect(run({ config, runId: 'r1', now: NOW })).rejects.toMatchObject({
      name: 'IoError',
      path: join(folder, 'results'),
    });
  });
});

describe('files as source and target', () => {
  it('one file per collection; thresholds of other days stay', async () => {
    const folder = openFolder();
    const config = filesConfig(folder, [writeLines(folder, 'a.ndjson', [...few, 'x'])]);
    const report = await run({ config, runId: 'r1', now: NOW });
    expect(report).toMatchObject({ events: 150, rejected: 1 });
    expect(report.rejections[0]!.sample).toMatch(/a\.ndjson:151: /);
    const file = (name: string): string => join(folder, 'results', `${name}.ndjson`);
    expect(report.writes.map(({ target }) => target)).toEqual(names.map(file));
    report.writes.forEach(({ target, written }) => expect(readObjects(target).length).toBe(written));
    expect(readObjects(file('auth_events'))[0]).toMatchObject({
      run_id: 'r1',
      model_version: report.modelVersion,
    });

    const { accounts } = report;
    await run({ config, runId: 'r2', now: NOW });
    expect(readObjects(file('auth_user_thresholds')).length).toBe(accounts);
    await run({ config, runId: 'r3', now: new Date(NOW.getTime() + 86_400_000) });
    const history = readObjects(file('auth_user_thresholds'));
    expect(history.length).toBe(2 * accounts);
    expect(new Set(history.map(({ date, run_id }) => `${String(date)} ${String(run_id)}`))).toEqual(
      new Set(['2026-10-01 r2', '2026-10-02 r3']),
    );
    expect(readObjects(file('auth_events')).every(({ run_id }) => run_id === 'r3')).toBe(true);
  });

  it('standard input, though a run reads it more than once', async () => {
    const folder = openFolder();
    const stdin = Readable.from([...few, 'x'].map((line) => `${line}\n`));
    const report = await run({ config: filesConfig(folder, ['-']), runId: 'r1', now: NOW, stdin });
    expect(report).toMatchObject({ events: 150, rejected: 1, trainedOn: 150 });
    expect(report.rejections[0]!.sample).toMatch(/^standard input:151: /);
    expect(report.writes[0]!.written).toBe(150);
    expect(leftovers()).toEqual([]);
  });

  it('an interrupted run leaves no file behind', async () => {
    const folder = openFolder();
    const config = filesConfig(folder, [writeLines(folder, 'a.ndjson', lines)]);
    const controller = new AbortController();
    const onProgress = ({ stage, done }: ProgressEvent): void => {
      if (stage === 'scoring' && done > 0) controller.abort(new Error('stopped'));
    };
    const running = run({ config, runId: 'r1', now: NOW, onProgress, signal: controller.signal });
    await expect(running).rejects.toThrow('stopped');
    expect(existsSync(join(folder, 'results'))).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it('a damaged model in use is one ModelError', async () => {
    const folder = openFolder();
    const config = filesConfig(folder, [writeLines(folder, 'a.ndjson', lines.slice(0, 50))]);
    const { modelPath } = await run({ config, runId: 'r1', now: NOW });
    writeFileSync(modelPath, '{"format":"sidecar-model"');
    await expect(run({ config, runId: 'r2', now: NOW })).rejects.toMatchObject({
      name: 'ModelError',
      code: 'damaged_model',
    });
  });
});

test('the classic preset fills the same collections, with the percentile that is configured', async () => {
  const splunk = await openSplunk(generatedLines(300, { profile: 'original' }));
  const folder = openFolder();
  const outliers: number[] = [];
  for (const outlier_percentile of [0.95, 0.8]) {
    const config = configFor(splunk, folder, { modeling: { preset: 'classic', outlier_percentile } });
    const report = await run({ config, runId: `r${outlier_percentile}`, now: NOW });
    expect(report.writes.map(({ target, complete }) => [target, complete])).toEqual(
      names.map((name) => [name, true]),
    );
    expect(report.outliers['combined_and']).toBe(report.writes[1]!.written);
    outliers.push(report.writes[1]!.written);
    const [profile] = (await recordsOf(splunk, 'auth_cluster_profiles')).values();
    expect(JSON.parse(profile!['signature_distribution'] as string)).toEqual(expect.any(Object));
    expect((await recordsOf(splunk, 'auth_user_thresholds')).size).toBe(report.accounts);
  }
  expect(outliers[1]).toBeGreaterThan(outliers[0]!);
});

const hostile = [
  '__proto__',
  'constructor',
  'toString',
  'DOM\\ann smith',
  '../../etc/passwd',
  'a/b?c=d&e#f',
  '{"$gt":""}',
  '$where',
  "'; DROP TABLE users; --",
  '<script>alert(1)</script>',
  'ann\nINFO all is well',
  '\u001b[31mred',
  'naïve-ünïcode-名前',
  '\u202eevil',
  '.hidden',
  'user-0123456789abcdef0123456789abcdef',
  'x'.repeat(900),
  '0',
  '-1e9',
  'null0',
];

test.for(['behavior', 'classic'])(
  'hostile user names go through a whole run as they are: %s',
  async (preset) => {
    const folder = openFolder();
    const many = hostile.flatMap((user, i) =>
      Array.from({ length: 6 }, (_, n) =>
        seedLine({
          user,
          TimeCreated: `2026-09-2${n}T0${n}:${10 + i}:00Z`,
          src: `10.0.${i}.${n}`,
          process: user,
        }),
      ),
    );
    const splunk = await openSplunk(many);
    const report = await run({
      config: configFor(splunk, folder, { modeling: { preset } }),
      runId: 'r1',
      now: NOW,
    });
    expect(report.writes.map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    for (const name of ['auth_events', 'auth_user_profiles', 'auth_user_thresholds'] as const) {
      const users = [...(await recordsOf(splunk, name)).values()].map(({ user }) => String(user));
      expect([...new Set(users)].sort()).toEqual([...hostile].sort());
    }
    expect(readdirSync(folder)).toEqual(['models']);
  },
);
