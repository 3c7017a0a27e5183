import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatEvent, generate } from '@sidecar/log-generator';
import { parseConfig, run, type RunReport } from '@sidecar/pipeline';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { buildApp } from '../../src/build/build-app.ts';
import { exportRows } from './export-rows.ts';
import { HOURLY, searches } from './summary-world.ts';

const DAY = 86_400;
const START = Date.parse('2026-09-21T00:00:00Z') / 1000;
const END = START + 2 * DAY;
const NOW = END + 2 * 3600;

let splunk: Emulator;
let clock = NOW;
beforeAll(async () => {
  splunk = await startEmulator({ apps: [buildApp()], now: () => clock * 1000 });
  const generated = generate({
    events: 500,
    seed: 5,
    start: new Date(START * 1000),
    end: new Date(END * 1000),
    people: 12,
    services: 3,
    admins: 2,
  });
  const lines = Array.from(generated, ({ event }) => formatEvent(event, 'seed'));
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', [...lines, ...lines.slice(0, 40)]);
});
afterAll(() => splunk.close());

/** Runs a saved search of the app over a time of its own. */
function runSearch(name: string, from = START, to = END): Promise<Record<string, unknown>[]> {
  return exportRows(splunk, searches.get(name)!, { from, to });
}

interface Ran {
  readonly report: RunReport;
  readonly warnings: string[];
}

/** A run with a model of its own. */
async function runMode(mode: string, ingestion: object = {}): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecar-summary-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { config } = parseConfig(
    JSON.stringify({
      general: { model_dir: folder },
      ingestion: {
        mode,
        windows: 'never',
        earliest: String(START),
        latest: String(END),
        splunk: { base_url: splunk.baseUrl, auth_token: splunk.token },
        ...ingestion,
      },
      modeling: { k_candidates: [4] },
      output: { writers: ['ndjson'], ndjson: { directory: join(folder, 'results') } },
    }),
    { runnable: true },
  );
  const warnings: string[] = [];
  const report = await run({
    config,
    runId: mode,
    now: new Date(NOW * 1000),
    onWarning: ({ message }) => warnings.push(message),
  });
  return { report, warnings };
}

describe('before there is a summary', () => {
  it('a run names what is missing and ends', async () => {
    await expect(runMode('summary')).rejects.toMatchObject({
      name: 'SummaryError',
      code: 'gaps',
      message: expect.stringContaining(
        'no complete summary of 2026-09-21T00:00Z to 2026-09-23T00:00Z (48 hours)',
      ),
    });
  });
});

test('the model from the summary is the model from the events, to the last bit, and so is every figure of the run', async () => {
  await runSearch(HOURLY);
  const { report: raw } = await runMode('raw');
  const { report: summary, warnings } = await runMode('summary');
  expect(raw.events).toBe(540);
  expect(warnings).toEqual([]);
  expect(summary.modelVersion).toBe(raw.modelVersion);
  const figures = ({ events, outliers, beyond, incidents }: RunReport): unknown => ({
    events,
    outliers,
    beyond,
    incidents: incidents.map(({ _key, risk, sentence }) => [_key, risk, sentence]),
  });
  expect(figures(summary)).toEqual(figures(raw));
});

test('written again, in parts that overlap, it is still the same model', async () => {
  clock += 60;
  await runSearch('Sidecar - Backfill the logon summary', START - 5 * 3600, START + DAY + 7);
  clock += 60;
  await runSearch('Sidecar - Complete the logon summary of yesterday', START + 3 * 3600, END);
  const { report: raw } = await runMode('raw');
  const { report: summary } = await runMode('summary');
  expect(summary.modelVersion).toBe(raw.modelVersion);
});

describe('a gap', () => {
  it('is refused by its name, and with warn the run learns without it', async () => {
    const wide = { earliest: String(START - 3 * DAY) };
    await expect(runMode('summary', wide)).rejects.toMatchObject({ code: 'gaps' });
    const { report, warnings } = await runMode('summary', { ...wide, summary: { on_gap: 'warn' } });
    expect(report.events).toBe(540);
    expect(warnings).toEqual([expect.stringContaining('2026-09-18T00:00Z to 2026-09-20T19:00Z (67 hours)')]);
  });

  it('at the end is none within the hours of lag', async () => {
    const late = { latest: String(END + 2 * 3600) };
    expect((await runMode('summary', late)).report.events).toBe(540);
    await expect(runMode('summary', { ...late, summary: { lag_hours: 1 } })).rejects.toMatchObject({
      code: 'gaps',
    });
  });

  it('is listed with what arrived late', async () => {
    const event = { TimeCreated: '2026-09-21T05:30:00Z', user: 'ann', action: 'success', signature_id: 4624 };
    await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', [event]);
    const rows = await runSearch('Sidecar - Gaps in the logon summary', START, END + 3600);
    const told = rows.map(({ window_start, state, arrived_later }) => [
      Number(window_start) - START,
      state,
      Number(arrived_later),
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        [5 * 3600, 'late events', 1],
        [2 * DAY, 'missing', 0],
      ]),
    );
    await runSearch('Sidecar - Complete the logon summary of yesterday', START, START + DAY);
    expect((await runMode('summary')).report.events).toBe(541);
  });
});

test('measures of an hour reach the metrics index, and taken by max they do not grow when measured twice', async () => {
  for (let n = 0; n < 2; n++) await runSearch('Sidecar - Logon measures per hour');
  const rows = await exportRows(splunk, 'index=sidecar_metrics | fields *', { from: START, to: NOW + DAY });
  const points = new Map<string, number>();
  for (const row of rows)
    points.set(`${String(row['_time'])} ${String(row['user'])}`, Number(row['metric_name:logons.events']));
  expect([...points.values()].reduce((sum, count) => sum + count, 0)).toBe(541);
  expect(rows.length).toBe(2 * points.size);
});
