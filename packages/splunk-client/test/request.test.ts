import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { expect, it, test } from 'vitest';
import {
  createSplunkClient,
  SplunkError,
  type SplunkClientOptions,
  type SplunkWarning,
} from '../src/index.ts';
import { scriptedServer, type Answer } from './scripted-server.ts';

const token = 'eyJraWQ.secret-token.value';
const retry = { attempts: 3, baseDelayMs: 1 };

function client(baseUrl: string, options: Partial<SplunkClientOptions> = {}) {
  return createSplunkClient({ baseUrl, auth: { token }, retry, ...options });
}

async function failure(work: Promise<unknown>): Promise<SplunkError> {
  const error: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(SplunkError);
  return error as SplunkError;
}

it('sends bearer token, user agent, namespace and output mode, and reads JSON', async () => {
  const server = await scriptedServer([
    [200, '{"a":[1]}', { 'content-type': 'application/json; charset=UTF-8' }],
  ]);
  const response = await client(`${server.baseUrl}/proxied/`, { app: 'my app', owner: 'al/ice' }).request({
    method: 'GET',
    path: 'storage/collections/data/x',
    query: { f: ['a', 'b'], n: 1, none: undefined },
  });
  expect(response).toMatchObject({ status: 200, body: '{"a":[1]}', json: { a: [1] } });
  const [seen] = server.seen;
  expect(seen!.path).toBe('/proxied/servicesNS/al%2Fice/my%20app/storage/collections/data/x');
  expect(seen!.query.toString()).toBe('output_mode=json&f=a&f=b&n=1');
  expect(seen!.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'user-agent': 'sidecar-splunk-client',
  });
});

test.for([
  {
    name: 'a form',
    body: { form: { a: 'x&y', b: true } },
    type: 'application/x-www-form-urlencoded',
    text: 'a=x%26y&b=true',
  },
  { name: 'JSON', body: { json: [{ _key: 'é' }] }, type: 'application/json', text: '[{"_key":"é"}]' },
  { name: 'nothing', body: {}, type: undefined, text: '' },
])('posts $name, counting bytes', async ({ body, type, text }) => {
  const server = await scriptedServer([[200]]);
  await client(server.baseUrl).request({ method: 'POST', path: '/services/x', ...body });
  expect(server.seen[0]!.body.toString()).toBe(text);
  expect(server.seen[0]!.headers['content-type']).toBe(type);
  expect(server.seen[0]!.headers['content-length']).toBe(String(Buffer.byteLength(text)));
});

const statuses: Array<{
  answer: readonly [number, string, Record<string, string>?];
  code: string;
  message: string;
  retryable?: boolean;
  attempts?: number;
}> = [
  {
    answer: [
      400,
      '<response><messages><msg type="FATAL">Unknown search command \'x\'.</msg><msg type="INFO">y</msg></messages></response>',
    ],
    code: 'bad_request',
    message: `ORIGIN answered 400 to GET /x: "Unknown search command 'x'." | "y"; correct the request.`,
  },
  {
    answer: [401, '{"messages":[{"type":"WARN","text":"call not properly authenticated"}]}'],
    code: 'unauthorised',
    message:
      'ORIGIN refused the token (401: "call not properly authenticated"); check that it is right, not expired and issued by this search head; new ones are under Settings > Tokens.',
  },
  {
    answer: [403, ''],
    code: 'forbidden',
    message: 'ORIGIN answered 403 to GET /x; ask an administrator for a role that allows this.',
  },
  {
    answer: [404, '<html>gone</html>'],
    code: 'not_found',
    message:
      'ORIGIN answered 404 to GET /x; check the names in it, and that this is the management port (8089).',
  },
  {
    answer: [409, 'plain text'],
    code: 'conflict',
    message: 'ORIGIN answered 409 to GET /x: "plain text"; use another name, or change what exists.',
  },
  {
    answer: [500, ''],
    code: 'server_error',
    message: 'ORIGIN answered 500 to GET /x; look into splunkd.log on the server.',
  },
  {
    answer: [303, '', { location: 'http://127.0.0.1/en-US' }],
    code: 'protocol',
    message:
      'ORIGIN answered 303 to GET /x, a redirect as Splunk Web sends it; use the management port (8089).',
  },
  {
    answer: [
      503,
      '{"messages":[{"type":"ERROR","text":"KV Store is initializing. Please try again later."}]}',
    ],
    code: 'unavailable',
    message:
      'ORIGIN answered 503 to GET /x: "KV Store is initializing. Please try again later."; it is busy or starting, so try again in a few minutes (after 3 attempts).',
    retryable: true,
    attempts: 3,
  },
  {
    answer: [
      503,
      '{"messages":[{"type":"WARN","text":"Search not executed: The maximum number of concurrent historical searches on this instance has been reached.","help":""}]}',
    ],
    code: 'quota',
    message:
      'ORIGIN answered 503 to GET /x: "Search not executed: The maximum number of concurrent historical searches on this instance has been reached."; wait until other searches end, or have the role\'s search quota raised (after 3 attempts).',
    retryable: true,
    attempts: 3,
  },
];

