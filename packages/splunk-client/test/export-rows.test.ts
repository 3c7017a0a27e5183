import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import {
  createSplunkClient,
  SplunkError,
  type ExportOptions,
  type SplunkMessage,
  type SplunkRow,
} from '../src/index.ts';
import { scriptedServer, type Answer } from './scripted-server.ts';

const search = 'index=main';

async function collect(baseUrl: string, options: Partial<ExportOptions> = {}, attempts = 1) {
  const splunk = createSplunkClient({
    baseUrl,
    auth: { token: 'token' },
    retry: { attempts, baseDelayMs: 1 },
  });
  const rows: SplunkRow[] = [];
  const messages: SplunkMessage[] = [];
  let error: SplunkError | undefined;
  try {
    for await (const row of splunk.exportRows({
      search,
      onMessage: (message) => messages.push(message),
      ...options,
    }))
      rows.push(row);
  } catch (caught) {
    expect(caught).toBeInstanceOf(SplunkError);
    error = caught as SplunkError;
  }
  return { rows, messages, error };
}

const row = (offset: number, last = false): string =>
  JSON.stringify({
    preview: false,
    offset,
    ...(last ? { lastrow: true } : {}),
    result: { n: String(offset) },
  });
const preview = (offset: number, last = false): string => row(offset, last).replace('false', 'true');
const fatal =
  '{"messages":[{"type":"FATAL","text":"JournalSliceDirectory: Cannot seek to 0"},{"type":"INFO","text":"i"}]}';
const end = '{"preview":false,"lastrow":true}';

test.for([
  { name: 'plain rows', lines: [row(0), row(1, true)], n: ['0', '1'] },
  { name: 'a search that found nothing', lines: [end], n: [] },
  { name: 'a closing line after the rows', lines: [row(0), row(1, true), end], n: ['0', '1'] },
  { name: 'blank lines between', lines: ['', row(0), '  ', '', row(1, true), ''], n: ['0', '1'] },
  {
    name: 'previews before the final set',
    lines: [preview(0), preview(1, true), preview(0, true), row(0), row(1, true)],
    n: ['0', '1'],
  },
  { name: 'several final sets', lines: [row(0, true), row(0), row(1, true)], n: ['0', '0', '1'] },
  { name: 'a row delivered twice once', lines: [row(0), row(0), row(1, true), row(1, true)], n: ['0', '1'] },
  { name: 'a byte order mark', lines: ['\ufeff' + row(0, true)], n: ['0'] },
  {
    name: 'harmless messages',
    lines: ['{"messages":[{"type":"WARN","text":"w","help":""}]}', row(0, true)],
    n: ['0'],
  },
])('streams $name', async ({ lines, n }) => {
  for (const [separator, final] of [
    ['\n', '\n'],
    ['\r\n', '\r\n'],
    ['\n', ''],
  ] as const) {
    const server = await scriptedServer([[200, lines.join(separator) + final]]);
    const { rows, error } = await collect(server.baseUrl);
    expect(error).toBeUndefined();
    expect(rows.map((row) => row['n'])).toEqual(n);
  }
});

it('posts the search to the second version, with its window', async () => {
  const server = await scriptedServer([[200, end]]);
  await collect(server.baseUrl, { earliest: '-90d', latest: 1_700_000_000, indexEarliest: '-1d' });
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    path: '/servicesNS/nobody/search/search/v2/jobs/export',
  });
  expect(Object.fromEntries(new URLSearchParams(server.seen[0]!.body.toString()))).toEqual({
    search: 'search index=main',
    earliest_time: '-90d',
    latest_time: '1700000000',
    index_earliest: '-1d',
    output_mode: 'json',
    preview: 'false',
  });
});

it('posts to the first version when the second is not there, and never gets', async () => {
  const server = await scriptedServer([
    [404, '{"messages":[{"type":"FATAL","text":"Unknown endpoint."}]}'],
    [200, row(0, true)],
  ]);
  expect((await collect(server.baseUrl)).rows).toEqual([{ n: '0' }]);
  expect(server.seen.map(({ method, path }) => `${method} ${path.slice(26)}`)).toEqual([
    'POST search/v2/jobs/export',
    'POST search/jobs/export',
  ]);
  const nowhere = await scriptedServer([[404]]);
  expect((await collect(nowhere.baseUrl)).error).toMatchObject({ code: 'not_found' });
});

