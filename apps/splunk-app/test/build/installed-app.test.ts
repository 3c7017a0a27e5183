import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run } from '@sidecar/pipeline';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/index.ts';

const START = Date.UTC(2026, 7, 3);
const END = START + 14 * 86_400_000;
const APP = 'ml_sidecar_app';

let splunk: Emulator;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecar-installed-'));
  splunk = await startEmulator({
    now: () => END,
    apps: [buildApp()],
    users: [
      { name: 'sidecar', token: 'service', roles: ['sidecar_service'] },
      { name: 'ann', token: 'analyst', roles: ['sidecar_analyst'] },
    ],
  });
  const events = Array.from(
    generate({
      start: START,
      end: END,
      events: 800,
      seed: 5,
      attackShare: 0.05,
      people: 12,
      services: 3,
      admins: 2,
    }),
    ({ event }) => JSON.parse(formatEvent(event, 'seed')) as Record<string, unknown>,
  );
  await splunk.addEvents(
    'ml_sidecar',
    'ml:sidecar:json',
    events.map((event) => ({ ...event, time: Date.parse(String(event['TimeCreated'])) / 1000 })),
  );
});
afterAll(async () => {
  await splunk.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly result?: Record<string, string>;
  readonly messages?: readonly { readonly type: string; readonly text: string }[];
}

async function searchAs(token: string, search: string): Promise<Record<string, string>[]> {
  const response = await fetch(`${splunk.baseUrl}/servicesNS/nobody/${APP}/search/v2/jobs/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams({ search, output_mode: 'json', earliest_time: '-30d', latest_time: 'now' }),
  });
  const lines = (await response.text())
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.flatMap(({ messages = [] }) => messages)).toEqual([]);
  return lines.flatMap(({ result }) => (result === undefined ? [] : [result]));
}

const DETECTION = 'Sidecar - Incident above the risk limit';
const runConfig = (): ReturnType<typeof parseConfig>['config'] =>
  parseConfig(
    `general: { model_dir: ${folder} }
ingestion: { earliest: "${START / 1000}", latest: "${END / 1000}", splunk: { base_url: "${splunk.baseUrl}", auth_token: service } }
output: { splunk_kvstore: { app: ${APP} } }`,
  ).config;

describe('with the app installed', () => {
  test('a run needs no right but those of sidecar_service: it makes no collection and changes none', async () => {
    const report = await run({ config: runConfig(), runId: 'r1', now: new Date(END) });
    expect(report.writes.filter(({ complete }) => !complete)).toEqual([]);
    expect(report.writes.map(({ target }) => target)).toContain('auth_incidents');
    const outliers = await searchAs('analyst', '| `sidecar_published(auth_outlier_events)` | stats count');
    expect(Number(outliers[0]!['count'])).toBe(
      report.writes.find(({ target }) => target === 'auth_outlier_events')!.written,
    );
    expect(Number(outliers[0]!['count'])).toBeGreaterThan(0);
  });

  test('the detection of incidents finds those above the limit, and a user can leave some out', async () => {
    const all = await searchAs(
      'analyst',
      '| `sidecar_published(auth_incidents)` | eval at=`sidecar_epoch(end)` | table record_key, risk, at, end',
    );
    for (const { at, end } of all) expect(Number(at)).toBe(Math.floor(Date.parse(end!) / 1000));
    const search = await savedSearch(DETECTION);
    const found = await searchAs('analyst', search);
    const expected = all.filter(({ risk, at }) => Number(risk) >= 60 && Number(at) >= END / 1000 - 86_400);
    expect(found.map(({ record_key: key }) => key).sort()).toEqual(
      expected.map(({ record_key: key }) => key).sort(),
    );
    const wider = search.replace('`sidecar_minimum_risk`', '1').replace('`sidecar_lookback`', '"-90d"');
    const most = await searchAs('analyst', wider);
    expect(most.length).toBe(all.filter(({ risk }) => Number(risk) >= 1).length);
    expect(most.length).toBeGreaterThan(0);
  });

  test('results are not stale after a run, and the ledger raises nothing that it does not show', async () => {
    expect(await searchAs('analyst', await savedSearch('Sidecar - Results are stale'))).toEqual([]);
    expect(await searchAs('analyst', await savedSearch('Sidecar - Write not whole'))).toEqual([]);
    const [lines] = await searchAs('analyst', '| inputlookup auth_model_runs_lookup | stats count');
    expect(lines).toEqual({ count: '1' });
  });
});

async function savedSearch(name: string): Promise<string> {
  const url = `${splunk.baseUrl}/servicesNS/nobody/${APP}/saved/searches/${encodeURIComponent(name)}?output_mode=json`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${splunk.token}` } });
  const { entry } = (await response.json()) as {
    entry: { content: { search: string; disabled: unknown } }[];
  };
  expect([true, 1, '1']).toContain(entry[0]!.content.disabled);
  return entry[0]!.content.search;
}
