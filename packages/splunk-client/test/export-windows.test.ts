import { startEmulator, type Emulator, type FaultRule } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, beforeEach, expect, it, test } from 'vitest';
import {
  createSplunkClient,
  type SplunkWarning,
  type SplunkWindow,
  type WindowsOptions,
} from '../src/index.ts';

const start = 1_760_000_000;
const warnings: SplunkWarning[] = [];
let splunk: Emulator;

beforeAll(async () => {
  splunk = await startEmulator();
  // 100 seconds with one event each, and 30 events more in second 41
  const seconds = [...Array.from({ length: 100 }, (_, i) => i), ...Array<number>(30).fill(41)];
  await splunk.addEvents(
    'auth',
    'auth:json',
    seconds.map((second, n) => ({ time: start + second, n, second })),
  );
});
afterAll(() => splunk.close());
beforeEach(() => {
  splunk.setFaults([]);
  warnings.length = 0;
});

async function read(
  options: Partial<WindowsOptions> = {},
  first: Partial<WindowsOptions> = { windowSeconds: 30 },
): Promise<SplunkWindow[]> {
  const { baseUrl, token } = splunk;
  const retry = { attempts: 4, baseDelayMs: 1 };
  const client = createSplunkClient({
    baseUrl,
    auth: { token },
    retry,
    idleTimeoutMs: 500,
    onWarning: (warning) => warnings.push(warning),
  });
  const windows: SplunkWindow[] = [];
  for await (const window of client.exportWindows({
    search: 'index=auth',
    earliest: start,
    latest: start + 100,
    ...first,
    ...options,
  })) {
    windows.push(window);
  }
  return windows;
}

function expectAllOnce(windows: readonly SplunkWindow[]): void {
  const numbers = windows.flatMap(({ rows }) =>
    rows.map((row) => (JSON.parse(String(row['_raw'])) as { n: number }).n),
  );
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 130 }, (_, n) => n));
  windows.forEach(({ earliest }, i) => i > 0 && expect(earliest).toBe(windows[i - 1]!.latest));
}

const spans = (windows: readonly SplunkWindow[]): number[][] =>
  windows.map(({ earliest, latest, rows }) => [earliest - start, latest - start, rows.length]);

it('reads windows that touch, oldest first, each row once', async () => {
  const windows = await read();
  expect(spans(windows)).toEqual([
    [0, 30, 30],
    [30, 100, 100],
  ]);
  expectAllOnce(windows);
});

test.for([1, 2, 3])(
  'divides a window with too many rows, down to one second, %i at a time',
  async (parallel) => {
    const windows = await read({ maxRows: 20, parallel });
    for (const { earliest, latest, rows } of windows)
      if (latest - earliest > 1) expect(rows.length).toBeLessThanOrEqual(20);
    expect(windows.find(({ earliest }) => earliest === start + 41)!.rows).toHaveLength(31);
    expectAllOnce(windows);
  },
);

it('starts with a 64th of the whole time', async () => {
  const windows = await read({ earliest: start - 64_000, latest: start + 64_000 }, {});
  expect(spans(windows)[0]).toEqual([-64_000, -62_000, 0]);
  expect(windows.length).toBeLessThan(5);
  expectAllOnce(windows);
});

it('reads nothing from an empty time', async () => {
  expect(await read({ latest: start })).toEqual([]);
  expect(spans(await read({ earliest: start - 60, latest: start }))).toEqual([
    [-60, -30, 0],
    [-30, 0, 0],
  ]);
});

test.for<FaultRule>([
  { route: 'export', kind: 'cut-mid-line', afterRows: 12, ending: 'reset' },
  { route: 'export', kind: 'cut-mid-line', afterRows: 12, ending: 'clean' },
  { route: 'export', kind: 'fatal-after-rows', afterRows: 12 },
  { route: 'export', kind: 'empty-200' },
  { route: 'export', kind: 'quota-503' },
])('reads a window again, alone, after $kind ($ending)', async (fault) => {
  splunk.setFaults([{ ...fault, after: 1, times: 2 }]);
  expectAllOnce(await read({ parallel: 2 }));
  const codes = warnings.map(({ code }) => code).filter((code) => code !== 'fewer_searches');
  expect(codes).toEqual(['retry', 'retry']);
});

test.for([
  { after: 1, times: 3, works: true },
  { after: 1, times: 9, works: false },
  { after: 0, times: 1, works: true },
  { after: 0, times: 2, works: false },
])(
  'a search that fails $times times after $after windows ends well: $works',
  async ({ after, times, works }) => {
    splunk.setFaults([{ route: 'export', kind: 'fatal-after-rows', afterRows: 0, after, times }]);
    if (works) return expectAllOnce(await read());
    await expect(read()).rejects.toMatchObject({ code: 'search_failed' });
  },
);

it('gives the windows before the one that keeps failing, and then its error', async () => {
  splunk.setFaults([{ route: 'export', kind: 'fatal-after-rows', afterRows: 5, after: 1, times: 99 }]);
  const { baseUrl, token } = splunk;
  const client = createSplunkClient({ baseUrl, auth: { token }, retry: { attempts: 2, baseDelayMs: 1 } });
  const seen: number[] = [];
  const reading = (async () => {
    for await (const { latest } of client.exportWindows({
      search: 'index=auth',
      earliest: start,
      latest: start + 100,
      windowSeconds: 30,
      maxRows: 60,
    }))
      seen.push(latest - start);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'partial_results', attempts: 2 });
  expect(seen).toEqual([30]);
});

test.for([
  {
    options: { earliest: 5, latest: 4 },
    message: 'earliest is 5 and latest 4, expected epoch seconds in this order',
  },
  { options: { windowSeconds: 0 }, message: 'windowSeconds is 0, expected an integer from 1' },
  { options: { parallel: 1.5 }, message: 'parallel is 1.5, expected an integer from 1' },
])('refuses $options', async ({ options, message }) => {
  await expect(read(options)).rejects.toThrow(new RangeError(message));
});
