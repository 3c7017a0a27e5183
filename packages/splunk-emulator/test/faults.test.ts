import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomFaultPlan, startEmulator, type Emulator, type FaultRule } from '../src/index.ts';
import { callSplunk, exportRows } from './call-splunk.ts';

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator();
  await splunk.addEvents(
    'main',
    'app:json',
    Array.from({ length: 100 }, (_, i) => ({ time: i, n: i })),
  );
  await callSplunk(splunk, 'POST', '/servicesNS/nobody/hr/storage/collections/config', {
    form: { name: 'people' },
  });
});
beforeEach(async () => {
  splunk.setFaults([]);
  await callSplunk(splunk, 'DELETE', people);
});
afterAll(() => splunk.close());

const people = '/servicesNS/nobody/hr/storage/collections/data/people';
const save = (count = 1): Promise<{ status: number; text: string; json: any }> =>
  callSplunk(splunk, 'POST', `${people}/batch_save?output_mode=json`, {
    body: Array.from({ length: count }, (_, i) => ({ _key: `k${i}` })),
  });
const saved = async (): Promise<number> => (await callSplunk(splunk, 'GET', people)).json.length;

/** What arrives of an export: the text, and whether the connection held to the end. */
async function readExport(): Promise<{ text: string; complete: boolean; status: number }> {
  const response = await fetch(`${splunk.baseUrl}/services/search/v2/jobs/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${splunk.token}` },
    body: new URLSearchParams({ search: 'search index=main', output_mode: 'json' }),
  });
  let text = '';
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
    return { text, complete: true, status: response.status };
  } catch {
    return { text, complete: false, status: response.status };
  }
}

const rowsIn = (text: string): number => text.split('\n').filter((line) => line.endsWith('}')).length;

describe('an export', () => {
  it.for([
    { rule: { kind: 'cut-mid-line', afterRows: 7 }, rows: 7, complete: false, lastrow: false },
    {
      rule: { kind: 'cut-mid-line', afterRows: 7, ending: 'clean' },
      rows: 7,
      complete: true,
      lastrow: false,
    },
    { rule: { kind: 'stall', afterRows: 3, ms: 30 }, rows: 3, complete: false, lastrow: false },
    { rule: { kind: 'fatal-after-rows', afterRows: 5 }, rows: 6, complete: true, lastrow: false },
    { rule: { kind: 'empty-200' }, rows: 0, complete: true, lastrow: false },
    { rule: { kind: 'duplicate', afterRows: 2 }, rows: 110, complete: true, lastrow: true },
    { rule: { kind: 'slow', ms: 5 }, rows: 100, complete: true, lastrow: true },
  ] as const)('$rule.kind: $rows rows', async ({ rule, rows, complete, lastrow }) => {
    splunk.setFaults([{ route: 'export', ...rule } as FaultRule]);
    const disturbed = await readExport();
    expect(disturbed.status).toBe(200);
    expect(rowsIn(disturbed.text)).toBe(rows);
    expect(disturbed.complete).toBe(complete);
    expect(disturbed.text.includes('"lastrow":true')).toBe(lastrow);
    if (rule.kind === 'fatal-after-rows') expect(disturbed.text.trimEnd()).toMatch(/"type":"FATAL".*\]\}$/);
    const after = await readExport();
    expect([rowsIn(after.text), after.complete]).toEqual([100, true]);
  });

  it.for([
    { kind: 'quota-503', status: 503, text: /^Search not executed: The maximum number of concurrent/ },
    { kind: 'unavailable-503', status: 503, text: /^Service Unavailable$/ },
    { kind: 'token-expires', status: 401, text: /^call not properly authenticated$/ },
  ] as const)('$kind: $status', async ({ kind, status, text }) => {
    splunk.setFaults([{ route: 'export', kind }]);
    const { answer } = await exportRows(splunk, 'search index=main');
    expect(answer.status).toBe(status);
    expect(answer.json.messages[0].text).toMatch(text);
  });

  it('refuse: the connection closes, and the next request passes', async () => {
    splunk.setFaults([{ route: 'export', kind: 'refuse' }]);
    await expect(readExport()).rejects.toThrow('fetch failed');
    expect(rowsIn((await readExport()).text)).toBe(100);
  });
});

