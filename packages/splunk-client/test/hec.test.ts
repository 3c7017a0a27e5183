import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createHecClient, hecEventFault, type HecClientOptions, type HecEvent } from '../src/index.ts';
import { scriptedServer, type Answer, type Seen } from './scripted-server.ts';

const token = '11111111-2222-3333-4444-555555555555';
const ok: Answer = [200, '{"text":"Success","code":0}'];
const event = (n: number, rest: object = {}): HecEvent => ({ event: { n }, ...rest });
const hec = (url: string, options: Partial<HecClientOptions> = {}) =>
  createHecClient({ url, token, retry: { attempts: 3, baseDelayMs: 1 }, ...options });

function numbers({ headers, body }: Seen): number[] {
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
  return text.split('\n').map((line) => (JSON.parse(line) as { event: { n: number } }).event.n);
}

it('sends batches by count, compressed, with the Splunk scheme and a channel', async () => {
  const server = await scriptedServer([ok]);
  const report = await hec(server.baseUrl, { batchEvents: 2 }).send([
    event(0),
    event(1),
    event(2),
    event(3),
    event(4),
  ]);
  expect(report).toEqual({ accepted: 5, refused: { count: 0, samples: [] }, maybeDuplicated: 0, batches: 3 });
  expect(server.seen.map(numbers)).toEqual([[0, 1], [2, 3], [4]]);
  expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/services/collector/event' });
  expect(server.seen[0]!.headers).toMatchObject({
    authorization: `Splunk ${token}`,
    'content-encoding': 'gzip',
  });
  expect(server.seen[0]!.headers['x-splunk-request-channel']).toMatch(/^[0-9a-f-]{36}$/);
});

it('sends batches by bytes, and an event larger than a batch alone', async () => {
  const server = await scriptedServer([ok]);
  const texts = [10, 10, 200, 10].map((length) => ({ event: 'é'.repeat(length) }));
  await hec(server.baseUrl, { batchBytes: 90, gzip: false }).send(texts);
  expect(server.seen.map(({ body }) => body.toString().split('\n').length)).toEqual([2, 1, 1]);
  expect(server.seen[0]!.body.length).toBeLessThanOrEqual(90);
});

test.for([
  { event: { event: 'x', time: 1.5, fields: { a: 'x', b: ['y'], 'metric_name:cpu': 1 } }, fault: undefined },
  { event: { event: 'x', time: '1700000000.123' }, fault: undefined },
  { event: { host: 'h' }, fault: 'the field event is missing' },
  { event: { event: '' }, fault: 'the field event is blank' },
  { event: { event: {} }, fault: 'the field event is blank' },
  { event: { event: 'x', time: 'now' }, fault: 'time is not a number of seconds' },
  { event: { event: 'x', time: Number.NaN }, fault: 'time is not a number of seconds' },
  {
    event: { event: 'x', fields: { a: { b: 1 } } },
    fault: 'fields is not a flat object of texts, numbers or lists of texts',
  },
  {
    event: { event: 'x', fields: ['a'] },
    fault: 'fields is not a flat object of texts, numbers or lists of texts',
  },
  { event: null, fault: 'the event is not an object' },
])('finds in $event: $fault', ({ event, fault }) => {
  expect(hecEventFault(event as unknown as HecEvent)).toBe(fault);
});

it('leaves out events that the collector would refuse, and tells their positions', async () => {
  const server = await scriptedServer([ok]);
  const report = await hec(server.baseUrl).send([event(0), { event: '' }, event(2)]);
  expect(report).toMatchObject({
    accepted: 2,
    refused: { count: 1, samples: [{ position: 1, reason: 'the field event is blank' }] },
  });
  expect(numbers(server.seen[0]!)).toEqual([0, 2]);
});

it('sends a batch again without the event the collector refused, whose position counts all batches', async () => {
  const bad: Answer = [400, '{"text":"Error in handling indexed fields","code":15,"invalid-event-number":1}'];
  const server = await scriptedServer([ok, bad, ok]);
  const report = await hec(server.baseUrl, { batchEvents: 3 }).send([0, 1, 2, 3, 4, 5].map((n) => event(n)));
  expect(server.seen.map(numbers)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [3, 5],
  ]);
  expect(report).toEqual({
    accepted: 5,
    refused: {
      count: 1,
      samples: [{ position: 4, reason: '"Error in handling indexed fields" (400, code 15)' }],
    },
    maybeDuplicated: 1,
    batches: 2,
  });
});

test.for([
  {
    name: 'an index that the token may not use, reported one too high',
    answer: [400, '{"text":"Incorrect index","code":7,"invalid-event-number":2}'] as const,
    code: 'bad_request',
    message:
      'The collector refused the index in event 1: "Incorrect index" (400, code 7); allow it for this token, or create it.',
  },
  {
    name: 'a request without a position',
    answer: [400, '{"text":"Data channel is missing","code":10}'] as const,
    code: 'bad_request',
    message: `The collector refused events 0 to 2: "Data channel is missing" (400, code 10); check the token's settings and the events.`,
  },
  {
    name: 'an invalid token',
    answer: [403, '{"text":"Invalid token","code":4}'] as const,
    code: 'unauthorised',
    message:
      'ORIGIN refused the HEC token (403: "Invalid token"); check that it is right and enabled under Settings > Data inputs > HTTP Event Collector.',
  },
  {
    name: 'a server that is busy for long',
    answer: [503, '{"text":"Server is busy","code":9}'] as const,
    code: 'unavailable',
    message:
      'ORIGIN answered 503 to POST /services/collector/event: "Server is busy"; it is busy or starting, so try again in a few minutes (after 3 attempts).',
  },
])('ends at $name', async ({ answer, code, message }) => {
  const server = await scriptedServer([answer]);
  const sending = hec(server.baseUrl).send([event(0), event(1), event(2)]);
  await expect(sending).rejects.toMatchObject({ code, message: message.replace('ORIGIN', server.baseUrl) });
});

