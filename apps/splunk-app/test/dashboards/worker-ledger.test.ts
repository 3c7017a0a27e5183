import type { Row } from '@sidecar/spl';
import { beforeAll, describe, expect, test } from 'vitest';
import { appOptions } from '../../src/app-options.ts';
import { appContentOf } from '../../src/build/app-content-of.ts';
import { type Searching, searchWorker } from './searching.ts';
import { RUNS, type Stored } from './written-records.ts';

const HOUR = 3600;
/** Longer after the last run than what it published counts as fresh. */
const NOW = RUNS[1].at.getTime() / 1000 + 40 * HOUR;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** @param ago - Hours before now. */
function stageRun(stage: string, ago: number, more: object): Stored {
  const _key = `${stage}-${ago}`;
  const times = { started_at: iso(NOW - ago * HOUR), finished_at: iso(NOW - ago * HOUR + 10) };
  const usual = {
    status: 'complete',
    duration_seconds: 10,
    is_trained: 0,
    model_reason: `why ${stage}`,
    k: 6,
    failed: 0,
    set_aside: 0,
  };
  return { _key, run_id: _key, stage, ...times, ...usual, rejected: 0, events_read: 0, ...more };
}
/** A batch of five minutes. */
function batch(ago: number, more: object): Stored {
  const window = { indexed_from: iso(NOW - ago * HOUR - 300), indexed_to: iso(NOW - ago * HOUR) };
  const counts = {
    events_read: 10,
    events_scored: 9,
    rejected: 1,
    rejected_share: 0.1,
    rejected_reasons: ['late=1'],
    incident_count: 1,
  };
  const budget = { promised_alerts_per_day: 2.5, budget_low: 0, budget_high: 7 };
  return stageRun('score', ago, { ...window, ...counts, ...budget, ...more });
}
const finding = {
  facet: 'signature',
  culprit: '4625',
  cramers_v: 0.4,
  psi: 1,
  p_value: 0.001,
  is_drifted: 1,
};
const curve = [2, 6].map((k) => ({ k, silhouette: k / 10, inertia: 1, stability: 1 }));
const ledger = [
  batch(30, { outlier_count: 5 }),
  batch(6, { outlier_count: 2, status: 'partial', failed: 3, problems: ['auth_events: no room'] }),
  stageRun('train', 5, {
    is_trained: 1,
    k_curve: JSON.stringify(curve),
    rejected: 9,
    rejected_reasons: ['late=9'],
  }),
  stageRun('drift', 4, { is_drifted: 1, drift_findings: JSON.stringify([finding]), model_version: 'm' }),
  batch(3, { outlier_count: 3, status: 'partial', set_aside: 1 }),
  batch(0.1, { outlier_count: 4 }),
];
const marks = ['auth_events', 'auth_incidents'].map((name) => ({
  _key: `extended-${name}-0123456789ab`,
  extends: name,
  run_id: RUNS[1].runId,
}));

let worker: Searching;
/** The worker has scored nothing for more than a day. */
let stopped: Searching;
beforeAll(async () => {
  worker = await searchWorker({ auth_model_runs: ledger, sidecar_state: marks }, NOW);
  stopped = await searchWorker({ auth_model_runs: ledger.slice(0, 1), sidecar_state: marks }, NOW);
}, 60_000);

const health = async (source: string): Promise<readonly Row[]> =>
  (await worker.find('sidecar_model_health', source)).rows;
const { searches } = appContentOf(appOptions());
const detect = (name: string, searching = worker): Promise<readonly Row[]> =>
  searching.search(searches.find((saved) => saved.name === `Sidecar - ${name}`)!.search);

