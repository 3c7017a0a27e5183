import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import {
  createSplunkClient,
  parseExportLine,
  parseMessages,
  SplunkError,
  type SplunkClient,
} from '../src/index.ts';
import { splitLines } from '../src/split-lines.ts';
import { scriptedServer } from './scripted-server.ts';

const isCampaign = process.env['SIDECAR_CAMPAIGN'] === 'full';
const some = { numRuns: isCampaign ? 3000 : 150 };
const pristine = Object.getOwnPropertyNames(Object.prototype);

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(pristine);
  expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
});

/** Names that mean something to objects of JavaScript, as JSON writes them. */
const name = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'user', '_raw', '');
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.string(),
  fc.constantFrom(null, true, 0, -1, 1e308, [], {}),
  fc.constant(JSON.parse('{"__proto__":{"polluted":"yes"}}') as unknown),
);
const row = fc
  .array(fc.tuple(name, value), { maxLength: 4 })
  .map(
    (pairs) => `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join(',')}}`,
  );
const messages = fc.oneof(
  fc.constantFrom(
    '{"messages":[{"type":"WARN","text":"peer gone"}]}',
    '{"messages":[{"type":"FATAL","text":"bad"}]}',
    '{"messages":[{"__proto__":{"polluted":1},"text":"x"}]}',
    '{"messages":"none"}',
  ),
  fc.json().map((one) => `{"messages":${one}}`),
);
const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(row, fc.nat(9), fc.boolean())
      .map(
        ([result, offset, last]) =>
          `{"preview":false,"offset":${offset},${last ? '"lastrow":true,' : ''}"result":${result}}`,
      ),
  },
  row.map((result) => `{"preview":true,"offset":0,"result":${result}}`),
  fc.constantFrom(
    '{"preview":false,"lastrow":true}',
    '',
    '  ',
    '\ufeff',
    '{',
    'null',
    '[]',
    '<html>',
    '{"result":[]}',
    '{"lastrow":true,"__proto__":null}',
  ),
  messages,
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const body = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
      .map(([lines, end]) => Buffer.from(lines.join(end) + end)),
  },
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

/** A body cut into chunks, perhaps not to its end. */
const chunked = fc
  .tuple(body, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), fc.boolean())
  .map(([bytes, cuts, isCut]) => {
    const at = [0, ...cuts.map((share) => Math.floor(share * bytes.length)), bytes.length].toSorted(
      (a, b) => a - b,
    );
    const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
    return { bytes, chunks: isCut ? chunks.slice(0, -1) : chunks, isCut };
  });

async function linesOf(chunks: readonly Buffer[], maxLineBytes = 1000): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of splitLines(streamOf(chunks), { maxLineBytes })) lines.push(...batch.lines);
  return lines;
}

async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test('lines do not depend on how the bytes were cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(chunked, async ({ bytes, chunks, isCut }) => {
      const whole = await linesOf([isCut ? Buffer.concat(chunks) : bytes], 1e6);
      expect(await linesOf(chunks, 1e6)).toEqual(whole);
    }),
    some,
  );
});

test('a line that never ends is refused as soon as it is too long, without holding more', async () => {
  const chunk = Buffer.alloc(1000, 'x');
  let given = 0;
  const endless = async function* (): AsyncGenerator<Buffer> {
    for (;;) {
      given++;
      yield chunk;
    }
  };
  const reading = (async () => {
    for await (const _batch of splitLines(endless(), { maxLineBytes: 10_000 }));
  })();
  await expect(reading).rejects.toThrow(new RangeError('a line is longer than 10000 bytes'));
  expect(given).toBe(11);
});

test('any line is a row, a preview, an end, messages or nothing', () => {
  fc.assert(
    fc.property(line, (text) => {
      const parsed = parseExportLine(text);
      if (parsed?.kind === 'row') expect(Object.getPrototypeOf(parsed.row)).toBe(Object.prototype);
      expect([undefined, 'row', 'preview', 'end', 'messages']).toContain(parsed?.kind);
    }),
    some,
  );
});

const xmlPiece = fc.constantFrom(
  '<response>',
  '<messages>',
  '<msg',
  '<msg>',
  '<msg type="WARN">',
  '</msg>',
  '<![CDATA[',
  ']]>',
  '&lt;',
  '&#x110000;',
  '&#0;',
  '&#xd800;',
  '&',
  '<',
  '>',
  'text',
  '"',
  " type='",
  ' type="',
  '\n',
  '<!--',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
);