test.for(statuses)(
  'turns $answer.0 into $code with advice',
  async ({ answer, code, message, retryable = false, attempts = 1 }) => {
    const server = await scriptedServer([answer]);
    const error = await failure(client(server.baseUrl).request({ method: 'GET', path: '/x' }));
    expect(error).toMatchObject({ code, retryable, attempts, status: answer[0] });
    expect(error.message).toBe(message.replace('ORIGIN', server.baseUrl));
    expect(server.seen).toHaveLength(attempts);
  },
);

it('retries GET and flagged POST on 503, not other POST, and tells of it', async () => {
  const warnings: SplunkWarning[] = [];
  const busy: Answer = [503, 'busy', { 'retry-after': '0.001' }];
  const server = await scriptedServer([busy, busy, [200, '1'], busy, [200, '2'], busy]);
  const splunk = client(server.baseUrl, { onWarning: (warning) => warnings.push(warning) });
  expect((await splunk.request({ method: 'GET', path: '/x' })).body).toBe('1');
  expect((await splunk.request({ method: 'POST', path: '/x', idempotent: true })).body).toBe('2');
  expect(await failure(splunk.request({ method: 'POST', path: '/x' }))).toMatchObject({
    code: 'unavailable',
    attempts: 1,
  });
  expect(warnings.map(({ code }) => code)).toEqual(['retry', 'retry', 'retry']);
  expect(warnings[0]!.message).toContain('Attempt 1 failed, next in 0.0 s: ');
});

it('retries a connection cut in the middle of the body', async () => {
  const cut: Answer = (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 5);
  };
  const server = await scriptedServer([cut, cut, [200, 'whole']]);
  expect((await client(server.baseUrl).request({ method: 'GET', path: '/x' })).body).toBe('whole');
  const cutServer = await scriptedServer([cut]);
  expect(await failure(client(cutServer.baseUrl).request({ method: 'GET', path: '/x' }))).toMatchObject({
    code: 'unreachable',
    attempts: 3,
  });
});

it('reports a server that is not there, and one that says nothing', async () => {
  const splunk = client('http://127.0.0.1:1');
  const refused = await failure(splunk.request({ method: 'GET', path: '/x' }));
  expect(refused).toMatchObject({ code: 'unreachable', retryable: true, attempts: 3 });
  expect(refused.message).toBe(
    'Nothing accepts connections at http://127.0.0.1:1 (ECONNREFUSED); check that Splunk is running and that this is its management port (8089) (after 3 attempts).',
  );
  const silent = await scriptedServer([() => {}]);
  const error = await failure(
    client(silent.baseUrl, { idleTimeoutMs: 50, retry: { attempts: 1 } }).request({
      method: 'GET',
      path: '/x',
    }),
  );
  expect(error).toMatchObject({ code: 'timeout', retryable: true });
  expect(error.message).toBe(
    `${silent.baseUrl} sent no byte for 0.05 s; raise idleTimeoutMs if the search is slow.`,
  );
  const unknown = await failure(client('http://splunk.invalid:8089').request({ method: 'GET', path: '/x' }));
  expect(unknown).toMatchObject({ code: 'unreachable', retryable: false, attempts: 1 });
});

