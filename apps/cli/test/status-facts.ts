import type { LedgerEntry } from '@sidecar/pipeline';
import type { StatusFacts } from '../src/status/status-facts.ts';

const run = (stage: LedgerEntry['stage'], startedAt: string, of: Partial<LedgerEntry> = {}): LedgerEntry => ({
  runId: `${stage}-${startedAt}`,
  stage,
  status: 'complete',
  startedAt,
  durationSeconds: 2.4,
  modelVersion: '3f9a81c04d2b',
  eventsRead: 1234,
  outliers: 0,
  setAside: 0,
  problems: [],
  ...of,
});

/** A worker that does well. */
export const goodFacts: StatusFacts = {
  now: '2026-01-07T10:01:30.000Z',
  clock: 'server',
  model: {
    version: '3f9a81c04d2b',
    createdAt: '2026-01-04T03:00:05.000Z',
    trainedOn: 1_234_567,
    accounts: 812,
  },
  scoring: {
    scoredTo: '2026-01-07T10:00:00.000Z',
    lagSeconds: 90,
    modelVersion: '3f9a81c04d2b',
    setAside: [],
  },
  alerts: {
    perDay: 12.28,
    byDay: { '2026-01-06': 12 },
    promise: { expected: 10, least: 4, most: 18 },
  },
  runs: [
    run('train', '2026-01-04T03:00:05.000Z', { durationSeconds: 812, eventsRead: 1_234_567 }),
    run('score', '2026-01-07T09:55:03.000Z', { outliers: 1 }),
    run('drift', '2026-01-07T04:30:01.000Z', { durationSeconds: 61, eventsRead: 310_000 }),
    run('score', '2026-01-07T10:00:02.000Z', { eventsRead: 998 }),
  ],
  splunkProblem: null,
};

/** A worker of which nearly everything is wrong. */
export const badFacts: StatusFacts = {
  ...goodFacts,
  now: '2026-03-20T10:01:30.000Z',
  clock: 'local',
  scoring: {
    scoredTo: '2026-03-18T07:00:00.000Z',
    lagSeconds: 183_690,
    modelVersion: '3f9a81c04d2b',
    setAside: Array.from({ length: 7 }, (_, i) => ({
      stage: 'score' as const,
      window: { from: 1_773_800_000 + 300 * i, to: 1_773_800_300 + 300 * i },
      reason: `cannot read \u001b[31mline ${i}`,
      at: '2026-03-18T07:05:00.000Z',
      attempts: 5,
    })),
  },
  alerts: { perDay: 240, byDay: { '2026-03-17': 240 }, promise: { expected: 10, least: 4, most: 18 } },
  runs: null,
  splunkProblem: 'Cannot reach https://splunk.example.com:8089 (ECONNREFUSED).',
};

/** A worker that has not begun. */
export const noFacts: StatusFacts = {
  now: '2026-01-07T10:01:30.000Z',
  clock: 'server',
  model: null,
  scoring: null,
  alerts: null,
  runs: [],
  splunkProblem: null,
};
