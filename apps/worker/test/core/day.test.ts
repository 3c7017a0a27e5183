import { describe, expect, test } from 'vitest';
import { contentOf, recordsIn } from './content-of.ts';
import { arrivalOf, configOf, events, openOffice, openWorker, TOKEN, workUntil } from './core-office.ts';

describe('a day', () => {
  test('of a worker that begins with nothing: trains, scores every event once, looks for drift', async () => {
    const office = await openOffice();
    const worker = await openWorker(
      office,
      configOf(office, { worker: { score: { cron: '5 */2 * * *', window_seconds: 7200 } } }),
    );
    await workUntil(office, worker, '2026-10-02T06:10:00Z');
    const content = await contentOf(office.splunk);
    const from = Date.parse('2026-10-01T08:00:00Z');
    const to = Date.parse('2026-10-02T06:00:00Z');
    const expected = events.filter(({ time }) => arrivalOf(time) >= from && arrivalOf(time) < to);
    expect(content['auth_events']).toHaveLength(expected.length);
    expect(content['auth_outlier_events']!.length).toBeGreaterThan(0);
    expect(content['auth_incidents']!.length).toBeGreaterThan(0);
    expect(content['auth_user_profiles']!.length).toBeGreaterThan(0);

    const hours = [...Array(11).keys()].map(
      (i) => new Date(Date.parse('2026-10-01T10:00:00Z') + i * 7_200_000),
    );
    const scored = hours.map((hour) => `score: scored up to ${hour.toISOString().replace('.000Z', 'Z')}`);
    const told = worker.told();
    expect(told.filter((text) => text.startsWith('score: scored'))).toEqual(scored);
    expect(told.filter((text) => !text.startsWith('score: scored'))).toEqual([
      'train: training on 2026-09-24T12:00:00Z to 2026-10-01T12:00:00Z',
      expect.stringMatching(/^train: model [0-9a-f]{12}: trained by schedule$/),
      'score: scoring begins with what was indexed from 2026-10-01T08:00:00.000Z on',
      'drift: no drift, in 2026-09-25 to 2026-10-02',
    ]);
    const runs = await recordsIn(office.splunk, 'auth_model_runs');
    const stages = runs.map(({ stage }) => stage);
    expect([
      stages.filter((stage) => stage === 'train').length,
      stages.filter((stage) => stage === 'drift').length,
    ]).toEqual([1, 1]);
    expect(stages.filter((stage) => stage === 'score')).toHaveLength(11);
    expect(
      runs.reduce((sum, { stage, events_scored: count }) => sum + (stage === 'score' ? Number(count) : 0), 0),
    ).toBe(expected.length);
    for (const line of worker.log()) expect(line['run_id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(worker.log())).not.toContain(TOKEN);
  });
});
