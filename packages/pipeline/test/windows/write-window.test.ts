import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KvRecord, readPublished } from '@sidecar/kvstore-writer';
import { createSplunkClient, type SplunkClient, SplunkError } from '@sidecar/splunk-client';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SidecarConfig } from '../../src/config/index.ts';
import type { IncidentRecord } from '../../src/incidents/incident-record.ts';
import { ensureGeneration, writeIncidents, writeWindow } from '../../src/windows/index.ts';
import { configOf, openFolder, readObjects } from '../workspace.ts';

const HEC_TOKEN = 'token-of-the-collector-4c1f';
const window = { from: Date.UTC(2026, 0, 31, 0, 5) / 1000, to: Date.UTC(2026, 0, 31, 0, 10) / 1000 };

let splunk: Emulator;
let client: SplunkClient;
let folder: string;
beforeAll(async () => {
  splunk = await startEmulator({ hecToken: HEC_TOKEN, indexes: ['sidecar_results'] });
  client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
});
afterAll(() => splunk.close());
beforeEach(() => {
  folder = openFolder();
});

interface Output {
  readonly events?: string;
  readonly splunk_kvstore?: object;
  readonly splunk_hec?: object;
  readonly ndjson?: object;
}

function configFor(writers: readonly string[], output: Output = {}): SidecarConfig {
  const { splunk_kvstore, splunk_hec, ...others } = output;
  return configOf({
    output: {
      writers,
      ndjson: { directory: join(folder, 'results') },
      splunk_kvstore: {
        app: 'search',
        base_url: splunk.baseUrl,
        auth_token: splunk.token,
        reader_grace_seconds: 0,
        ...splunk_kvstore,
      },
      splunk_hec: {
        url: splunk.hecUrl,
        token: HEC_TOKEN,
        records: ['events', 'outliers', 'risk', 'incidents'],
        ...splunk_hec,
      },
      ...others,
    },
  });
}

/** A record of an event in the minutes of the window, of which one in three is an outlier. */
function recordOf(i: number, fields: Readonly<Record<string, unknown>> = {}): KvRecord {
  return {
    _key: `e${i}`,
    TimeCreated: `2026-01-31T00:05:${String(i).padStart(2, '0')}.000000Z`,
    user: 'ann',
    score: i,
    p_value: 1 - i / 100,
    behavior_outlier: i % 3 === 0 ? 1 : 0,
    model_version: 'v1',
    run_id: 'r1',
    ...fields,
  };
}

