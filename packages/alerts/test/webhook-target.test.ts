import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type AlertTarget,
  createWebhookTarget,
  type SendResult,
  type WebhookTargetOptions,
} from '../src/index.ts';
import { createTestReceiver, type TestReceiver, type TestReceiverOptions } from '../src/testing/index.ts';
import { message } from './incidents.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

async function receiver(options: TestReceiverOptions = {}): Promise<TestReceiver> {
  const started = await createTestReceiver({ secrets: [secret], ...options });
  onTestFinished(() => started.close());
  return started;
}

/** A target whose waits are noted and not waited. */
function target(url: string, options: Partial<WebhookTargetOptions> = {}): AlertTarget & { waits: number[] } {
  const waits: number[] = [];
  const made = createWebhookTarget({
    url,
    secret,
    random: () => 0,
    sleep: async (ms) => void waits.push(ms),
    ...options,
  });
  return { ...made, waits };
}

const send = (to: AlertTarget, signal?: AbortSignal): Promise<SendResult> =>
  to.send(message('alert_1'), { signal });

it('posts a message as JSON, signed, under its id', async () => {
  const { url, requests, messages } = await receiver();
  expect(await send(target(url))).toEqual({ outcome: 'delivered' });
  expect(messages()).toEqual([message('alert_1')]);
  expect(requests[0]!).toMatchObject({
    id: 'alert_1',
    fault: null,
    headers: { 'content-type': 'application/json', 'user-agent': 'sidecar-alerts' },
  });
});

it('sends without a signature if there is no secret, under its id all the same', async () => {
  const { url, requests } = await receiver({ secrets: [] });
  expect(await send(target(url, { secret: undefined }))).toEqual({ outcome: 'delivered' });
  expect(requests[0]!.id).toBe('alert_1');
  expect(requests[0]!.headers).not.toHaveProperty('webhook-signature');
});

describe('what may be over in seconds', () => {
  it('is tried again at once, with longer and longer waits, every attempt signed anew', async () => {
    let seconds = 1_769_857_200;
    const now = () => new Date((seconds += 200) * 1000);
    const { url, requests } = await receiver({
      steps: [500, 'reset', 408, 503],
      now: () => new Date(seconds * 1000),
    });
    const to = target(url, { now });
    expect(await send(to)).toEqual({ outcome: 'delivered' });
    expect([to.waits, requests.length]).toEqual([[250, 500, 1000, 2000], 5]);
    expect(new Set(requests.map(({ headers }) => headers['webhook-signature'])).size).toBe(5);
    expect(requests.map(({ id, fault }) => [id, fault])).toEqual(requests.map(() => ['alert_1', null]));
  });

  it.for([
    { steps: [500, 500], isDown: false, reason: 'answered 500' },
    { steps: [429, 429], isDown: true, reason: 'answered 429' },
    { steps: [500, 503], isDown: true, reason: 'answered 503' },
    { steps: ['reset', 'reset'], isDown: true, reason: '(ECONNRESET)' },
  ] as const)('is a failure after all attempts: $steps', async ({ steps, isDown, reason }) => {
    const { url, requests } = await receiver({ steps });
    const result = await send(target(url, { attempts: 2 }));
    expect(result).toMatchObject({
      outcome: 'failed',
      isDown,
      reason: expect.stringContaining(reason) as string,
    });
    expect(requests).toHaveLength(2);
  });

  it('is waited for as long as the receiver asks, up to 10 s, and left to a later call beyond', async () => {
    const now = () => new Date('2026-01-31T11:00:00Z');
    const busy = (value: string) => ({ status: 503, headers: { 'retry-after': value } });
    const { url, plan, requests } = await receiver({
      now,
      steps: [busy('7'), busy('Sat, 31 Jan 2026 11:00:09 GMT'), busy('soon')],
    });
    const to = target(url, { now });
    expect(await send(to)).toEqual({ outcome: 'delivered' });
    expect(to.waits).toEqual([7000, 9000, 1000]);
    plan([busy('11')]);
    expect(await send(to)).toMatchObject({ outcome: 'failed', isDown: true, retryAfterMs: 11_000 });
    expect(requests).toHaveLength(5);
  });

  it('is silence, too: an answer that does not come in time', async () => {
    const { url } = await receiver({ steps: ['stall'] });
    const result = await send(target(url, { timeoutMs: 50, attempts: 1 }));
    const { origin } = new URL(url);
    expect(result).toEqual({ outcome: 'failed', isDown: true, reason: `no answer from ${origin} in time` });
  });
});

describe('a refusal', () => {
  it.for([
    [400, ''],
    [401, ': it does not accept the signature; check the secret on both sides'],
    [403, ''],
    [404, ': there is nothing at this address'],
    [410, ': it wants no more alerts; take the address out of the configuration'],
    [413, ': the message is too large for it'],
    [301, ': redirects are not followed; give the address that it leads to'],
    [307, ': redirects are not followed; give the address that it leads to'],
  ] as const)('is status %i, and it is not tried again', async ([status, advice]) => {
    const elsewhere = await receiver();
    const { url, requests } = await receiver({ steps: [{ status, headers: { location: elsewhere.url } }] });
    const { origin } = new URL(url);
    const reason = `${origin} answered ${status}${advice}`;
    expect(await send(target(url))).toEqual({ outcome: 'refused', reason });
    expect([requests.length, elsewhere.requests.length]).toEqual([1, 0]);
  });

  it('is what a receiver with another secret says', async () => {
    const { url, messages } = await receiver({
      secrets: [`whsec_${Buffer.alloc(32, 6).toString('base64')}`],
    });
    expect(await send(target(url))).toMatchObject({ outcome: 'refused' });
    expect(messages()).toEqual([]);
  });
});