it('counts the idle time from the last byte, not from the start', async () => {
  const dripping: Answer = (response) => {
    let left = 8;
    const timer = setInterval(
      () => (left-- > 0 ? response.write('x') : (clearInterval(timer), response.end())),
      20,
    );
  };
  const server = await scriptedServer([dripping]);
  expect(
    (await client(server.baseUrl, { idleTimeoutMs: 100 }).request({ method: 'GET', path: '/x' })).body,
  ).toBe('xxxxxxxx');
});

it("rejects with the signal's reason, the call's or the client's, also while it waits to retry", async () => {
  const silent = await scriptedServer([() => {}]);
  const reason = new Error('stopped by the user');
  const controller = new AbortController();
  const pending = client(silent.baseUrl).request({ method: 'GET', path: '/x', signal: controller.signal });
  setTimeout(() => controller.abort(reason), 20);
  await expect(pending).rejects.toBe(reason);
  await expect(
    client(silent.baseUrl, { signal: controller.signal }).request({ method: 'GET', path: '/x' }),
  ).rejects.toBe(reason);
  const busy = await scriptedServer([[503]]);
  const other = new AbortController();
  const waiting = client(busy.baseUrl, { retry: { baseDelayMs: 60_000, random: () => 1 } }).request({
    method: 'GET',
    path: '/x',
    signal: other.signal,
  });
  setTimeout(() => other.abort(reason), 30);
  await expect(waiting).rejects.toBe(reason);
});

it('leaves nothing on a signal that is used for many requests', async () => {
  const server = await scriptedServer([[200]]);
  const { signal } = new AbortController();
  const splunk = client(server.baseUrl, { signal });
  for (let i = 0; i < 30; i++) await splunk.request({ method: 'GET', path: '/x' });
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('logs in once for requests at the same time, again once after a 401, then fails', async () => {
  const refused: Answer = [401, '{"messages":[{"type":"WARN","text":"call not properly authenticated"}]}'];
  const login: Answer = [200, '<response>\n  <sessionKey>key^one&amp;</sessionKey>\n</response>'];
  const server = await scriptedServer([
    login,
    [200],
    [200],
    refused,
    [200, '{"sessionKey":"second-key"}'],
    [200, 'done'],
    refused,
    login,
    refused,
  ]);
  const splunk = client(server.baseUrl, { auth: { username: 'admin', password: 'chang&me' } });
  await Promise.all([
    splunk.request({ method: 'GET', path: '/a' }),
    splunk.request({ method: 'GET', path: '/b' }),
  ]);
  expect((await splunk.request({ method: 'GET', path: '/c' })).body).toBe('done');
  const error = await failure(splunk.request({ method: 'GET', path: '/d' }));
  expect(error).toMatchObject({ code: 'unauthorised', status: 401, attempts: 1 });
  expect(error.message).toContain('refused the user name or password (401');
  expect(server.seen.map(({ path }) => path.slice(-5))).toEqual([
    'login',
    '/a',
    '/b',
    '/c',
    'login',
    '/c',
    '/d',
    'login',
    '/d',
  ]);
  expect(server.seen[0]!.body.toString()).toBe('username=admin&password=chang%26me');
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
    undefined,
    'Splunk key^one&',
    'Splunk key^one&',
    'Splunk key^one&',
    undefined,
    'Splunk second-key',
    'Splunk second-key',
    undefined,
    'Splunk key^one&',
  ]);
});

it('logs in once more, not twice, when requests at the same time find the session expired', async () => {
  let valid = 'none';
  const server = await scriptedServer([
    (response, { path, headers }) => {
      if (path.endsWith('login'))
        return void response.end(JSON.stringify({ sessionKey: (valid = `key-${server.seen.length}`) }));
      setTimeout(() => response.writeHead(headers.authorization === `Splunk ${valid}` ? 200 : 401).end(), 20);
    },
  ]);
  const splunk = client(server.baseUrl, { auth: { username: 'admin', password: 'changeme' } });
  await splunk.request({ method: 'GET', path: '/a' });
  valid = 'expired';
  await Promise.all(['/b', '/c', '/d'].map((path) => splunk.request({ method: 'GET', path })));
  expect(server.seen.filter(({ path }) => path.endsWith('login'))).toHaveLength(2);
});

