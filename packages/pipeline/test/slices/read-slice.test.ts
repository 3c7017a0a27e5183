import { readdirSync } from 'node:fs';
import type { AuthEvent } from '@sidecar/events';
import type { Emulator, FaultPlan } from '@sidecar/splunk-emulator';
import { startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { SidecarConfig } from '../../src/index.ts';
import { openSlices } from '../../src/slices/open-slices.ts';
import { planTimeSlices } from '../../src/slices/plan-time-slices.ts';
import { readSlice, type ReadSliceOptions, type SliceRequest } from '../../src/slices/read-slice.ts';
import type { Slice } from '../../src/slices/slice.ts';
import { serverTime, trainingSpan } from '../../src/slices/training-span.ts';
import { eventsOf } from '../store/stored-content.ts';
import { configOf, generatedLines, NOW, openFolder, seedLine } from '../workspace.ts';
import { foldLines } from './folded.ts';

const lines = generatedLines(400);
const secondsOf = (line: string): number =>
  Date.parse((JSON.parse(line) as { TimeCreated: string }).TimeCreated) / 1000;
const NO_EVENT = '{"dest":"HOST1"}';
const noon = Date.UTC(2026, 8, 30, 12) / 1000;

/** Indexed at noon, but for the last 30, which are late by two hours. */
let splunk: Emulator;
let clock = noon;
beforeAll(async () => {
  splunk = await startEmulator({ now: () => clock * 1000 });
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', lines.slice(0, -30));
  clock = noon + 7200;
  await splunk.addEvents('ml_sidecar', 'ml:sidecar:json', [...lines.slice(-30), NO_EVENT]);
});
afterAll(() => splunk.close());

let temporary = '';
/** Requests before the test. */
let asked = 0;
beforeEach(() => {
  temporary = openFolder();
  vi.stubEnv('TMPDIR', temporary);
  splunk.setFaults([]);
  asked = splunk.requests.length;
});
afterEach(() => {
  vi.unstubAllEnvs();
  const left = readdirSync(temporary).filter((name) => !name.startsWith('sidecar-test-'));
  expect(left).toEqual([]);
});

const exportsOf = (): number =>
  splunk.requests.slice(asked).filter(({ url }) => url.includes('jobs/export')).length;

function configFor(ingestion: object = {}): SidecarConfig {
  const connection = { base_url: splunk.baseUrl, auth_token: splunk.token, idle_timeout_seconds: 2 };
  return configOf({ ingestion: { window_rows: 100, ...ingestion, splunk: connection } });
}

const read = (
  request: SliceRequest,
  ingestion: object = {},
  options: Partial<ReadSliceOptions> = {},
): Promise<Slice> => readSlice(request, { config: configFor(ingestion), now: NOW, ...options });

async function contentOf(...slices: readonly Slice[]): Promise<AuthEvent[]> {
  const opened = await openSlices(
    slices.map(
      ({ bytes }) =>
        async () =>
          bytes,
    ),
  );
  const events = eventsOf(opened);
  await opened.remove();
  return events;
}

const [from, to] = [secondsOf(lines[0]!), noon + 86_400];
const whole: SliceRequest = { by: 'event', slice: { from, to } };

describe('a slice of event time', () => {
  it('is what is folded of the same lines, to the last byte, with the lines that are no events', async () => {
    const slice = await read(whole);
    const { bytes, events, rejected, rejections, ...times } = slice;
    const { rejections: _, ...expected } = await foldLines([...lines, NO_EVENT]);
    expect({ bytes, events, rejected, ...times }).toEqual(expected);
    expect(rejections).toEqual([
      {
        reason: 'no_user',
        count: 1,
        sample: expect.stringMatching(/^events of 2026-09-21T\S+Z to 2026-10-01T12:00:00Z:\d+: /),
      },
    ]);
  });

  it('is half-open: every event is in one of the slices of a time, and none in two', async () => {
    const edge = Math.floor(secondsOf(lines[200]!));
    const cut = [from, edge, edge + 1, to];
    const slices = await Promise.all(
      cut.slice(1).map((end, i) => read({ by: 'event', slice: { from: cut[i]!, to: end } })),
    );
    expect(slices.map(({ events }) => events).reduce((sum, events) => sum + events, 0)).toBe(400);
    expect(slices.every(({ events }) => events > 0)).toBe(true);
    expect(await contentOf(...slices)).toEqual(await contentOf(await foldLines(lines)));
  });

  it('is an empty one where nothing happened', async () => {
    const slice = await read({ by: 'event', slice: { from: 0, to: 3600 } });
    expect(slice).toEqual(await foldLines([]));
    expect(slice).toMatchObject({ events: 0, rejected: 0, firstTime: null, lastTime: null });
    expect(await contentOf(slice)).toEqual([]);
  });

  it('leaves out what was indexed at another time, if that is configured', async () => {
    expect(await read(whole, { index_earliest: String(noon + 3600) })).toMatchObject({
      events: 30,
      rejected: 1,
    });
    expect(await read(whole, { index_latest: String(noon + 3600) })).toMatchObject({
      events: 370,
      rejected: 0,
    });
  });

  it('refuses what lies more than a day ahead', async () => {
    const slice = await read(whole, {}, { now: new Date(secondsOf(lines[100]!) * 1000 - 86_400_000) });
    expect(slice.events).toBeGreaterThan(90);
    expect(slice.events).toBeLessThan(120);
    expect(slice.events + slice.rejected).toBe(401);
  });
});

describe('a window of index time', () => {
  const window = (start: number, end: number, oldest = from): SliceRequest => ({
    by: 'index',
    window: { from: start, to: end },
    oldest,
    newest: to,
  });

  it('has what was indexed in it, whenever it happened, and not what was indexed at its end', async () => {
    const [first, second] = await Promise.all([
      read(window(noon, noon + 7200)),
      read(window(noon + 7200, noon + 7201)),
    ]);
    expect(await contentOf(first)).toEqual(await contentOf(await foldLines(lines.slice(0, -30))));
    expect([second.events, second.rejected]).toEqual([30, 1]);
    expect(await read(window(noon + 1, noon + 7200))).toMatchObject({ events: 0, rejected: 0 });
  });

  it('also where the server counts the end of the time in', async () => {
    const query = `index=ml_sidecar | eval _indextime=_indextime+3600`;
    expect(await read(window(noon, noon + 3600), { query })).toMatchObject({ events: 0 });
    expect(await read(window(noon, noon + 3601), { query })).toMatchObject({ events: 370 });
    const later = `index=ml_sidecar | eval _indextime=_indextime-1`;
    expect(await read(window(noon, noon + 3600), { query: later, windows: 'never' })).toMatchObject({
      events: 0,
    });
  });

  it('asks once, however long ago it may have happened, and does not look further back', async () => {
    await read(window(noon + 7200, noon + 7500, 0));
    expect(exportsOf()).toBe(1);
    const late = secondsOf(lines[390]!);
    expect((await read(window(noon + 7200, noon + 7500, late))).events).toBe(
      lines.slice(-30).filter((line) => secondsOf(line) >= late).length,
    );
  });

  it('is read in pieces if it is larger than may be held', async () => {
    expect((await read(window(noon, noon + 300))).events).toBe(370);
    expect(exportsOf()).toBeGreaterThan(3);
  });

  it('goes by its own time of index, whatever is configured for a run', async () => {
    const slice = await read(window(noon, noon + 300), {
      index_earliest: String(noon + 3600),
      index_latest: '0',
    });
    expect(slice.events).toBe(370);
  });
});

describe('when Splunk fails', () => {
  test.for<{ name: string; faults: FaultPlan; ingestion?: object }>([
    {
      name: 'a window is cut off',
      faults: [{ route: 'export', kind: 'cut-mid-line', after: 2, times: 2, afterRows: 20 }],
    },
    { name: 'a window says nothing', faults: [{ route: 'export', kind: 'empty-200', after: 2 }] },
    { name: 'the quota is used up', faults: [{ route: 'export', kind: 'quota-503', after: 1, times: 2 }] },
    {
      name: 'one search for all is cut off',
      faults: [{ route: 'export', kind: 'cut-mid-line', afterRows: 300, times: 1 }],
      ingestion: { windows: 'never' },
    },
  ])('and $name, it is read again, and the slice is the same', async ({ faults, ingestion }) => {
    const calm = await foldLines([...lines, NO_EVENT]);
    splunk.setFaults(faults);
    const { bytes, events } = await read(whole, ingestion);
    expect({ bytes, events }).toEqual({ bytes: calm.bytes, events: calm.events });
  });

  it('for good, it is an error of Splunk, and nothing is left behind', async () => {
    splunk.setFaults([{ route: 'export', kind: 'token-expires', after: 2, times: 99 }]);
    await expect(read(whole)).rejects.toMatchObject({ name: 'SplunkError', code: 'unauthorised' });
    expect(exportsOf()).toBeGreaterThan(2);
  });

  it('an interruption ends the reading with its reason', async () => {
    splunk.setFaults([{ route: 'export', kind: 'stall', after: 2, ms: 5000, times: 9 }]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(read(whole, {}, { signal: stop.signal })).rejects.toThrow('enough');
  });
});

test.for([
  { ingestion: { source: 'files' }, path: 'ingestion.source' },
  { ingestion: { mode: 'summary' }, path: 'ingestion.mode' },
  { ingestion: { query: 'index=ml_sidecar | head 1000' }, path: 'ingestion.query' },
  { ingestion: { query: 'index=ml_sidecar earliest=-1d' }, path: 'ingestion.query' },
  { ingestion: { query: '`logons`' }, path: 'ingestion.query' },
])(
  'what cannot be read in pieces is a fault of the configuration: $ingestion',
  async ({ ingestion, path }) => {
    await expect(read(whole, ingestion)).rejects.toMatchObject({ name: 'ConfigError', faults: [{ path }] });
    expect(splunk.requests).toHaveLength(asked);
  },
);

test('a macro is believed to be divisible if that is configured', async () => {
  const query = 'index=ml_sidecar | head 4000';
  expect(await read(whole, { query, windows: 'always' })).toMatchObject({ events: 400 });
});

test.for([
  {
    request: { by: 'event', slice: { from: 5, to: 5 } },
    message: 'from is 5 and to 5, expected epoch seconds in this order',
  },
  {
    request: { by: 'event', slice: { from: Number.NaN, to: 5 } },
    message: 'from is NaN and to 5, expected epoch seconds in this order',
  },
  {
    request: { by: 'index', window: { from: 1, to: 2 }, oldest: 9, newest: 3 },
    message: 'from is 9 and to 3, expected epoch seconds in this order',
  },
] as const)('a time that ends before it begins is refused: $message', async ({ request, message }) => {
  await expect(read(request)).rejects.toThrow(new RangeError(message));
});

describe('the time of a training', () => {
  it('goes by the clock of the server', async () => {
    const config = configFor({ earliest: '-3h', latest: 'now' });
    expect(await trainingSpan(config)).toEqual({ from: clock - 10_800, to: clock });
    expect(await serverTime(config)).toBe(clock);
  });

  it.for([
    {
      earliest: '@q9',
      latest: 'now',
      path: 'ingestion.earliest',
      found: '@q9 and now, of which the server does not say what they mean',
    },
    { earliest: 'now', latest: '-1h', path: 'ingestion.latest', found: '-1h, which is not after now' },
  ])(
    'is a fault of the configuration if it is $earliest to $latest',
    async ({ earliest, latest, path, found }) => {
      await expect(trainingSpan(configFor({ earliest, latest }))).rejects.toMatchObject({
        name: 'ConfigError',
        faults: [{ path, found }],
      });
    },
  );
});

test('read as planned, whichever way it is cut, a time gives the same events', async () => {
  const all = await contentOf(await read(whole));
  for (const seconds of [345_600, 1_000_000]) {
    const slices = [];
    for (const slice of planTimeSlices({ from, to, seconds }))
      slices.push(await read({ by: 'event', slice }));
    expect(await contentOf(...slices.toReversed())).toEqual(all);
  }
});

test('an event that Splunk dates otherwise than it says itself is in the slice of Splunk, with its own time', async () => {
  clock += 60;
  const line = seedLine({
    timestamp: '2026-09-30T09:00:00Z',
    TimeCreated: '2026-09-29T08:00:00Z',
    user: 'dated',
  });
  await splunk.addEvents('dated', 'ml:sidecar:json', [line]);
  const at = Date.UTC(2026, 8, 30, 9) / 1000;
  const slice = await read({ by: 'event', slice: { from: at, to: at + 1 } }, { query: 'index=dated' });
  expect(slice).toMatchObject({ events: 1, firstTime: Date.parse('2026-09-29T08:00:00Z') });
});