it('counts a delivery as soon as the status is there, and reads no endless answer', async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await send(target(url))).toEqual({ outcome: 'delivered' });
});

it('stops at once when aborted, while it waits for an answer and between attempts', async () => {
  const { url, requests } = await receiver({ steps: ['stall', 500] });
  const reason = new Error('the worker stops');
  const during = new AbortController();
  const sending = send(target(url), during.signal).catch((error: unknown) => error);
  await expect.poll(() => requests.length).toBe(1);
  during.abort(reason);
  expect(await sending).toBe(reason);
  const between = new AbortController();
  const waiting = createWebhookTarget({
    url,
    secret,
    sleep: async (_ms, signal) => {
      between.abort(reason);
      expect(signal.aborted).toBe(true);
    },
  });
  await expect(send(waiting, between.signal)).rejects.toBe(reason);
});

describe('certificates', async () => {
  const make = (name: string, ca?: { key: string; cert: string }) =>
    generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ...(ca
        ? { ca, extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }] }
        : { extensions: [{ name: 'basicConstraints', cA: true }] }),
    }).then(({ private: key, cert }) => ({ key, cert }));
  const authority = await make('Test authority');
  const pair = await make('127.0.0.1', authority);

  it('are checked, against the authority that is given', async () => {
    const { url } = await receiver({ tls: pair });
    expect(await send(target(url, { ca: authority.cert }))).toEqual({ outcome: 'delivered' });
  });

  it('of an unknown authority are not accepted, nor tried again at once', async () => {
    const { url, requests } = await receiver({ tls: pair });
    const to = target(url);
    expect(await send(to)).toMatchObject({
      outcome: 'failed',
      isDown: true,
      reason: expect.stringMatching(
        /^no answer from https:\/\/127\.0\.0\.1:\d+: its certificate is of an unknown authority; give that authority as ca_file \(\w+\)$/,
      ) as string,
    });
    expect([to.waits, requests]).toEqual([[], []]);
  });

  it('are not checked only if that is asked for', async () => {
    const { url } = await receiver({ tls: pair });
    expect(await send(target(url, { insecure: true }))).toEqual({ outcome: 'delivered' });
  });
});

describe('a proxy', () => {
  async function proxyFor(credentials: string): Promise<{ address: string; tunnels: string[] }> {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      socket.on('error', () => {});
      const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
      if (request.headers['proxy-authorization'] !== expected)
        return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      tunnels.push(request.url!);
      const upstream = connect(Number(request.url!.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    return { address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels };
  }

  it('is tunnelled through with its credentials', async () => {
    const { url, messages } = await receiver();
    const { address, tunnels } = await proxyFor('me:pr@xypass');
    expect(await send(target(url, { proxy: `http://me:pr%40xypass@${address}` }))).toEqual({
      outcome: 'delivered',
    });
    expect([tunnels.length, messages().length]).toEqual([1, 1]);
  });

  it('that refuses is a failure, told without its password', async () => {
    const { address } = await proxyFor('me:other');
    const result = await send(target('http://192.0.2.1/x', { proxy: `http://me:proxypass@${address}` }));
    const reason = 'the proxy does not connect to http://192.0.2.1 (407)';
    expect(result).toEqual({ outcome: 'failed', isDown: true, reason });
  });
});

it('shows neither its secret nor what follows the host of its address', async () => {
  const { url, requests } = await receiver({ steps: [500, 404, 'reset'] });
  const to = target(`${url}/hidden-token?code=hidden-code`, { attempts: 1 });
  const results = [await send(to), await send(to), await send(to)];
  expect(requests).toHaveLength(3);
  const shown = inspect([to, results], { depth: 20, showHidden: true });
  expect(shown).not.toMatch(/hidden/);
  expect(shown).not.toContain(secret.slice(6, 20));
  expect(to.label).toBe(`webhook ${new URL(url).origin}`);
});

it('has a name that stays, and another for another address', () => {
  const nameOf = (url: string) => createWebhookTarget({ url }).name;
  expect(nameOf('https://h/a')).toMatch(/^webhook [0-9a-f]{16}$/);
  expect(nameOf('https://h/a')).toBe(nameOf('https://h:443/a'));
  expect(nameOf('https://h/a')).not.toBe(nameOf('https://h/b'));
});

it.for([
  [{ url: 'ftp://h' }, 'url is none, expected an http or https address without a user name or password'],
  [
    { url: 'https://me:pass@h' },
    'url is none, expected an http or https address without a user name or password',
  ],
  [{ attempts: 0 }, 'attempts is 0, expected at least 1'],
  [{ baseDelayMs: -1 }, 'baseDelayMs is -1, expected at least 0'],
  [{ proxy: 'socks5://h' }, 'proxy is not an http address, expected one such as http://proxy.example:3128'],
] as const)('refuses %j', ([options, refusal]) => {
  expect(() => createWebhookTarget({ url: 'https://h', ...options })).toThrow(new RangeError(refusal));
});