describe('a write', () => {
  it('refuse and empty-200 leave nothing behind', async () => {
    splunk.setFaults([
      { route: 'kv-write', kind: 'refuse' },
      { route: 'kv-write', kind: 'empty-200' },
    ]);
    await expect(save()).rejects.toThrow('fetch failed');
    expect(await save()).toMatchObject({ status: 200, text: '' });
    expect(await saved()).toBe(0);
  });

  it('stall: no answer, nothing done', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'stall', ms: 20 }]);
    await expect(save()).rejects.toThrow('fetch failed');
    expect(await saved()).toBe(0);
  });

  it('close-after-apply: done, but never answered', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'close-after-apply' }]);
    await expect(save()).rejects.toThrow('fetch failed');
    expect(await saved()).toBe(1);
  });

  it('cut-mid-line: half of the answer arrives', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'cut-mid-line' }]);
    await expect(save(50)).rejects.toThrow('terminated');
    splunk.setFaults([{ route: 'kv-write', kind: 'cut-mid-line', ending: 'clean' }]);
    expect((await save(50)).json).toBeUndefined();
  });

  it('duplicate: carried out twice', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'duplicate' }]);
    const twice = await callSplunk(splunk, 'POST', `${people}?output_mode=json`, { body: { _key: 'a' } });
    expect(twice.status).toBe(409);
  });

  it('shrink-batch-limit: holds from then on, shows in the limits, ends with the plan', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'shrink-batch-limit', limit: 3, after: 1 }]);
    expect((await save(5)).status).toBe(200);
    for (let i = 0; i < 2; i++)
      expect((await save(5)).json.messages[0].text).toContain('max_documents_per_batch_save=3)');
    const limits = await callSplunk(splunk, 'GET', '/services/configs/conf-limits/kvstore?output_mode=json');
    expect(limits.json.entry[0].content.max_documents_per_batch_save).toBe('3');
    splunk.setFaults([]);
    expect((await save(5)).status).toBe(200);
  });

  it('unavailable-503: for as many requests as told, after as many as told', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'unavailable-503', after: 1, times: 2 }]);
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await save()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    splunk.setFaults([{ route: 'kv-read', kind: 'unavailable-503' }]);
    const read = await callSplunk(splunk, 'GET', people);
    expect(read.text).toContain('<msg type="ERROR">KV Store is initializing. Please try again later.</msg>');
  });
});

it('ends every session when a token expires', async () => {
  const form = { username: 'admin', password: 'changeme', output_mode: 'json' };
  const { json } = await callSplunk(splunk, 'POST', '/services/auth/login', { form });
  const headers = { authorization: `Splunk ${json.sessionKey}` };
  splunk.setFaults([{ route: 'kv-read', kind: 'token-expires' }]);
  await callSplunk(splunk, 'GET', people, { headers });
  expect((await callSplunk(splunk, 'GET', people, { headers })).status).toBe(401);
  expect((await callSplunk(splunk, 'GET', people)).status).toBe(200);
});

it('answers HEC and login faults in their own ways', async () => {
  splunk.setFaults([
    { route: 'hec', kind: 'unavailable-503' },
    { route: 'hec', kind: 'token-expires' },
    { route: 'login', kind: 'unavailable-503' },
  ]);
  const send = (): Promise<Response> =>
    fetch(`${splunk.hecUrl}/services/collector`, {
      method: 'POST',
      headers: { authorization: `Splunk ${splunk.hecToken}` },
      body: '{"event":1}',
    });
  expect(await (await send()).json()).toEqual({ text: 'Server is busy', code: 9 });
  expect(await (await send()).json()).toEqual({ text: 'Invalid token', code: 4 });
  expect((await send()).status).toBe(200);
  expect((await callSplunk(splunk, 'POST', '/services/auth/login')).status).toBe(503);
});

it('logs what was asked and what went wrong, without credentials', async () => {
  splunk.setFaults([{ route: 'any', kind: 'refuse' }]);
  await save().catch(() => undefined);
  await save();
  const [refused, passed] = splunk.requests.slice(-2);
  expect(refused).toMatchObject({ method: 'POST', family: 'kv-write', status: 0, fault: 'refuse' });
  expect(passed).toMatchObject({
    url: `${people}/batch_save?output_mode=json`,
    status: 200,
    userAgent: 'node',
  });
  expect(JSON.stringify(splunk.requests)).not.toContain(splunk.token);
});

it('closes at once in the middle of a stall', async () => {
  const stalling = await startEmulator({ faults: [{ route: 'any', kind: 'stall' }] });
  const asked = callSplunk(stalling, 'GET', '/services/server/info').catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await stalling.close();
  expect(await asked).toBe('fetch failed');
});

describe('randomFaultPlan', () => {
  it('gives the same plan for the same seed, and every kind over many seeds', () => {
    expect(randomFaultPlan(7)).toEqual(randomFaultPlan(7));
    const plans = Array.from({ length: 300 }, (_, seed) => randomFaultPlan(seed));
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(300);
    expect(new Set(plans.flat().map(({ kind }) => kind)).size).toBe(14);
    expect(plans.every((plan) => plan.length >= 1 && plan.length <= 4)).toBe(true);
  });

  it('stays with the routes it is given', () => {
    const plans = Array.from({ length: 50 }, (_, seed) =>
      randomFaultPlan(seed, { routes: ['hec'], maxRules: 2 }),
    );
    expect(new Set(plans.flat().map(({ route }) => route))).toEqual(new Set(['hec']));
    expect(() => randomFaultPlan(1, { routes: [] })).toThrow(
      new RangeError('routes is [], expected at least one known route'),
    );
  });
});
