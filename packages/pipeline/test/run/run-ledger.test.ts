import { join } from 'node:path';
import { createSplunkClient } from '@sidecar/splunk-client';
import { type KvRecord, readCollection, recordFault } from '@sidecar/kvstore-writer';
import type { Emulator } from '@sidecar/splunk-emulator';
import { describe, expect, it, test } from 'vitest';
import { collections, run, type RunReport, type SidecarConfig } from '../../src/index.ts';
import { createStageClock } from '../../src/run/stage-clock.ts';
import {
  configOf,
  generatedLines,
  NOW,
  openFolder,
  openSplunk,
  readObjects,
  writeLines,
} from '../workspace.ts';

const DAY = 86_400_000;
const lines = generatedLines(400, { scenarios: [] });
const moved = lines.map((line, i) =>
  i % 2 === 0 ? line : JSON.stringify({ ...JSON.parse(line), action: 'failure', signature_id: 4625 }),
);

interface Ledger {
  of(lines: readonly string[], settings?: Record<string, object>): Promise<RunReport>;
  records(): Record<string, unknown>[];
}

/** Runs over files, an hour apart. */
function openLedger(): Ledger {
  const folder = openFolder();
  const directory = join(folder, 'results');
  let runs = 0;
  return {
    of: (given, { ingestion = {}, modeling = {} } = {}) => {
      runs += 1;
      const files = [writeLines(folder, `${runs}.ndjson`, given)];
      const config = configOf({
        general: { model_dir: join(folder, 'models') },
        ingestion: { source: 'files', files, ...ingestion },
        modeling: { k_candidates: [4, 6], ...modeling },
        output: { writers: ['ndjson'], ndjson: { directory } },
      });
      return run({ config, runId: `r${runs}`, now: new Date(NOW.getTime() + runs * 3_600_000) });
    },
    records: () => readObjects(join(directory, 'auth_model_runs.ndjson')),
  };
}

test('each run adds one record, which says what the report says', async () => {
  const ledger = openLedger();
  const budget = { modeling: { outlier_mode: 'budget', alerts_per_day: 5 } };
  const first = await ledger.of([...lines, 'x'], budget);
  const second = await ledger.of(lines, budget);
  const [one, two, ...others] = ledger.records();
  expect(others).toEqual([]);
  const outliers = Object.values(first.outliers).reduce((sum, count) => sum + count, 0);
  const times = lines.map((line) => Date.parse((JSON.parse(line) as { TimeCreated: string }).TimeCreated));
  const days = (Math.max(...times) - Math.min(...times)) / DAY;
  expect(one).toMatchObject({
    _key: 'r1',
    run_id: 'r1',
    status: 'complete',
    preset: 'behavior',
    model_version: first.modelVersion,
    is_trained: 1,
    started_at: '2026-10-01T01:00:00.000Z',
    trained_at: '2026-10-01T01:00:00.000Z',
    events_read: 401,
    events_scored: 400,
    rejected: 1,
    rejected_reasons: ['not_json=1'],
    outlier_mode: 'budget',
    outlier_count: outliers,
    incident_count: first.incidents.length,
    k: first.k,
    failed: 0,
    problems: [],
  });
  expect(one!['realised_alerts_per_day']).toBeCloseTo(outliers / days, 6);
  expect(one!['promised_alerts_per_day']).toBeCloseTo(5, 9);
  expect(one!['budget_low'] as number).toBeLessThan(5);
  expect(one!['budget_high'] as number).toBeGreaterThan(5);
  expect(one!['budget_high'] as number).toBeLessThan(first.promise!.day.most);
  expect(Date.parse(one!['window_start'] as string)).toBe(Math.min(...times));
  expect(Date.parse(one!['window_end'] as string)).toBe(Math.max(...times));
  expect(JSON.parse(one!['k_curve'] as string)).toEqual(first.curve);
  expect(one!['written']).toBe(first.writes.slice(0, -1).reduce((sum, { written }) => sum + written, 0));
  expect(Object.keys(JSON.parse(one!['stage_seconds'] as string) as object)).toEqual(
    expect.arrayContaining(['reading', 'scoring']),
  );
  expect(one!['is_drifted']).toBeUndefined();

  expect(two).toMatchObject({ is_trained: 0, is_drifted: 0, trained_at: one!['trained_at'] });
  expect(second.modelReason).toBe(two!['model_reason']);
  expect(
    ledger.records().map((record) => recordFault(record as KvRecord, collections.auth_model_runs.fields)),
  ).toEqual([undefined, undefined]);
});

