import { describe, expect, test } from 'vitest';
import { contentOf, recordsIn } from './content-of.ts';
import { arrivalOf, configOf, events, openOffice, openWorker, workUntil } from './core-office.ts';

describe('a day', () => {
  test('of a worker that begins with nothing: trains, scores every event once, looks for drift', async () => {
    const office = await openOffice();
    const worker = await openWorker(office, configOf(office));
    await workUntil(office, worker, '2026-10-02T12:10:00Z');
    console.log(worker.told().join('\n'));
    const content = await contentOf(office.splunk);
    console.log(Object.entries(content).map(([name, records]) => `${name}: ${records.length}`));
    const from = Date.parse('2026-10-01T08:00:00Z');
    const to = Date.parse('2026-10-02T12:00:00Z');
    const expected = events.filter(({ time }) => arrivalOf(time) >= from && arrivalOf(time) < to);
    expect(content['auth_events']).toHaveLength(expected.length);
    console.log((await recordsIn(office.splunk, 'auth_model_runs')).length);
  });
});
