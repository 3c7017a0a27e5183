import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SplunkWarning } from '@sidecar/splunk-client';
import type { Emulator, FaultPlan } from '@sidecar/splunk-emulator';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { ingest } from '../src/run/ingest.ts';
import { configOf, generatedLines, openFolder, openSplunk, readObjects } from './workspace.ts';

const lines = generatedLines(800);

let temporary = '';
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => void vi.unstubAllEnvs());

const exportsOf = (splunk: Emulator): number =>
  splunk.requests.filter(({ url }) => url.includes('jobs/export')).length;

/** Reads what a run would; the events as they stand in the file. */
async function read(splunk: Emulator, ingestion: object = {}, { signal }: { signal?: AbortSignal } = {}) {
  const config = configOf({
    ingestion: {
      earliest: '2026-09-20',
      latest: '2026-10-02',
      ...ingestion,
      splunk: { base_url: splunk.baseUrl, auth_token: splunk.token, idle_timeout_seconds: 2 },
    },
    output: { writers: [] },
  });
  const counts: number[] = [];
  const warnings: SplunkWarning[] = [];
  const { inputs, remove } = await ingest({
    config,
    signal,
    onProgress: ({ stage, done }) => {
      expect(stage).toBe('exporting');
      counts.push(done);
    },
    onWarning: (warning) => warnings.push(warning),
  });
  onTestFinished(remove);
  const [file] = inputs;
  expect(statSync(file!).mode & 0o777).toBe(0o600);
  return { events: readObjects(file!), counts, warnings, folder: dirname(file!), remove };
}