test('drift is told by what was compared, with what moved most', async () => {
  const ledger = openLedger();
  await ledger.of(lines);
  await ledger.of(moved);
  const [, record] = ledger.records();
  expect(record).toMatchObject({ is_drifted: 1, is_trained: 1 });
  const findings = JSON.parse(record!['drift_findings'] as string) as Record<string, unknown>[];
  expect(findings[0]).toMatchObject({ facet: 'clusters', cluster: expect.any(Number) });
  expect(findings).toContainEqual(
    expect.objectContaining({
      facet: 'signature',
      cluster: null,
      culprit: '4625/failure',
      is_drifted: 1,
      before_share: expect.any(Number),
    }),
  );
});

test.for([
  { name: 'no event', given: [], ingestion: {}, status: 'nothing', scored: 0 },
  {
    name: 'too many rejects',
    given: [...lines, 'x', 'y'],
    ingestion: { max_rejected_share: 0.001 },
    status: 'partial',
    scored: 400,
  },
  { name: 'few rejects', given: [...lines, 'x', 'y'], ingestion: {}, status: 'complete', scored: 400 },
])('with $name the status is $status', async ({ given, ingestion, status, scored }) => {
  const ledger = openLedger();
  await ledger.of(given, { ingestion });
  expect(ledger.records()).toEqual([expect.objectContaining({ status, events_scored: scored })]);
});

describe('in KV Store', () => {
  const configFor = (splunk: Emulator, kept: object = {}, ingestion: object = {}): SidecarConfig =>
    configOf({
      general: { model_dir: join(openFolder(), 'models') },
      ingestion: {
        earliest: '0',
        splunk: { base_url: splunk.baseUrl, auth_token: splunk.token },
        ...ingestion,
      },
      modeling: { k_candidates: [4] },
      output: { splunk_kvstore: { app: 'search', reader_grace_seconds: 0, ...kept } },
    });
  const recordsOf = async (splunk: Emulator): Promise<KvRecord[]> => {
    const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
    const records: KvRecord[] = [];
    for await (const record of readCollection(client, { app: 'search', collection: 'auth_model_runs' }))
      records.push(record);
    return records;
  };

  it('a write that failed is told in the record, though the lease is still held by it', async () => {
    const splunk = await openSplunk(lines.slice(0, 100));
    let faults = 3;
    const onProgress = ({ stage }: { readonly stage: string }): void => {
      if (stage === 'writing auth_events' && faults-- > 0)
        splunk.setFaults([{ route: 'kv-write', kind: 'token-expires', times: 1 }]);
    };
    const { writes } = await run({ config: configFor(splunk), runId: 'r1', now: NOW, onProgress });
    expect(writes[0]!.complete).toBe(false);
    const [record] = await recordsOf(splunk);
    expect(record).toMatchObject({
      status: 'partial',
      failed: 100,
      problems: [expect.stringMatching(/^auth_events: /)],
    });
  });

  it('what is older than the history goes, the newest stays', async () => {
    const splunk = await openSplunk(lines.slice(0, 100));
    for (const [i, days] of [0, 1, 9].entries()) {
      const now = new Date(NOW.getTime() - (20 - days) * DAY);
      await run({
        config: configFor(splunk, { history_days: 3 }, { latest: '2026-09-30T00:00:00' }),
        runId: `r${i}`,
        now,
      });
    }
    expect((await recordsOf(splunk)).map(({ run_id }) => run_id)).toEqual(['r2']);
  });

  it('a ledger that cannot be written fails no run, and is told', async () => {
    const splunk = await openSplunk(lines.slice(0, 100));
    const client = createSplunkClient({ baseUrl: splunk.baseUrl, auth: { token: splunk.token } });
    const path = '/servicesNS/nobody/search/storage/collections/config';
    await client.request({ method: 'POST', path, form: { name: 'auth_model_runs' } });
    await client.request({ method: 'POST', path: `${path}/auth_model_runs`, form: { 'field.k': 'string' } });
    const { writes } = await run({ config: configFor(splunk), runId: 'r1', now: NOW });
    expect(writes.map(({ complete }) => complete)).toEqual([true, true, true, true, true, true, false]);
    expect(writes.at(-1)!.problem).toMatch(/^auth_model_runs declares k as string instead of number/);
  });
});

test('a stage lasts until another begins; one that comes again is counted together', () => {
  let time = 1000;
  const clock = createStageClock(undefined, () => time);
  const told = (stage: string, ms: number): void => {
    clock.onProgress({ stage, done: 0 });
    time += ms;
  };
  time += 500;
  told('reading', 100);
  told('reading', 200);
  told('scoring', 1000);
  told('reading', 50);
  expect(clock.seconds()).toEqual({ reading: 0.35, scoring: 1 });
  expect(clock.elapsed()).toBeCloseTo(1.85, 9);
});