test.for([
  {
    name: 'ends without its last row',
    body: `${row(0)}\n${row(1)}\n`,
    code: 'truncated_stream',
    rows: 2,
    retryable: true,
  },
  {
    name: 'is cut in the middle of a line',
    body: `${row(0)}\n${row(1, true).slice(0, 20)}`,
    code: 'truncated_stream',
    rows: 1,
    retryable: true,
  },
  {
    name: 'ends within previews',
    body: `${preview(0)}\n${preview(1, true)}\n`,
    code: 'truncated_stream',
    rows: 0,
    retryable: true,
  },
  {
    name: 'fails after rows',
    body: `${row(0)}\n${fatal}\n`,
    code: 'partial_results',
    rows: 1,
    retryable: true,
  },
  {
    name: 'fails after its last row',
    body: `${row(0, true)}\n${fatal}\n`,
    code: 'partial_results',
    rows: 1,
    retryable: true,
  },
  { name: 'fails before any row', body: `${fatal}\n`, code: 'search_failed', rows: 0, retryable: false },
  {
    name: 'fails and says that it is empty',
    body: `${fatal}\n${end}\n`,
    code: 'search_failed',
    rows: 0,
    retryable: false,
  },
  {
    name: 'is a web page',
    body: '<html>\n<body>login</body>\n</html>\n',
    code: 'protocol',
    rows: 0,
    retryable: false,
  },
  {
    name: 'holds a line that is not JSON',
    body: `${row(0)}\n{oops\n${row(1, true)}\n`,
    code: 'protocol',
    rows: 0,
    retryable: false,
  },
])('refuses a stream that $name', async ({ body, code, rows, retryable }) => {
  const server = await scriptedServer([[200, body]]);
  const result = await collect(server.baseUrl);
  expect(result.error).toMatchObject({ code, retryable });
  expect(result.rows).toHaveLength(rows);
});

it('keeps every message, before, between and after rows', async () => {
  const warn = '{"messages":[{"type":"WARN","text":"one"},{"type":"DEBUG","text":"two"}]}';
  const server = await scriptedServer([[200, [warn, row(0), warn, row(1, true), fatal].join('\n')]]);
  const { messages, error } = await collect(server.baseUrl);
  expect(messages.map(({ text }) => text)).toEqual([
    'one',
    'two',
    'one',
    'two',
    'JournalSliceDirectory: Cannot seek to 0',
    'i',
  ]);
  expect(error!.message).toBe(
    `${server.baseUrl} failed the search after 2 rows, so the result is incomplete: "JournalSliceDirectory: Cannot seek to 0"; do not use these rows, correct the cause and run again.`,
  );
});

it('retries while no row was delivered, and not after', async () => {
  const server = await scriptedServer([[503], [200, `${preview(0)}\n`], [200, row(0, true)]]);
  expect((await collect(server.baseUrl, {}, 3)).rows).toEqual([{ n: '0' }]);
  const cut: Answer = (response) => {
    response.write(`${row(0)}\n${row(1)}\n{"prev`);
    setTimeout(() => response.destroy(), 20);
  };
  const cutServer = await scriptedServer([cut]);
  const { rows, error } = await collect(cutServer.baseUrl, {}, 3);
  expect(rows).toHaveLength(2);
  expect(error).toMatchObject({ code: 'truncated_stream', retryable: true, attempts: 1 });
  expect(error!.message).toBe(
    `${cutServer.baseUrl} ended the export after 2 rows without its last row, so events are missing; run again, with a shorter time window if it happens again.`,
  );
  expect(cutServer.seen).toHaveLength(1);
});

const sid: Answer = [201, '{"sid":"1.1"}'];
const job = (content: object): Answer => [200, JSON.stringify({ entry: [{ content }] })];

