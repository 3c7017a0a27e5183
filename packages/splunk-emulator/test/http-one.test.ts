import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../src/index.ts';

let splunk: Emulator;
beforeAll(async () => {
  splunk = await startEmulator();
  await splunk.addEvents(
    'main',
    's',
    Array.from({ length: 3000 }, (_, i) => ({ time: i })),
  );
});
afterAll(() => splunk.close());

/** Everything the server sends until it closes the connection, or for a while if it does not. */
function converse(method: string, path: string, headers: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(splunk.baseUrl);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: splunk',
    `Authorization: Bearer ${splunk.token}`,
    ...headers,
  ];
  const socket = connect(Number(port), hostname);
  socket.write(`${lines.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  socket.setTimeout(300, () => socket.destroy());
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}

const form = ['Content-Type: application/x-www-form-urlencoded'];
const search = 'search=search+index%3Dmain&output_mode=json';
const agent = ['User-Agent: test'];

describe('without a User-Agent', () => {
  it('a short answer is HTTP/1.0 and ends the connection', async () => {
    const text = await converse('GET', '/services/server/info?output_mode=json', []);
    expect(text).toMatch(/^HTTP\/1\.0 200 OK\r\n/);
    expect(text).toMatch(/\r\nConnection: Close\r\n/);
    expect(text).toContain('"version":"10.2.3"');
  });

  it('an export comes without chunks, whole', async () => {
    const text = await converse('POST', '/services/search/v2/jobs/export', form, search);
    const [head, body] = text.split('\r\n\r\n', 2) as [string, string];
    expect(head).toMatch(/^HTTP\/1\.0 200 OK/);
    expect(head).not.toMatch(/chunked/i);
    expect(body.split('\n').filter((line) => line.startsWith('{"preview":false'))).toHaveLength(3000);
  });

  it('a refusal too', async () => {
    expect(await converse('GET', '/services/nowhere', [])).toMatch(/^HTTP\/1\.0 404 Not Found\r\n/);
  });
});

describe('with a User-Agent', () => {
  it('it is HTTP/1.1 with chunks', async () => {
    const text = await converse('POST', '/services/search/v2/jobs/export', [...agent, ...form], search);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/\r\nTransfer-Encoding: chunked\r\n/);
  });

  it('Connection: close is echoed with a capital', async () => {
    const text = await converse('GET', '/services/server/info', [...agent, 'Connection: close']);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/\r\nConnection: Close\r\n/);
  });
});
