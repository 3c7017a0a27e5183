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

describe('in the middle', () => {
  it.for([
    { name: 'cut', rule: { kind: 'cut-mid-line' } },
    { name: 'stalled', rule: { kind: 'stall', midway: true, ms: 30 } },
  ] as const)('of a list of records it is $name', async ({ rule }) => {
    await save(50);
    splunk.setFaults([{ route: 'kv-read', ...rule }]);
    const response = await fetch(splunk.baseUrl + people, {
      headers: { authorization: `Bearer ${splunk.token}` },
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
    })();
    await expect(reading).rejects.toThrow('terminated');
    expect(text.length).toBe(Math.floor(Number(response.headers.get('content-length')) / 2));
    expect(text).toMatch(/^\[ \{.*"_key":"k\d+"/);
    expect(await saved()).toBe(50);
  });

  it('of its answer a write stalls after it was applied', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'stall', midway: true, ms: 10 }]);
    await expect(save(3)).rejects.toThrow('terminated');
    expect(await saved()).toBe(3);
  });

  it('of an upload the connection is reset, and nothing is saved', async () => {
    splunk.setFaults([{ route: 'kv-write', kind: 'reset-midway' }]);
    const error = await save(900).catch((reason: Error) => reason.cause);
    expect(error).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE|UND_ERR_SOCKET/) });
    expect(await saved()).toBe(0);
    expect((await save(900)).status).toBe(200);
  });

  it('of an upload the server takes its time, piece by piece', async () => {
    const body = [{ _key: 'big', text: 'x'.repeat(1_000_000) }];
    splunk.setFaults([{ route: 'kv-write', kind: 'slow-reader', ms: 10 }]);
    const start = performance.now();
    expect((await callSplunk(splunk, 'POST', `${people}/batch_save`, { body })).json).toEqual(['big']);
    expect(performance.now() - start).toBeGreaterThan(100);
  });

  it('of its answer it is slow, and loses nothing', async () => {
    await save(30);
    splunk.setFaults([{ route: 'kv-read', kind: 'slow', midway: true, ms: 8 }]);
    const start = performance.now();
    expect(await saved()).toBe(30);
    expect(performance.now() - start).toBeGreaterThan(60);
  });
});

describe('an export in XML', () => {
  const send = async (rule: FaultRule): Promise<string> => {
    splunk.setFaults([rule]);
    const form = { search: 'search index=main', output_mode: 'xml' };
    return (await callSplunk(splunk, 'POST', '/services/search/v2/jobs/export', { form })).text;
  };

  it('ends in a document with a FATAL message after its rows', async () => {
    const text = await send({ route: 'export', kind: 'fatal-after-rows', afterRows: 4 });
    expect(text.match(/<result offset=/g)).toHaveLength(4);
    expect(text).toMatch(
      /<\/results>\n<\?xml[^>]*>\n<response>\s*<messages>\s*<msg type="FATAL">JournalSliceDirectory: Cannot seek to 0<\/msg>/,
    );
  });

  it('is cut in the middle of a row', async () => {
    const text = await send({ route: 'export', kind: 'cut-mid-line', afterRows: 4, ending: 'clean' });
    expect(text.match(/<\/result>/g)).toHaveLength(4);
    expect(text.match(/<result offset=/g)).toHaveLength(5);
  });
});

it('hits every request for a while, from the first one on', async () => {
  let clock = 0;
  await using timed = await startEmulator({
    now: () => clock,
    faults: [{ route: 'other', kind: 'unavailable-503', after: 1, forMs: 1000 }],
  });
  const status = async (): Promise<number> =>
    (await callSplunk(timed, 'GET', '/services/server/info')).status;
  clock = 5000;
  expect(await status()).toBe(200);
  expect(await status()).toBe(503);
  clock = 5999;
  expect([await status(), await status()]).toEqual([503, 503]);
  clock = 6000;
  expect(await status()).toBe(200);
});

describe('every kind of fault', () => {
  const login = { username: 'admin', password: 'changeme', output_mode: 'json' };
  const requests = [
    { route: 'login', send: () => callSplunk(splunk, 'POST', '/services/auth/login', { form: login }) },
    {
      route: 'kv-write',
      send: () =>
        callSplunk(
          splunk,
          'POST',
          '/servicesNS/nobody/hr/storage/collections/config/people?output_mode=json',
          {
            form: { 'field.x': 'number' },
          },
        ),
    },
    {
      route: 'kv-read',
      send: () =>
        callSplunk(splunk, 'GET', '/servicesNS/nobody/hr/storage/collections/config?output_mode=json'),
    },
    {
      route: 'jobs',
      send: () =>
        callSplunk(splunk, 'POST', '/services/search/jobs', {
          form: { search: 'search x', output_mode: 'json' },
        }),
    },
    { route: 'other', send: () => callSplunk(splunk, 'GET', '/services/server/info?output_mode=json') },
  ] as const;
  const outcomes = {
    refuse: 'no answer',
    'reset-midway': 'no answer',
    stall: 'no answer',
    'close-after-apply': 'no answer',
    'cut-mid-line': 'no answer',
    'empty-200': 'not JSON',
    'unavailable-503': '503',
    'token-expires': '401',
    slow: 'as ever',
  } as const;
  const cases = requests.flatMap((request) =>
    Object.entries(outcomes).map(([kind, outcome]) => ({ ...request, kind, outcome })),
  );

  it.for(cases)(
    '$kind on $route: $outcome, and the next request passes',
    async ({ route, send, kind, outcome }) => {
      splunk.setFaults([{ route, kind, ms: 5 } as FaultRule]);
      const seen = await send().then(
        ({ status, json }) => (status > 201 ? String(status) : json === undefined ? 'not JSON' : 'as ever'),
        () => 'no answer',
      );
      expect(seen).toBe(outcome);
      expect((await send()).json).toBeDefined();
    },
  );
});

it('gives back the place of an export that was closed without an answer', async () => {
  await using narrow = await startEmulator({ limits: { maxConcurrentSearches: 1 } });
  for (const kind of ['close-after-apply', 'cut-mid-line', 'stall', 'slow'] as const) {
    narrow.setFaults([{ route: 'export', kind, afterRows: 0, ms: 5 }]);
    await exportRows(narrow, 'search index=main').catch(() => undefined);
    expect((await exportRows(narrow, 'search index=main')).answer.status).toBe(200);
  }
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

  it('makes outages that last when asked to', () => {
    const plans = Array.from({ length: 200 }, (_, seed) => randomFaultPlan(seed, { outageMs: 70 })).flat();
    const lasting = plans.filter(({ forMs }) => forMs !== undefined);
    expect(new Set(lasting.map(({ kind }) => kind))).toEqual(new Set(['unavailable-503', 'quota-503']));
    expect(lasting.every(({ forMs }) => forMs === 70)).toBe(true);
    expect(randomFaultPlan(3).some(({ forMs }) => forMs !== undefined)).toBe(false);
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