test.for([
  {
    name: 'the reason of a failed job',
    status: {
      dispatchState: 'FAILED',
      isFailed: true,
      isDone: true,
      messages: [{ type: 'FATAL', text: "Error in 'EvalCommand'" }],
    },
    code: 'search_failed',
    message: `ended search job 1.1 as FAILED: "Error in 'EvalCommand'"; correct the search.`,
  },
  {
    name: 'that rows were swallowed',
    status: { dispatchState: 'DONE', isDone: true, resultCount: 7 },
    code: 'truncated_stream',
    message: 'although the search finds 7 rows; run again.',
  },
  {
    name: 'that there is truly nothing',
    status: { dispatchState: 'DONE', isDone: true, resultCount: 0 },
    code: undefined,
    message: '',
  },
])('asks an empty answer again as a job and learns $name', async ({ status, code, message }) => {
  const server = await scriptedServer([
    [200, '\n\n'],
    sid,
    [204],
    job({ dispatchState: 'RUNNING', isDone: false }),
    job(status),
    [200],
  ]);
  const { rows, error } = await collect(server.baseUrl);
  expect(rows).toEqual([]);
  expect(error?.code).toBe(code);
  expect(error?.message ?? '').toContain(message);
  expect(server.seen.map(({ method, path }) => `${method} ${path.slice(26)}`)).toEqual([
    'POST search/v2/jobs/export',
    'POST search/jobs',
    'GET search/jobs/1.1',
    'GET search/jobs/1.1',
    'GET search/jobs/1.1',
    'DELETE search/jobs/1.1',
  ]);
});

it('reports silence after rows as a stream that was cut', async () => {
  const server = await scriptedServer([(response) => response.write(`${row(0)}\n`)]);
  const splunk = createSplunkClient({ baseUrl: server.baseUrl, auth: { token: 'token' }, idleTimeoutMs: 60 });
  const rows: SplunkRow[] = [];
  const reading = (async () => {
    for await (const row of splunk.exportRows({ search })) rows.push(row);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'truncated_stream', cause: { code: 'timeout' } });
  expect(rows).toHaveLength(1);
});

it('reads a gzip answer', async () => {
  const server = await scriptedServer([
    [200, gzipSync(`${row(0)}\n${row(1, true)}\n`), { 'content-encoding': 'gzip' }],
  ]);
  expect((await collect(server.baseUrl)).rows).toHaveLength(2);
});

it('refuses a row that is longer than allowed', async () => {
  const server = await scriptedServer([[200, `${row(0)}\n${'x'.repeat(5000)}\n`]]);
  const { error } = await collect(server.baseUrl, { maxLineBytes: 1000 });
  expect(error).toMatchObject({ code: 'protocol' });
  expect(error!.message).toContain('sent a row longer than 1000 bytes');
});

it('makes the server wait for a slow reader, which is no idle time, and closes when the reader leaves', async () => {
  let written = 0;
  let closed: Promise<unknown> | undefined;
  const endless: Answer = (response) => {
    closed = once(response, 'close');
    const result = { text: 'x'.repeat(1000) };
    const two = [0, 1].map((offset) => JSON.stringify({ preview: false, offset, result }));
    const line = `${two.join('\n')}\n`.repeat(25);
    const write = (): void => {
      for (let more = true; more && !response.destroyed;) {
        more = response.write(line);
        written += line.length;
      }
    };
    response.on('drain', write);
    write();
  };
  const server = await scriptedServer([endless]);
  const splunk = createSplunkClient({
    baseUrl: server.baseUrl,
    auth: { token: 'token' },
    idleTimeoutMs: 100,
  });
  let rows = 0;
  for await (const row of splunk.exportRows({ search })) {
    expect(row['text']).toHaveLength(1000);
    if (rows++ === 0) await new Promise((resolve) => setTimeout(resolve, 400));
    if (rows === 2000) break;
  }
  expect(written).toBeLessThan(30_000_000); // what fits into the buffers of both sides
  await closed;
});

it('survives any bytes: rows or a SplunkError, nothing else', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      row(0),
      row(1, true),
      preview(0),
      end,
      fatal,
      '',
      '\ufeff',
      '{"preview":false,"result":null}',
      '{"messages":{}}',
      '{"__proto__":{"a":1}}',
    ),
    fc.json(),
    fc.string({ unit: 'binary' }),
  );
  let body = '';
  const server = await scriptedServer([
    (response, seen) => (seen.path.endsWith('export') ? response.end(body) : response.writeHead(503).end()),
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      async (pieces, separator) => {
        body = pieces.join(separator);
        const { rows } = await collect(server.baseUrl);
        rows.forEach((row) => expect(typeof row).toBe('object'));
        expect(Object.keys(Object.prototype)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
