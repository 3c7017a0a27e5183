import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { createSplunkClient } from '../src/index.ts';
import { scriptedServer } from './scripted-server.ts';

/** A proxy that tunnels with CONNECT for one user, and counts. */
async function proxyFor(credentials: string): Promise<{ port: number; tunnels: string[] }> {
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    socket.on('error', () => {});
    if (request.headers['proxy-authorization'] !== `Basic ${Buffer.from(credentials).toString('base64')}`) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    tunnels.push(request.url!);
    const [host, port] = request.url!.split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  return { port: (proxy.address() as AddressInfo).port, tunnels };
}

it('tunnels through a proxy with credentials', async () => {
  const server = await scriptedServer([[200, 'through']]);
  const { port, tunnels } = await proxyFor('me:pr@xypass');
  const splunk = createSplunkClient({
    baseUrl: server.baseUrl,
    auth: { token: 'token' },
    proxy: `http://me:pr%40xypass@127.0.0.1:${port}`,
  });
  expect((await splunk.request({ method: 'GET', path: '/x' })).body).toBe('through');
  expect(tunnels).toEqual([`127.0.0.1:${server.port}`]);
});

it('reports a proxy that refuses, without its password', async () => {
  const { port } = await proxyFor('me:other');
  const splunk = createSplunkClient({
    baseUrl: 'http://127.0.0.1:9',
    auth: { token: 'token' },
    proxy: `http://me:proxypass@127.0.0.1:${port}`,
  });
  const error: unknown = await splunk.request({ method: 'GET', path: '/x' }).catch((error: unknown) => error);
  expect(error).toMatchObject({
    code: 'unreachable',
    retryable: false,
    message:
      'The proxy refused to connect to http://127.0.0.1:9 (407); check the address and the credentials of the proxy.',
  });
  expect(inspect([error, splunk], { depth: 20, showHidden: true })).not.toContain('proxypass');
});

it('refuses an address that is no http proxy', () => {
  expect(() =>
    createSplunkClient({ baseUrl: 'http://h', auth: { token: 'token' }, proxy: 'socks5://h' }),
  ).toThrow(new RangeError('proxy is not an http address, expected one such as http://proxy.example:3128'));
});
