import { join } from 'node:path';
import { inspect } from 'node:util';
import { createSplunkClient, type SplunkRow } from '@sidecar/splunk-client';
import { type Emulator, type EmulatorOptions, startEmulator } from '@sidecar/splunk-emulator';
import { beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import { parseConfig, run, type RunReport } from '../../src/index.ts';
import { incidentHecEvent } from '../../src/hec/hec-records.ts';
import { generatedLines, NOW, openFolder, seedLine, writeLines } from '../workspace.ts';

const TOKEN = 'token-of-the-collector-4c1f';
const lines = generatedLines(400);
/** An event that the runs before have not seen. */
const later = seedLine({
  TimeCreated: '2026-09-30T23:59:00Z',
  src: '203.0.113.77',
  process: 'C:\\evil.exe',
  signature_id: 4624,
});

let splunk: Emulator;
let folder: string;
beforeEach(() => {
  folder = openFolder();
});

async function open(options: EmulatorOptions = {}): Promise<void> {
  splunk = await startEmulator({ hecToken: TOKEN, indexes: ['sidecar_results', 'risk'], ...options });
  onTestFinished(() => splunk.close());
}

let runs = 0;
function runOn(given: readonly string[], hec: object = {}, now = NOW): Promise<RunReport> {
  runs += 1;
  const { config } = parseConfig(
    JSON.stringify({
      general: { model_dir: join(folder, 'models') },
      ingestion: { source: 'files', files: [writeLines(folder, `${runs}.ndjson`, given)] },
      modeling: { k_candidates: [4], on_drift: 'note' },
      output: { writers: ['splunk_hec'], splunk_hec: { url: splunk.hecUrl, token: TOKEN, ...hec } },
    }),
    { runnable: true },
  );
  return run({ config, runId: `r${runs}`, now });
}

async function rowsOf(search: string): Promise<SplunkRow[]> {
  const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
  const rows: SplunkRow[] = [];
  for await (const row of client.exportRows({ search, earliest: '0' })) rows.push(row);
  return rows;
}

/** What was stored, as it was sent. */
const eventsOf = async (search: string): Promise<Record<string, unknown>[]> =>
  (await rowsOf(search)).map(({ _raw }) => JSON.parse(_raw as string) as Record<string, unknown>);
const writesOf = ({ writes }: RunReport): unknown[] => writes.map(({ target, written }) => [target, written]);

test('outliers, incidents and risk events reach the index, with the figures of the run', async () => {
  await open();
  const report = await runOn(lines);
  const outliers = Object.values(report.outliers).reduce((sum, count) => sum + count, 0);
  expect(outliers).toBeGreaterThan(3);
  expect(writesOf(report)).toEqual([
    ['HEC sidecar_results (outliers)', outliers],
    ['HEC sidecar_results (incidents)', report.incidents.length],
    ['HEC sidecar_results (risk)', outliers],
  ]);
  const rows = await rowsOf('search index=sidecar_results sourcetype=sidecar:outlier');
  expect(rows.length).toBe(outliers);
  for (const row of rows) {
    const event = JSON.parse(row['_raw'] as string) as Record<string, unknown>;
    expect(event).toMatchObject({ behavior_outlier: 1, run_id: report.writes.length > 0 ? `r${runs}` : '' });
    expect(Date.parse(String(row['_time']).replace(' GMT', 'Z').replace(' ', 'T'))).toBe(
      Math.floor(Date.parse(event['TimeCreated'] as string)),
    );
  }
  const incidents = await eventsOf('search index=sidecar_results sourcetype=sidecar:incident');
  expect(incidents.map(({ sidecar_id }) => sidecar_id).sort()).toEqual(
    report.incidents.map(({ _key }) => `incidents:${_key}`).sort(),
  );
});

test('a risk event says who, how much, why, from where and by which technique', async () => {
  await open();
  await runOn(lines, { risk_index: 'risk', records: ['risk', 'outliers'] });
  const rows = await rowsOf(
    'search index=risk source="Sidecar - Unusual logon" sourcetype=sidecar:risk | fields *',
  );
  const scored = await eventsOf('search index=sidecar_results sourcetype=sidecar:outlier');
  const outlier = scored.find(
    ({ mitre_technique, src }) => mitre_technique !== undefined && src !== undefined,
  )!;
  const event = rows
    .map(({ _raw }) => JSON.parse(_raw as string) as Record<string, unknown>)
    .find(({ sidecar_id }) => sidecar_id === String(outlier['sidecar_id']).replace('outliers', 'risk'));
  expect(event).toMatchObject({
    search_name: 'Sidecar - Unusual logon',
    risk_object: outlier['user'],
    risk_object_type: 'user',
    risk_score: Math.min(100, Math.round(-10 * Math.log10(outlier['p_value'] as number))),
    risk_message: outlier['sentence'],
    threat_object: [outlier['src'], outlier['process']],
    threat_object_type: ['ip_address', 'process'],
    run_id: `r${runs}`,
  });
  for (const row of rows) {
    const { sidecar_id } = JSON.parse(row['_raw'] as string) as { sidecar_id: string };
    const { mitre_technique } = scored.find(
      (each) => each['sidecar_id'] === sidecar_id.replace('risk', 'outliers'),
    )!;
    expect([row['annotations.mitre_attack']].flat()).toEqual([mitre_technique]);
  }
  expect(rows.some((row) => row['annotations.mitre_attack'] !== undefined)).toBe(true);
});

describe('only what is new since the last confirmed run is sent', () => {
  it('nothing the second time, and one more when one more came', async () => {
    await open();
    const first = await runOn(lines, { records: ['events', 'outliers'] });
    expect(writesOf(first)[0]).toEqual(['HEC sidecar_results (events)', 400]);
    expect(writesOf(await runOn(lines, { records: ['events', 'outliers'] }))).toEqual([
      ['HEC sidecar_results (events)', 0],
      ['HEC sidecar_results (outliers)', 0],
    ]);
    expect(writesOf(await runOn([...lines, later], { records: ['events'] }))).toEqual([
      ['HEC sidecar_results (events)', 1],
    ]);
    const ids = (await eventsOf('search index=sidecar_results sourcetype=sidecar:event')).map(
      ({ sidecar_id }) => sidecar_id,
    );
    expect([ids.length, new Set(ids).size]).toEqual([401, 401]);
  });

  it('all of it again after a failure, under the same ids, and to another index from the beginning', async () => {
    await open();
    splunk.setFaults([{ route: 'hec', kind: 'close-after-apply', after: 1, times: 50 }]);
    const failed = await runOn(lines, { records: ['events'], batch_size: 100 });
    expect(failed.writes).toEqual([
      expect.objectContaining({ target: 'HEC sidecar_results (events)', written: 0, complete: false }),
    ]);
    splunk.setFaults([]);
    expect(writesOf(await runOn(lines, { records: ['events'] }))).toEqual([
      ['HEC sidecar_results (events)', 400],
    ]);
    const ids = (await eventsOf('search index=sidecar_results')).map(({ sidecar_id }) => sidecar_id);
    expect(ids.length).toBeGreaterThan(400);
    expect(new Set(ids).size).toBe(400);
    expect(writesOf(await runOn(lines, { records: ['events'], index: 'risk' }))).toEqual([
      ['HEC risk (events)', 400],
    ]);
  });

  it('an incident again when it has grown, under the same id', async () => {
    await open();
    const { incidents } = await runOn(lines, { records: ['incidents'] });
    const [one] = incidents;
    const same = incidentHecEvent({ ...one!, run_id: 'another', risk: one!.risk + 1 }, 'i');
    const grown = incidentHecEvent({ ...one!, alert_count: one!.alert_count + 1 }, 'i');
    const first = incidentHecEvent(one!, 'i');
    expect(same.name).toBe(first.name);
    expect(grown.name).not.toBe(first.name);
    expect(grown.event.event).toMatchObject({ sidecar_id: `incidents:${one!._key}` });
  });
});

describe('a failure is told and shows no secret', () => {
  it.for([
    { name: 'a wrong token', hec: { token: 'wrong-token-9d8e7f' }, problem: /token/i },
    { name: 'an index that is not there', hec: { index: 'nowhere' }, problem: /refused the index/ },
    { name: 'no collector', hec: { url: 'http://127.0.0.1:9' }, problem: /127\.0\.0\.1:9/ },
  ])('$name', { timeout: 60_000 }, async ({ hec, problem }) => {
    await open();
    const { writes, incidents } = await runOn(lines, { records: ['incidents'], ...hec });
    expect(writes).toEqual([
      expect.objectContaining({
        written: 0,
        failed: incidents.length,
        complete: false,
        problem: expect.stringMatching(problem),
      }),
    ]);
    expect(inspect(writes, { depth: 9 })).not.toMatch(/wrong-token|token-of-the/);
  });

  it('acknowledgement is waited for', async () => {
    await open({ hecAcknowledgement: true });
    const report = await runOn(lines, { records: ['incidents'], acknowledge: true });
    expect(report.writes).toEqual([
      expect.objectContaining({ written: report.incidents.length, complete: true }),
    ]);
    expect(
      splunk.requests.some((request) => JSON.stringify(request).includes('/services/collector/ack')),
    ).toBe(true);
  });
});
