import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';
import { callSplunk, exportRows, type Answer } from './call-splunk.ts';

let splunk: Emulator;
let variant: Emulator;
const someEvents = Array.from({ length: 3 }, (_, i) => ({ time: i, n: i, user: 'Ann' }));
beforeAll(async () => {
  splunk = await startEmulator();
  await splunk.addEvents('main', 'app:json', someEvents);
  variant = await startEmulator({
    variants: { v1GetSearch: true, trailingLastRow: true, jobParsingMs: 40 },
  });
  await variant.addEvents('main', 'app:json', someEvents);
});
afterAll(() => Promise.all([splunk.close(), variant.close()]));

const jobs = '/services/search/v2/jobs';
const post = (path: string, form: Record<string, string>): Promise<Answer> =>
  callSplunk(splunk, 'POST', path, { form: { output_mode: 'json', ...form } });

describe.for([
  {
    search: 'search index=main | eval a=nosuchfunc(n)',
    text: "Error in 'EvalCommand': The 'nosuchfunc' function is unsupported or undefined.",
  },
  {
    search: 'search index=main | lookup nosuch user',
    text: "Error in 'lookup' command: Could not construct lookup 'nosuch, user'. See search.log for more details.",
  },
])('a search that fails as it runs: $search', ({ search, text }) => {
  it.for(['json', 'csv', 'raw'])('exports an empty body under 200 as %s', async (output_mode) => {
    const answer = await post(`${jobs}/export`, { search, output_mode });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('is told under 200 when asked for in one shot', async () => {
    const answer = await post(jobs, { search, exec_mode: 'oneshot' });
    expect([answer.status, answer.json]).toEqual([200, { messages: [{ type: 'FATAL', text }] }]);
  });

  it('makes a failed job with its reason, whose results are refused with it', async () => {
    const { sid } = (await post(jobs, { search, exec_mode: 'blocking' })).json;
    const { content } = (await callSplunk(splunk, 'GET', `${jobs}/${sid}?output_mode=json`)).json.entry[0];
    expect(content).toMatchObject({
      dispatchState: 'FAILED',
      isDone: true,
      isFailed: true,
      messages: [
        { type: 'FATAL', text },
        { type: 'ERROR', text },
      ],
    });
    const results = await callSplunk(splunk, 'GET', `${jobs}/${sid}/results?output_mode=json`);
    expect([results.status, results.json.messages[0]]).toEqual([400, { type: 'FATAL', text }]);
  });
});

it('evaluates expressions, and refuses one that is malformed', async () => {
  const search =
    'search index=main n=0 | eval a=coalesce(nothing, lower(user)), b="x, \\"y\\"", c=7, n=nothing | table a b c n';
  expect((await exportRows(splunk, search)).rows).toEqual([{ a: 'ann', b: 'x, "y"', c: '7' }]);
  const { answer } = await exportRows(splunk, 'search index=main | eval a=b+');
  expect([answer.status, answer.json.messages[0].text]).toEqual([
    400,
    expect.stringMatching(/^Error in 'eval' command: The expression is malformed\./),
  ]);
});

describe('what only some servers do', () => {
  it('a line without a row after the last row', async () => {
    const { lines } = await exportRows(variant, 'search index=main | fields n');
    expect(lines.at(-1)).toBe('{"preview":false,"lastrow":true}');
    expect(lines.at(-2)).toContain('"offset":2,"lastrow":true,"result":');
    expect((await exportRows(variant, 'search index=none')).lines).toHaveLength(1);
    expect((await exportRows(splunk, 'search index=main | fields n')).lines).toHaveLength(3);
  });

  it('searches by GET on the v1 path; blocked on servers from 10.0 on', async () => {
    const query = `?search=${encodeURIComponent('search index=main')}&output_mode=json`;
    expect((await callSplunk(variant, 'GET', `/services/search/jobs/export${query}`)).status).toBe(200);
    for (const path of ['/services/search/jobs/export', `${jobs}/export`]) {
      const blocked = await callSplunk(splunk, 'GET', path + query);
      expect([blocked.status, blocked.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('a job that is still being parsed answers 204 without a body', async () => {
    const form = { search: 'search index=main', output_mode: 'json', id: 'mine' };
    expect((await callSplunk(variant, 'POST', jobs, { form })).json).toEqual({ sid: 'mine' });
    const early = await callSplunk(variant, 'GET', `${jobs}/mine`);
    expect([early.status, early.text]).toEqual([204, '']);
    expect((await callSplunk(variant, 'GET', `${jobs}/mine/results`)).status).toBe(204);
    await expect.poll(async () => (await callSplunk(variant, 'GET', `${jobs}/mine`)).status).toBe(200);
  });
});

it('refuses a search on results instead of leaving it out', async () => {
  const { sid } = (await post(jobs, { search: 'search index=main', exec_mode: 'blocking' })).json;
  const path = `/services/search/jobs/${sid}/results`;
  expect((await post(path, { search: 'stats count' })).status).toBe(400);
  expect((await callSplunk(splunk, 'GET', `${path}?search=stats%20count`)).status).toBe(405);
  expect((await post(jobs, { search: 'search x', exec_mode: 'sometimes' })).status).toBe(400);
});

it('forgets a job ten minutes after it was last asked for, a failed one after a day', async () => {
  let clock = 0;
  await using aging = await startEmulator({ now: () => clock });
  const make = async (search: string): Promise<string> => {
    const form = { search, exec_mode: 'blocking', output_mode: 'json' };
    return `${jobs}/${(await callSplunk(aging, 'POST', jobs, { form })).json.sid}`;
  };
  clock = 1000;
  const [fine, failed] = [await make('search x'), await make('search x | eval a=nope()')];
  const status = async (path: string): Promise<number> => (await callSplunk(aging, 'GET', path)).status;
  clock += 599_000;
  expect(await status(fine)).toBe(200);
  clock += 599_000;
  expect(await status(fine)).toBe(200);
  clock += 601_000;
  expect([await status(fine), await status(failed)]).toEqual([404, 200]);
});