it('retries a busy collector, and says how many events were accepted when it then fails', async () => {
  const busy: Answer = [503, '{"text":"Server is busy","code":9}'];
  const server = await scriptedServer([
    busy,
    ok,
    [429, '{"code":26}'],
    ok,
    [403, '{"text":"Token disabled","code":1}'],
  ]);
  const sending = hec(server.baseUrl, { batchEvents: 1 }).send([event(0), event(1), event(2)]);
  await expect(sending).rejects.toThrow(/Token disabled.*\(2 events were accepted before\)\.$/);
});

it('takes an empty 200 for no answer, and sends again', async () => {
  const server = await scriptedServer([[200], ok]);
  expect(await hec(server.baseUrl).send([event(0)])).toMatchObject({ accepted: 1 });
  expect(server.seen).toHaveLength(2);
});

it('waits for acknowledgement, batch by batch', async () => {
  const acks: Answer[] = [
    [200, '{"acks":{"7":true,"8":false}}'],
    [200, '{"acks":{"8":true}}'],
  ];
  const server = await scriptedServer([
    [200, '{"code":0,"ackId":7}'],
    [200, '{"code":0,"ackId":8}'],
    ...acks,
  ]);
  await hec(server.baseUrl, {
    batchEvents: 1,
    acknowledge: true,
    acknowledgeIntervalMs: 1,
    gzip: false,
  }).send([event(0), event(1)]);
  expect(server.seen.slice(2).map(({ path, body }) => `${path} ${body.toString()}`)).toEqual([
    '/services/collector/ack {"acks":[7,8]}',
    '/services/collector/ack {"acks":[8]}',
  ]);
  const never = await scriptedServer([
    [200, '{"code":0,"ackId":7}'],
    [200, '{"acks":{"7":false}}'],
  ]);
  const sending = hec(never.baseUrl, {
    acknowledge: true,
    acknowledgeIntervalMs: 1,
    acknowledgeTimeoutMs: 5,
  }).send([event(0)]);
  await expect(sending).rejects.toMatchObject({
    code: 'timeout',
    retryable: true,
    message: expect.stringContaining('did not acknowledge 1 batches in 0.005 s') as string,
  });
});

it('loses and invents no event, whichever the collector refuses', async () => {
  const refuse = new Set<number>();
  const taken = new Set<number>();
  const server = await scriptedServer([
    (response, seen) => {
      const got = numbers(seen);
      const bad = got.findIndex((n) => refuse.has(n));
      got.slice(0, bad === -1 ? undefined : bad).forEach((n) => taken.add(n));
      if (bad === -1) return void response.end('{"text":"Success","code":0}');
      response
        .writeHead(400)
        .end(JSON.stringify({ text: 'Invalid data format', code: 6, 'invalid-event-number': bad }));
    },
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(12),
      fc.uniqueArray(fc.nat(12)),
      fc.integer({ min: 1, max: 5 }),
      async (count, bad, batchEvents) => {
        refuse.clear();
        taken.clear();
        bad.forEach((n) => refuse.add(n));
        const all = Array.from({ length: count }, (_, n) => n);
        const report = await hec(server.baseUrl, { batchEvents, gzip: false }).send(all.map((n) => event(n)));
        const good = all.filter((n) => !refuse.has(n));
        expect([...taken].sort((a, b) => a - b)).toEqual(good);
        expect(report).toMatchObject({ accepted: good.length, refused: { count: count - good.length } });
      },
    ),
    { numRuns: 50 },
  );
});

it('sends a batch that is too large for the collector in halves, in order, and waits for every acknowledgement', async () => {
  let acks = 0;
  const server = await scriptedServer([
    (response, seen) => {
      if (seen.path.endsWith('/ack')) return response.end('{"acks":{"0":true,"1":true,"2":true}}');
      if (numbers(seen).length > 2) return response.writeHead(413).end('<html>too large</html>');
      response.end(`{"text":"Success","code":0,"ackId":${acks++}}`);
    },
  ]);
  const events = [0, 1, 2, 3, 4].map((n) => event(n));
  expect(await hec(server.baseUrl, { acknowledge: true }).send(events)).toMatchObject({
    accepted: 5,
    batches: 1,
  });
  const taken = server.seen
    .filter(({ path }) => path.endsWith('/event'))
    .map(numbers)
    .filter((one) => one.length <= 2);
  expect(taken.flat()).toEqual([0, 1, 2, 3, 4]);
  expect(JSON.parse(gunzipSync(server.seen.at(-1)!.body).toString())).toEqual({ acks: [0, 1, 2] });
});

it('refuses an event that is too large alone, saying so', async () => {
  const server = await scriptedServer([[413]]);
  await expect(hec(server.baseUrl).send([event(0)])).rejects.toMatchObject({
    code: 'bad_request',
    status: 413,
  });
});
