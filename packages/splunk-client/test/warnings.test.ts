import { expect, it, test } from 'vitest';
import { createSplunkClient, type SplunkWarning } from '../src/index.ts';
import { type Answer, scriptedServer } from './scripted-server.ts';

const last = '{"preview":false,"offset":0,"lastrow":true,"result":{"n":"1"}}';
const said = (...texts: string[]): string =>
  JSON.stringify({ messages: texts.map((text) => ({ type: 'WARN', text })) });

async function warningsOf(answers: readonly Answer[], searches = 1): Promise<SplunkWarning[]> {
  const { baseUrl } = await scriptedServer(answers);
  const warnings: SplunkWarning[] = [];
  const client = createSplunkClient({
    baseUrl,
    auth: { token: 'the-token' },
    onWarning: (warning) => warnings.push(warning),
  });
  for (let i = 0; i < searches; i++) for await (const _row of client.exportRows({ search: 'x' }));
  return warnings.map(({ code, message }) => ({ code, message: message.replace(baseUrl, 'It') }));
}

test.for([
  'Search results might be incomplete: the search process on the peer:idx3 ended prematurely.',
  'Timed out waiting for peer idx2. Search results might be incomplete!',
  'Unable to distribute to peer named idx1 at uri=idx1:8089 using the uri-scheme=https because peer has status=Down.',
  'The search auto-finalized after disk usage limit (100MB) reached.',
  'Search auto-finalised after time limit (30 seconds) reached.',
  'Subsearch produced 50000 results, truncating to maxout 10000.',
  'Reached end of stream while waiting for more data from peer idx1.',
])('an export that ends well but says so is told to be incomplete: %s', async (text) => {
  expect(await warningsOf([[200, `${said(text)}\n${last}`]])).toEqual([
    {
      code: 'incomplete',
      message: `It says that events may be missing: "${text}"; run again when this is mended.`,
    },
  ]);
});

it('tells of missing events with every search, of anything else once, and of no message twice in one', async () => {
  const text = 'Eventtype "x" does not exist or is disabled.';
  const body = `${said(text, 'a peer is down')}\n${last}\n${said('a peer is down')}\n`;
  const codes = (await warningsOf([[200, body]], 2)).map(({ code }) => code);
  expect(codes).toEqual(['search_warning', 'incomplete', 'incomplete']);
});

it('keeps quiet about messages of other types, and hides secrets in a warning', async () => {
  const info =
    '{"messages":[{"type":"INFO","text":"results may be incomplete"},{"type":"DEBUG","text":"peer"}]}';
  expect(await warningsOf([[200, `${info}\n${last}`]])).toEqual([]);
  const [warning] = await warningsOf([[200, `${said('odd the-token')}\n${last}`]]);
  expect(warning).toEqual({ code: 'search_warning', message: 'It says about the search: "odd ***".' });
});

it('remembers that the second version of export is not there', async () => {
  const { baseUrl, seen } = await scriptedServer([[404], [200, last]]);
  const client = createSplunkClient({ baseUrl, auth: { token: 'the-token' } });
  for (let i = 0; i < 3; i++) for await (const _row of client.exportRows({ search: 'x' }));
  const paths = seen.map(({ method, path }) => `${method} ${path.replace(/.*\/search\/search\//, '')}`);
  expect(paths).toEqual(['POST v2/jobs/export', 'POST jobs/export', 'POST jobs/export', 'POST jobs/export']);
});

it('asks the second version again when the first was not there either', async () => {
  const { baseUrl, seen } = await scriptedServer([[404], [404], [200, last]]);
  const client = createSplunkClient({ baseUrl, auth: { token: 'the-token' } });
  await expect(client.exportRows({ search: 'x' }).next()).rejects.toMatchObject({ code: 'not_found' });
  for await (const _row of client.exportRows({ search: 'x' }));
  expect(seen.at(-1)!.path).toMatch(/v2\/jobs\/export$/);
});

const entry = (content: object): Answer => [200, JSON.stringify({ entry: [{ content }] })];

test.for<{ name: string; answers: Answer[]; expected: object }>([
  {
    name: 'of several roles the most',
    answers: [
      entry({ username: 'me', roles: ['a', 'b/c'] }),
      entry({
        srchJobsQuota: 3,
        imported_srchJobsQuota: 5,
        srchIndexesAllowed: ['main'],
        imported_srchIndexesAllowed: ['win*'],
      }),
      entry({ srchJobsQuota: '4', srchIndexesAllowed: ['main', '_*'] }),
    ],
    expected: { searchQuota: 5, indexesAllowed: ['main', 'win*', '_*'], rolesUnknown: [] },
  },
  {
    name: 'of the roles that it may read',
    answers: [
      entry({ username: 'me', roles: ['a', 'b'] }),
      [403],
      entry({ srchJobsQuota: 2, srchIndexesAllowed: ['x'] }),
    ],
    expected: { searchQuota: 2, indexesAllowed: ['x'], rolesUnknown: ['a'] },
  },
  {
    name: 'nothing when it may read none',
    answers: [entry({ username: 'me', roles: ['a'] }), [404]],
    expected: { searchQuota: undefined, indexesAllowed: undefined, rolesUnknown: ['a'] },
  },
  {
    name: 'nothing when the server does not say who it is',
    answers: [[403]],
    expected: { searchQuota: undefined, indexesAllowed: undefined, rolesUnknown: [] },
  },
])('an account knows its limits: $name', async ({ answers, expected }) => {
  const { baseUrl, seen } = await scriptedServer(answers);
  expect(await createSplunkClient({ baseUrl, auth: { token: 'the-token' } }).accountLimits()).toEqual(
    expected,
  );
  expect(seen[1]?.path).toBe(answers.length > 1 ? '/services/authorization/roles/a' : undefined);
});

test.for<{ name: string; answer: Answer; expected: number[] | undefined }>([
  {
    name: 'what the server says',
    answer: [200, '{"-90d":"1752000000","now":1760000000}'],
    expected: [1752000000, 1760000000, 5],
  },
  { name: 'nothing where the server does not know how', answer: [404], expected: undefined },
  {
    name: 'nothing where one is wrong',
    answer: [400, '{"messages":[{"type":"FATAL","text":"Invalid time."}]}'],
    expected: undefined,
  },
  { name: 'nothing where one is left out', answer: [200, '{"now":"1760000000"}'], expected: undefined },
  {
    name: 'nothing where the answer is of another form',
    answer: [200, '{"-90d":"2025-07-01","now":"x"}'],
    expected: undefined,
  },
])('times mean $name', async ({ answer, expected }) => {
  const { baseUrl, seen } = await scriptedServer([answer]);
  const client = createSplunkClient({ baseUrl, auth: { token: 'the-token' } });
  expect(await client.parseTimes(['-90d', 'now', '5'])).toEqual(expected);
  expect(seen[0]!.query.getAll('time')).toEqual(['-90d', 'now']);
  expect(await client.parseTimes(['5', '7.5'])).toEqual([5, 7.5]);
  expect(seen).toHaveLength(1);
});