const given = lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('window by window', () => {
  it('writes every event once, oldest first, and counts what it keeps', async () => {
    const splunk = await openSplunk(lines);
    const { events, counts, warnings, folder, remove } = await read(splunk, { window_rows: 120 });
    expect(events).toEqual(given);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect([counts[0], counts.at(-1)]).toEqual([0, 800]);
    expect(warnings).toEqual([]);
    expect(exportsOf(splunk)).toBeGreaterThan(5);
    await remove();
    expect(existsSync(folder)).toBe(false);
  });

  it('orders by the time that the event itself tells, which Splunk cuts to milliseconds', async () => {
    const timestamp = '2026-09-25T10:00:00.123Z'; // what the server goes by
    const at = (fraction: string, user: string): string =>
      JSON.stringify({ timestamp, TimeCreated: `2026-09-25T10:00:00.${fraction}Z`, user, action: 'success' });
    const ordered = [at('1230010', 'a'), at('1230040', 'b'), at('1230090', 'c'), at('1240000', 'd')];
    const splunk = await openSplunk([ordered[1]!, ordered[3]!, ordered[0]!, ordered[2]!]);
    const { events } = await read(splunk);
    expect(events.map(({ user }) => user)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('holds few windows at a time, in order, when several are read at once', async () => {
    const splunk = await openSplunk(lines);
    const { events } = await read(splunk, { window_rows: 120, parallel: 3 });
    expect(events).toEqual(given);
  });

  test.for<{ name: string; faults: FaultPlan }>([
    {
      name: 'is cut off',
      faults: [{ route: 'export', kind: 'cut-mid-line', after: 2, times: 2, afterRows: 20 }],
    },
    {
      name: 'ends early',
      faults: [{ route: 'export', kind: 'cut-mid-line', after: 2, afterRows: 20, ending: 'clean' }],
    },
    {
      name: 'fails after rows',
      faults: [{ route: 'export', kind: 'fatal-after-rows', after: 1, afterRows: 9 }],
    },
    { name: 'says nothing', faults: [{ route: 'export', kind: 'empty-200', after: 2 }] },
    {
      name: 'stands still',
      faults: [{ route: 'export', kind: 'stall', after: 2, afterRows: 5, ms: 60_000 }],
    },
    {
      name: 'is refused for the quota',
      faults: [{ route: 'export', kind: 'quota-503', after: 1, times: 3 }],
    },
    { name: 'gives rows twice', faults: [{ route: 'export', kind: 'duplicate', after: 2, afterRows: 5 }] },
  ])('drops a window that $name and reads it alone again', async ({ faults: [fault] }) => {
    const splunk = await openSplunk(lines);
    const { events: calm } = await read(splunk, { window_rows: 120 });
    const searches = exportsOf(splunk);
    splunk.setFaults([fault!]);
    const { events, counts } = await read(splunk, { window_rows: 120 });
    expect(events).toEqual(calm);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const isSeen = fault!.kind !== 'duplicate' && fault!.kind !== 'stall'; // which is noted when it ends
    const again = isSeen ? (fault!.times ?? 1) : 0;
    expect(exportsOf(splunk)).toBe(2 * searches + again);
  });

  it('fixes the time once, by the clock of the server, half-open', async () => {
    const at = Date.UTC(2026, 8, 25, 12) / 1000;
    const events = [at - 3600, at - 3599, at - 1, at].map((time) => ({
      time,
      user: `u${time - at}`,
      TimeCreated: new Date(time * 1000).toISOString(),
    }));
    const splunk = await openSplunk([], { now: () => at * 1000 });
    await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', events);
    const { events: found } = await read(splunk, { earliest: '-1h', latest: 'now' });
    expect(found.map(({ user }) => user)).toEqual(['u-3600', 'u-3599', 'u-1']);
    expect(splunk.requests.filter(({ url }) => url.includes('timeparser'))).toHaveLength(1);
  });

  it('passes the time of indexing on, for events that arrive late', async () => {
    let clock = Date.UTC(2026, 8, 25);
    const splunk = await openSplunk(lines.slice(0, 50), { now: () => clock });
    clock += 7_200_000;
    await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines.slice(50, 80));
    const late = String(clock / 1000 - 3600);
    expect((await read(splunk, { index_earliest: late })).events).toEqual(given.slice(50, 80));
    expect((await read(splunk, { index_latest: late })).events).toEqual(given.slice(0, 50));
  });
});

describe('by one search', () => {
  const whole = { windows: 'never' };

  it('reads what cannot be divided, and what shall not be', async () => {
    const splunk = await openSplunk(lines);
    expect((await read(splunk, { query: 'index=ml_sidecar | head 40' })).events).toHaveLength(40);
    expect(exportsOf(splunk)).toBe(1);
    expect((await read(splunk, whole)).events).toHaveLength(800);
    expect(exportsOf(splunk)).toBe(2);
    const query = 'index=ml_sidecar | head 4000';
    expect((await read(splunk, { query, windows: 'always', window_rows: 120 })).events).toEqual(given);
    expect(exportsOf(splunk)).toBeGreaterThan(10);
  });

  it('begins anew when it breaks off, and keeps nothing of the attempt before', async () => {
    const splunk = await openSplunk(lines);
    splunk.setFaults([{ route: 'export', kind: 'cut-mid-line', afterRows: 600, times: 2 }]);
    const { events, warnings, counts } = await read(splunk, whole);
    expect(events.toReversed()).toEqual(given);
    expect(warnings.map(({ code, message }) => [code, message.slice(0, 40)])).toEqual([
      ['retry', 'Attempt 1 failed, from the beginning: ht'],
      ['retry', 'Attempt 2 failed, from the beginning: ht'],
    ]);
    expect(counts.at(-1)).toBe(800);
  });
});

test('a time that the server does not understand is its own words, and leaves nothing behind', async () => {
  const splunk = await openSplunk(lines);
  await expect(read(splunk, { earliest: '@q9' })).rejects.toMatchObject({
    name: 'SplunkError',
    code: 'bad_request',
  });
  expect(
    readdirSync(temporary).filter((name) => name.startsWith('sidecar-') && !name.startsWith('sidecar-test-')),
  ).toEqual([]);
});

test('an abort between windows ends the reading and leaves nothing behind', async () => {
  const splunk = await openSplunk(lines);
  splunk.setFaults([{ route: 'export', kind: 'stall', after: 2, ms: 5000, times: 9 }]);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 300);
  await expect(read(splunk, { window_rows: 120 }, { signal: stop.signal })).rejects.toThrow('enough');
  expect(
    readdirSync(temporary).filter((name) => name.startsWith('sidecar-') && !name.startsWith('sidecar-test-')),
  ).toEqual([]);
});
