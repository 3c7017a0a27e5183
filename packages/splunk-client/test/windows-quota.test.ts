import { expect, it, test } from 'vitest';
import { createSplunkClient, type SplunkWarning, type WindowsOptions } from '../src/index.ts';
import { type Answer, scriptedServer, type Seen } from './scripted-server.ts';

const quotaText =
  'Search not executed: The maximum number of concurrent historical searches for this user based on their role quota has been reached., concurrency_category="historical"';
const refused = JSON.stringify({ messages: [{ type: 'WARN', text: quotaText }] });

/** One event every second from 0 on; each export takes 20 ms; counts how many run at once. */
async function serverWith(roles: Record<string, object | number>, mostAtOnce = 99) {
  let running = 0;
  const state = { most: 0, refused: 0 };
  const answer: Answer = (response, { path, body }: Seen) => {
    const entry = (content: unknown): void => void response.end(JSON.stringify({ entry: [{ content }] }));
    if (path.endsWith('current-context')) return entry({ username: 'me', roles: Object.keys(roles) });
    const role = /authorization\/roles\/(.*)$/.exec(path)?.[1];
    if (role !== undefined) {
      const told = roles[decodeURIComponent(role)]!;
      return typeof told === 'number' ? void response.writeHead(told).end() : entry(told);
    }
    if (running >= mostAtOnce) {
      state.refused++;
      return void response.writeHead(503).end(refused);
    }
    state.most = Math.max(state.most, ++running);
    const form = new URLSearchParams(body.toString());
    const [from, to] = [Number(form.get('earliest_time')), Number(form.get('latest_time'))];
    const lines = Array.from({ length: to - from }, (_, i) => {
      const time = to - 1 - i;
      const last = time === from ? { lastrow: true } : {};
      const result = { _time: new Date(time * 1000).toISOString(), n: String(time) };
      return JSON.stringify({ preview: false, offset: i, ...last, result });
    });
    setTimeout(() => {
      running--;
      response.end(`${lines.join('\n')}\n`);
    }, 20);
  };
  return { ...(await scriptedServer([answer])), state };
}

async function read(baseUrl: string, options: Partial<WindowsOptions> = {}) {
  const warnings: SplunkWarning[] = [];
  const client = createSplunkClient({
    baseUrl,
    auth: { token: 'token' },
    retry: { attempts: 3, baseDelayMs: 5, maxDelayMs: 20 },
    onWarning: (warning) => warnings.push(warning),
  });
  const numbers: number[] = [];
  const time = { earliest: 0, latest: 200, windowSeconds: 10, maxRows: 17 };
  for await (const { rows } of client.exportWindows({ search: 'index=a', ...time, ...options }))
    numbers.push(...rows.map(({ n }) => Number(n)).toReversed());
  expect(numbers).toEqual(Array.from({ length: 200 }, (_, n) => n));
  return warnings.map(({ code }) => code);
}

test.for<{ name: string; roles: Record<string, object | number>; most: number }>([
  { name: 'the role allows three', roles: { user: { srchJobsQuota: 3 } }, most: 2 },
  {
    name: 'the greatest of the roles counts',
    roles: { user: { srchJobsQuota: 3 }, power: { srchJobsQuota: '10' } },
    most: 4,
  },
  { name: 'the role inherits it', roles: { mine: { srchJobsQuota: 0, imported_srchJobsQuota: 3 } }, most: 2 },
  { name: 'the role allows a single one', roles: { user: { srchJobsQuota: 1 } }, most: 1 },
  { name: 'roles may not be read', roles: { user: 403 }, most: 1 },
  { name: 'the server does not know of roles', roles: { user: 404 }, most: 1 },
  { name: 'there is no role', roles: {}, most: 1 },
])('of four windows at once run $most when $name', async ({ roles, most }) => {
  const { baseUrl, state } = await serverWith(roles);
  expect(await read(baseUrl, { parallel: 4 })).toEqual([]);
  expect(state).toEqual({ most, refused: 0 });
});

it('does not ask for the quota when one is read at a time', async () => {
  const { baseUrl, seen } = await serverWith({ user: { srchJobsQuota: 9 } });
  await read(baseUrl);
  expect(new Set(seen.map(({ path }) => path.replace(/.*\//, '')))).toEqual(new Set(['export']));
});

it('reads fewer at once when others use the quota, and nothing is lost or read in vain', async () => {
  const { baseUrl, state, seen } = await serverWith({ user: { srchJobsQuota: 9 } }, 2);
  const warnings = await read(baseUrl, { parallel: 4 });
  expect(warnings.filter((code) => code === 'fewer_searches').length).toBeGreaterThanOrEqual(2);
  expect(state.most).toBe(2);
  const late = seen.slice(-6).filter(({ path }) => path.endsWith('export'));
  expect(late.length).toBeGreaterThan(0);
  expect(state.refused).toBeLessThan(12);
});

it('fails with what to do when the quota stays used up', async () => {
  const { baseUrl } = await serverWith({ user: { srchJobsQuota: 9 } }, 0);
  const reading = read(baseUrl, { parallel: 2 });
  await expect(reading).rejects.toMatchObject({ code: 'quota', attempts: 12 });
  await expect(reading).rejects.toThrow(
    /wait until other searches end, or have the role's search quota raised/,
  );
});