/** What scoring gives: records in a file, and the path of that. */
function scoredOf(records: readonly KvRecord[]): { readonly recordsPath: string } {
  const recordsPath = join(folder, `${Math.random()}.ndjson`);
  writeFileSync(recordsPath, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return { recordsPath };
}

function incidentOf(alerts: number): IncidentRecord {
  return {
    _key: 'i1',
    kind: 'account',
    entity: 'ann',
    title: `ann acted unusually ${alerts} times`,
    sentence: '',
    start: '2026-01-31T00:05:00.000000Z',
    end: `2026-01-31T00:05:${String(alerts).padStart(2, '0')}.000000Z`,
    duration_seconds: alerts,
    risk: 10 + alerts,
    risk_raw: alerts,
    max_score: 99,
    min_p_value: 0.001,
    alert_count: alerts,
    failed_count: 0,
    account_count: 1,
    source_count: 0,
    destination_count: 0,
    accounts: ['ann'],
    sources: [],
    destinations: [],
    signatures: [],
    techniques: [],
    reasons: [],
    event_keys: ['e0'],
    model_version: 'v1',
    run_id: 'r1',
  };
}

async function published(collection: string): Promise<Map<unknown, KvRecord>> {
  const found = new Map<unknown, KvRecord>();
  for await (const record of readPublished(client, { app: 'search', collection }))
    found.set(record['record_key'], record);
  return found;
}

describe('in KV Store', () => {
  let config: SidecarConfig;
  let generation: string | null;
  beforeEach(async () => {
    config = configFor(['splunk_kvstore']);
    ({ generation } = await ensureGeneration({ config, runId: 'worker-1', known: null }));
  });

  it('records join those that readers see, once however often a window is done', async () => {
    const first = scoredOf([recordOf(0), recordOf(1)]);
    const second = scoredOf([recordOf(2), recordOf(3)]);
    await writeWindow({ scored: first, window, generation, config });
    const writes = await writeWindow({ scored: second, window, generation, config });
    expect(writes).toMatchObject([
      { target: 'auth_events', written: 2, failed: 0, complete: true },
      { target: 'auth_outlier_events', written: 1, failed: 0, complete: true },
    ]);
    const before = await published('auth_events');
    expect([...before.keys()].sort()).toEqual(['e0', 'e1', 'e2', 'e3']);
    expect(before.get('e2')).toMatchObject({ user: 'ann', score: 2, run_id: generation });
    expect([...(await published('auth_outlier_events')).keys()].sort()).toEqual(['e0', 'e3']);
    await writeWindow({ scored: second, window, generation, config });
    expect(await published('auth_events')).toEqual(before);
  });

  it('only outliers, if no other events are wanted', async () => {
    const scored = scoredOf([recordOf(30), recordOf(31), recordOf(32)]);
    const writes = await writeWindow({
      scored,
      window,
      generation,
      config: configFor(['splunk_kvstore'], { events: 'outliers' }),
    });
    expect(writes).toMatchObject([
      { target: 'auth_events', written: 1, complete: true },
      { target: 'auth_outlier_events', written: 1, complete: true },
    ]);
    const keys = [...(await published('auth_events')).keys()].map(String);
    expect(keys.filter((key) => /^e3[0-2]$/.test(key))).toEqual(['e30']);
  });

  it('an incident that grew stands there once, as it is now', async () => {
    for (const alerts of [1, 4])
      await writeIncidents({ incidents: [incidentOf(alerts)], window, generation, config });
    expect([...(await published('auth_incidents')).values()]).toMatchObject([
      { record_key: 'i1', alert_count: 4, risk: 14 },
    ]);
  });

  it('a record that is refused is told, and does not hold back the others', async () => {
    const scored = scoredOf([recordOf(10), recordOf(11, { score: 'high' }), recordOf(13)]);
    const [events] = await writeWindow({ scored, window, generation, config });
    expect(events).toMatchObject({ target: 'auth_events', written: 2, failed: 1, complete: false });
    expect(events!.problem).toMatch(/score/);
    expect([...(await published('auth_events')).keys()]).toEqual(expect.arrayContaining(['e10', 'e13']));
  });

  it.for([
    ['shows another run than is meant', { generation: 'another' }, 'superseded'],
    ['refuses', { splunk_kvstore: { auth_token: 'wrong' } }, 'refused'],
  ] as const)('it throws where KV Store %s, for the window to be done again', async ([, given, code]) => {
    const { generation: meant = generation, ...output } = given as Output & {
      generation?: string;
    };
    const writing = writeWindow({
      scored: scoredOf([recordOf(20)]),
      window,
      generation: meant,
      config: configFor(['splunk_kvstore'], output),
    });
    await expect(writing).rejects.toMatchObject({ name: 'KvStoreError', code });
    expect((await published('auth_events')).has('e20')).toBe(false);
  });

  it('refuses to write without a generation', async () => {
    const scored = scoredOf([recordOf(20)]);
    await expect(writeWindow({ scored, window, generation: null, config })).rejects.toThrow(
      new RangeError('generation is null, expected the run_id that readers see'),
    );
  });
});

describe('in files', () => {
  it('each window has one of its own for each collection, by day and time, with the same bytes when it is done again', async () => {
    const config = configFor(['ndjson']);
    const scored = scoredOf([recordOf(0), recordOf(1)]);
    const day = join(folder, 'results', '2026-01-31');
    const texts = async (): Promise<Record<string, string>> => {
      const writes = await writeWindow({ scored, window, generation: null, config });
      expect(writes.every(({ complete }) => complete)).toBe(true);
      return Object.fromEntries(
        readdirSync(day).map((name) => [name, readFileSync(join(day, name), 'utf8')]),
      );
    };
    const before = await texts();
    expect(Object.keys(before).sort()).toEqual([
      'auth_events.000500Z.ndjson',
      'auth_outlier_events.000500Z.ndjson',
    ]);
    expect(before['auth_events.000500Z.ndjson']).toBe(readFileSync(scored.recordsPath, 'utf8'));
    expect(readObjects(join(day, 'auth_outlier_events.000500Z.ndjson'))).toEqual([recordOf(0)]);
    expect(await texts()).toEqual(before);
    const next = { from: window.to, to: window.to + 300 };
    await writeIncidents({ incidents: [incidentOf(1)], window: next, generation: null, config });
    expect(readObjects(join(day, 'auth_incidents.001000Z.ndjson'))).toEqual([incidentOf(1)]);
    expect(statSync(join(day, 'auth_events.000500Z.ndjson')).size).toBe(
      before['auth_events.000500Z.ndjson']!.length,
    );
  });

  it('it throws where a folder cannot be made', async () => {
    const config = configFor(['ndjson'], { ndjson: { directory: join(folder, 'file', 'results') } });
    writeFileSync(join(folder, 'file'), '');
    const writing = writeWindow({ scored: scoredOf([recordOf(0)]), window, generation: null, config });
    await expect(writing).rejects.toMatchObject({ name: 'IoError' });
  });

  it('a window without records writes none and asks nobody', async () => {
    const config = configFor(['ndjson', 'splunk_kvstore']);
    const before = splunk.requests.length;
    expect(await writeWindow({ scored: scoredOf([]), window, generation: 'g', config })).toEqual([]);
    expect(existsSync(join(folder, 'results'))).toBe(false);
    expect(splunk.requests).toHaveLength(before);
  });
});

describe('at the HTTP Event Collector', () => {
  const idsIn = async (sourcetype: string): Promise<unknown[]> => {
    const search = `search index=sidecar_results sourcetype=${sourcetype}`;
    const ids: unknown[] = [];
    for await (const { _raw } of client.exportRows({ search, earliest: '0' }))
      ids.push((JSON.parse(_raw as string) as { sidecar_id: unknown }).sidecar_id);
    return ids.sort();
  };

  it('events, outliers, risk and incidents arrive, and again under the same ids when a window is done again', async () => {
    const config = configFor(['splunk_hec']);
    const scored = scoredOf([recordOf(0), recordOf(1)]);
    const writes = await writeWindow({ scored, window, generation: null, config });
    expect(writes.map(({ target, written, complete }) => [target, written, complete])).toEqual([
      ['HEC sidecar_results (events)', 2, true],
      ['HEC sidecar_results (outliers)', 1, true],
      ['HEC sidecar_results (risk)', 1, true],
    ]);
    const told = await writeIncidents({ incidents: [incidentOf(2)], window, generation: null, config });
    expect(told).toMatchObject([{ target: 'HEC sidecar_results (incidents)', written: 1, complete: true }]);
    expect(await idsIn('sidecar:event')).toEqual(['events:e0', 'events:e1']);
    expect(await idsIn('sidecar:incident')).toEqual(['incidents:i1']);
    await writeWindow({ scored, window, generation: null, config });
    expect(await idsIn('sidecar:event')).toEqual(['events:e0', 'events:e0', 'events:e1', 'events:e1']);
    // Whoever scores may have no folder to remember in.
    expect(readdirSync(folder).filter((name) => !name.endsWith('.ndjson'))).toEqual([]);
  });

  it('it throws where the collector refuses the token, for the window to be done again', async () => {
    const config = configFor(['splunk_hec'], { splunk_hec: { token: 'wrong' } });
    const writing = writeWindow({ scored: scoredOf([recordOf(0)]), window, generation: null, config });
    await expect(writing).rejects.toThrow(SplunkError);
  });
});