test('messages are read from any text, XML or JSON, in time that grows with its length', () => {
  const text = fc.oneof(
    fc.array(xmlPiece, { maxLength: 200 }).map((pieces) => `<${pieces.join('')}`),
    fc.json(),
    messages,
    fc.string(),
  );
  fc.assert(
    fc.property(text, (one) => {
      for (const { type, text: said } of parseMessages(one))
        expect([typeof type, typeof said]).toEqual(['string', 'string']);
    }),
    some,
  );
  for (const piece of [
    '<msg><![CDATA[]]>',
    '<msg>',
    '<msg type=',
    '<msg type="',
    '<msg><![CDATA[',
    '<msg>&lt;',
    '<msg> ',
    '<msg>a</msg',
    ' type=',
  ]) {
    const began = performance.now();
    parseMessages(`<${piece.repeat(Math.ceil(200_000 / piece.length))}`);
    expect(performance.now() - began, piece).toBeLessThan(15_000);
  }
});

const content = fc.oneof(
  fc.record(
    {
      dispatchState: fc.constantFrom('DONE', 'FAILED', 'QUEUED', 'x', 5),
      isDone: value,
      resultCount: value,
      messages: value,
    },
    { requiredKeys: [] },
  ),
  value,
);
const reply = fc.oneof(
  content.map((one) => JSON.stringify({ entry: [{ content: one }] })),
  fc
    .tuple(fc.array(row, { maxLength: 3 }), fc.constantFrom('', '"init_offset":0,', '"init_offset":"x",'))
    .map(([rows, at]) => `{${at}"results":[${rows.join(',')}],"messages":[]}`),
  fc.constantFrom(
    '{"sid":"1.1"}',
    '{"sid":5}',
    '[]',
    '[{"_key":"a"}]',
    '{"sessionKey":{}}',
    '<response><sessionKey>k</sessionKey></response>',
  ),
  messages,
  body.map((bytes) => bytes.toString('latin1')),
);
const answer = fc.tuple(
  fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 500, 503),
  reply,
);

test('a client survives a server that answers anything: a result or a SplunkError, and in bounded time', async () => {
  let script: (readonly [number, string])[] = [];
  let asked = 0;
  const server = await scriptedServer([
    (response) => {
      const [status, text] = script[asked++ % script.length]!;
      response.writeHead(status).end(status === 204 ? undefined : text);
    },
  ]);
  const calls: Record<string, (splunk: SplunkClient, signal: AbortSignal) => Promise<unknown>> = {
    export: (splunk, signal) => all(splunk.exportRows({ search: 'x', signal })),
    windows: (splunk, signal) =>
      all(splunk.exportWindows({ search: 'x', earliest: 0, latest: 100, maxRows: 2, parallel: 3, signal })),
    jobRows: (splunk, signal) => all(splunk.jobRows({ search: 'x', intervalMs: 1, timeoutMs: 100, signal })),
    results: (splunk, signal) => all(splunk.jobResults('1.1', { signal })),
    oneshot: (splunk, signal) => splunk.oneshot({ search: 'x', signal }),
    info: (splunk) => splunk.serverInfo(),
    limits: (splunk) => splunk.kvLimits(),
    account: (splunk) => splunk.accountLimits(),
    times: (splunk) => splunk.parseTimes(['now', '__proto__', 'constructor']),
    request: (splunk) => splunk.request({ method: 'GET', path: '/x' }),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...Object.keys(calls)),
      fc.boolean(),
      async (answers, call, isSession) => {
        script = answers;
        asked = 0;
        const auth = isSession ? { username: 'me', password: 'secret' } : { token: 'token' };
        const splunk = createSplunkClient({
          baseUrl: server.baseUrl,
          auth,
          retry: { attempts: 2, baseDelayMs: 1, maxDelayMs: 2 },
        });
        const outcome: unknown = await calls[call]!(splunk, AbortSignal.timeout(5000)).catch(
          (error: unknown) => error,
        );
        if (outcome instanceof Error && !(outcome instanceof SplunkError)) throw outcome;
      },
    ),
    { numRuns: isCampaign ? 5000 : 250 },
  );
});

async function all<T>(items: AsyncIterable<T>): Promise<number> {
  let count = 0;
  for await (const _item of items) if (count++ > 100_000) throw new Error('there is no end');
  return count;
}