test.for([
  { answer: [401, '{"messages":[{"type":"WARN","text":"Login failed"}]}'] as const, code: 'unauthorised' },
  { answer: [400, '{"messages":[{"type":"WARN","text":"Login failed"}]}'] as const, code: 'unauthorised' },
  { answer: [200, '<html>welcome</html>'] as const, code: 'protocol' },
])('reports a login answered $answer as $code', async ({ answer, code }) => {
  const server = await scriptedServer([answer]);
  const error = await failure(
    client(server.baseUrl, { auth: { username: 'a', password: 'pass' } }).request({
      method: 'GET',
      path: '/x',
    }),
  );
  expect(error.code).toBe(code);
  expect(server.seen).toHaveLength(1);
});

it('sends Basic credentials when asked to', async () => {
  const server = await scriptedServer([[200]]);
  await client(server.baseUrl, { auth: { username: 'é', password: 'pass', scheme: 'basic' } }).request({
    method: 'GET',
    path: '/x',
  });
  expect(server.seen[0]!.headers.authorization).toBe(`Basic ${Buffer.from('é:pass').toString('base64')}`);
});

const accounts = [
  { auth: { token }, secrets: [token] },
  { auth: { username: 'admin', password: 'hunter22' }, secrets: ['hunter22', 'session-key-1234'] },
  {
    auth: { username: 'admin', password: 'hunter22', scheme: 'basic' as const },
    secrets: ['hunter22', Buffer.from('admin:hunter22').toString('base64')],
  },
];

test.for(accounts)(
  'lets none of $secrets out: not by errors, causes, warnings or inspection',
  async ({ auth, secrets }) => {
    const echo: Answer = (response, { path, headers, body }) => {
      if (path.endsWith('login'))
        return void response.writeHead(200).end('{"sessionKey":"session-key-1234"}');
      const text = `${headers.authorization} ${body.toString()} ${encodeURIComponent(secrets.join(' '))}`;
      response.writeHead(503).end(JSON.stringify({ messages: [{ type: 'ERROR', text }] }));
    };
    const server = await scriptedServer([echo]);
    const shown: unknown[] = [];
    const onWarning = (warning: SplunkWarning): void => void shown.push(warning);
    const splunk = client(server.baseUrl, { auth, onWarning });
    const down = client('http://127.0.0.1:1', { auth, onWarning });
    const ask = { method: 'GET', path: '/x', query: { q: secrets[0]! } } as const;
    shown.push(splunk, await failure(splunk.request(ask)), await failure(down.request(ask)));
    const text = shown
      .map((one) => `${String(one)} ${JSON.stringify(one)} ${inspect(one, { depth: 20, showHidden: true })}`)
      .join('\n');
    expect(text).toContain('***');
    for (const secret of secrets) expect(text).not.toContain(secret);
  },
);

test.for([
  {
    options: { baseUrl: 'splunk:8089' },
    message: 'baseUrl is "splunk:8089", expected an address such as https://splunk.example:8089',
  },
  {
    options: { baseUrl: 'ftp://h' },
    message: 'baseUrl is "ftp://h", expected an address such as https://splunk.example:8089',
  },
  { options: { baseUrl: 'https://a:secret@h' }, message: 'baseUrl holds credentials, expected them in auth' },
  { options: { auth: { token: '' } }, message: 'auth.token is empty, expected text' },
  {
    options: { auth: { token: 'abc\n' } },
    message: 'auth.token holds a space, line end or other character that no token has',
  },
  { options: { auth: { username: 'a', password: '' } }, message: 'auth.password is empty, expected text' },
])('refuses $options', ({ options, message }) => {
  expect(() => client('https://h:8089', options)).toThrow(message);
});

test.for([
  { baseUrl: 'http://splunk.example:8089', tls: {}, code: ['clear_text'] },
  { baseUrl: 'http://127.0.0.1:8089', tls: {}, code: [] },
  { baseUrl: 'https://splunk.example:8089', tls: { insecure: true }, code: ['tls_not_verified'] },
  { baseUrl: 'https://splunk.example:8089', tls: {}, code: [] },
])('warns $code for $baseUrl with $tls', ({ baseUrl, tls, code }) => {
  const warnings: string[] = [];
  client(baseUrl, { tls, onWarning: ({ code }) => warnings.push(code) });
  expect(warnings).toEqual(code);
});