describe('the health of the model, where a worker trains, scores and looks for drift', () => {
  test('the figures are of the last stage that knows them, what was decided of a day of scoring', async () => {
    const [latest] = await health('latest');
    expect(latest).toMatchObject({ status: 'complete', ago: '0.1 h ago', drift: 'drifted' });
    expect(
      [latest!['k'], latest!['realised_alerts_per_day'], latest!['rejected_percent']].map(Number),
    ).toEqual([6, 9, 10]);
  });

  test('batches of a day are one row, beside those of runs and of the other stages', async () => {
    const rows = await health('run_list');
    expect(rows.map((row) => [row['Stage'], row['Status'], Number(row['Read']), row['Model']])).toEqual([
      ['score, 3 in the day', 'partial', 30, 'reused'],
      ['drift', 'complete', 0, 'reused'],
      ['train', 'complete', 0, 'trained'],
      ['score, 1 in the day', 'complete', 10, 'reused'],
      ['run', expect.any(String), expect.any(Number), expect.any(String)],
      ['run', expect.any(String), expect.any(Number), expect.any(String)],
    ]);
    expect(
      [rows[0]!['Outliers'], rows[0]!['Not written'], rows[0]!['Set aside'], rows[0]!['Rejected']].map(
        Number,
      ),
    ).toEqual([9, 3, 1, 10]);
    expect([rows[0]!['Problems'], rows[0]!['Incidents']]).toEqual(['auth_events: no room', undefined]);
  });

  test('the curve is that of the training, the findings are those of the search for drift', async () => {
    const rows = await health('k_curve');
    expect(rows.map((row) => [Number(row['k']), Number(row['silhouette'])])).toEqual([
      [2, 0.2],
      [6, 0.6],
    ]);
    expect(rows.map((row) => row['chosen'] !== undefined)).toEqual([false, true]);
    expect((await health('drift_list')).map((row) => row['Moved most'])).toEqual(['4625']);
  });

  test('outliers of a day are the sum of its batches, beside what is promised of a day', async () => {
    const rows = (await health('budget')).slice(-2);
    expect(
      rows.map((row) => ['realised', 'promised', 'fewest', 'most'].map((field) => Number(row[field]))),
    ).toEqual([
      [5, 2.5, 0, 7],
      [9, 2.5, 0, 7],
    ]);
    const days = await health('outliers_by_day');
    expect(new Set(days.map((row) => Number(row['promised'])))).toEqual(new Set([2.5]));
  });

  test('rejects are those of what was scored', async () => {
    const late = (await health('rejects')).find((row) => row['reason'] === 'late');
    expect(Number(late!['lines'])).toBe(4);
  });

  test('what is scored is as old as the last batch, profiles are as trained, and records of what is added to are not told', async () => {
    const rows = await health('ages');
    expect(
      rows.map((row) => [
        row['Collection'],
        row['State'],
        Math.round(Number(row['Age'])),
        row['Records'] === undefined,
      ]),
    ).toEqual([
      ['auth_cluster_profiles', 'as trained', 40, false],
      ['auth_events', 'fresh', 0, true],
      ['auth_incidents', 'fresh', 0, true],
      ['auth_outlier_events', 'fresh', 0, false],
      ['auth_user_profiles', 'as trained', 40, false],
    ]);
    const late = await stopped.find('sidecar_model_health', 'ages');
    expect(late.rows.map((row) => [row['State'], Math.round(Number(row['Age']))])).toEqual([
      ['stale', 40],
      ['stale', 30],
      ['stale', 30],
      ['stale', 30],
      ['stale', 40],
    ]);
    const { rows: told } = await worker.find('sidecar_authentication', 'published');
    expect(told[0]!['published']).toBe('0.1 h ago');
  });
});

describe('detections, where a worker scores', () => {
  test('results are stale only once nothing was scored for long', async () => {
    expect(await detect('Results are stale')).toEqual([]);
    expect((await detect('Results are stale', stopped)).map((row) => Number(row['age_hours']))).toEqual([30]);
  });

  test.for([
    { name: 'Drift found', runs: ['drift-4'] },
    { name: 'Alert budget exceeded', runs: ['scored on 2026-10-02'] },
    { name: 'Rejects above the limit', runs: ['scored on 2026-10-02'] },
    { name: 'Write not whole', runs: ['score-6'] },
    { name: 'Part set aside', runs: ['score-3'] },
  ])('"$name" tells of what it is about', async ({ name, runs }) => {
    expect((await detect(name)).map((row) => row['run_id'])).toEqual(runs);
  });
});
