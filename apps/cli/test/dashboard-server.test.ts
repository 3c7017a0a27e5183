import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSplunkClient } from '@sidecar/splunk-client';
import { buildApp } from '@sidecar/splunk-app';
import { type Emulator, startEmulator } from '@sidecar/splunk-emulator';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { withWholeSearches } from '../../dashboard/src/with-whole-searches.ts';
import { dashboardView } from '../src/dashboard/dashboard-view.ts';
import { type Dashboard, serveDashboard } from '../src/dashboard/serve-dashboard.ts';

describe('the server of the dashboard', () => {
  let emulator: Emulator;
  let dashboard: Dashboard;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sidecar-test-'));
    writeFileSync(join(folder, 'index.html'), '<p>page</p>');
    writeFileSync(join(folder, '..', 'beside-the-page.txt'), 'secret');
    emulator = await startEmulator({ apps: [buildApp()] });
    const app = 'ml_sidecar_app';
    const client = createSplunkClient({ baseUrl: emulator.baseUrl, auth: { token: emulator.token }, app });
    dashboard = await serveDashboard({ client, app, page: folder, port: 0 });
  });
  afterAll(async () => {
    await dashboard.close();
    await emulator.close();
    rmSync(folder, { recursive: true });
    rmSync(join(folder, '..', 'beside-the-page.txt'));
  });

  const post = (body: string, headers: Record<string, string> = {}) =>
    send('POST', '/api/search', { 'content-type': 'application/json', ...headers }, body);
  /** Not with `fetch`, which sets the host and tidies paths. */
  const send = (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
    new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
      const { hostname, port } = new URL(dashboard.url);
      const call = request({ hostname, port, method, path, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode!, text }));
      });
      call.on('error', reject).end(body);
    });

  test('gives the page, the dashboards of the app and who asks, and never the token', async () => {
    expect((await send('GET', '/')).text).toBe('<p>page</p>');
    const { text } = await send('GET', '/api/views');
    const { user, views } = JSON.parse(text) as { user: string; views: { name: string }[] };
    expect([user, views.length]).toEqual(['admin', 5]);
    expect(text).not.toContain(emulator.token);
  });

  test('runs a search, within its time, and gives columns in order', async () => {
    await emulator.addEvents('main', 'a:json', [
      { time: 100, user: 'ann' },
      { time: 200, user: 'bob' },
    ]);
    const all = { search: 'index=main | eval n=1 | table user n missing', earliest: '0' };
    expect(JSON.parse((await post(JSON.stringify(all))).text)).toEqual({
      fields: ['user', 'n', 'missing'],
      columns: [
        ['bob', 'ann'],
        ['1', '1'],
        [null, null],
      ],
    });
    const { text } = await post(JSON.stringify({ ...all, latest: '150' }));
    expect(JSON.parse(text)).toMatchObject({ columns: [['ann'], ['1'], [null]] });
  });

  test('passes on what Splunk says of a search that it refuses', async () => {
    const { status, text } = await post('{"search":"| nosuch"}');
    expect(status).toBe(502);
    expect(text).toContain("Unknown search command 'nosuch'");
  });

  it.for([
    ['another name of this machine', { host: 'evil.example' }],
    ['the page of another site', { origin: 'https://evil.example' }],
  ] as const)('refuses %s', async ([, headers]) => {
    expect((await post('{"search":"| makeresults"}', headers)).status).toBe(403);
  });

  it.for([
    ['a form', '{"search":"| makeresults"}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['what is not JSON', 'search=1', {}, 400],
    ['no search', '{}', {}, 400],
    ['a time that is no text', '{"search":"| makeresults","earliest":1}', {}, 400],
    ['a body without end', JSON.stringify({ search: 'x'.repeat(1_000_001) }), {}, 400],
  ] as const)('refuses %s', async ([, body, headers, status]) => {
    expect((await post(body, headers)).status).toBe(status);
  });

  it.for([
    '/../beside-the-page.txt',
    '/%2e%2e/beside-the-page.txt',
    '/..%2fbeside-the-page.txt',
    '/none',
    '/%',
  ])('gives nothing that is not the page: %s', async (path) => {
    const { status, text } = await send('GET', path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('secret');
  });

  test('passes on nothing of Splunk but what the time range input needs', async () => {
    const times = await send('GET', '/en-US/splunkd/__raw/servicesNS/-/search/data/ui/times?count=-1');
    expect(times.text).toContain('Last 7 days');
    const context = await send('GET', '/en-US/splunkd/__raw/services/authentication/current-context');
    expect(context.text).toContain('admin');
    expect((await send('GET', '/en-US/splunkd/__raw/services/server/info')).status).toBe(404);
    expect((await send('GET', '/services/authentication/current-context')).status).toBe(404);
  });
});

describe('the definition in the XML of a view', () => {
  const xml = (attributes: string, definition: string): string =>
    `<dashboard ${attributes}><label>A &amp; B</label><definition><![CDATA[${definition}]]></definition></dashboard>`;

  test('is read with label and theme', () => {
    expect(dashboardView('a', xml('version="2" theme="light"', '{"title":"x"}'))).toEqual({
      name: 'a',
      label: 'A & B',
      theme: 'light',
      definition: { title: 'x' },
    });
  });

  it.for([xml('version="1.1"', '{}'), xml('version="2"', '{"title":'), '<dashboard version="2"/>', ''])(
    'is none in %s',
    (text) => expect(dashboardView('a', text)).toBeNull(),
  );
});

describe('chained searches of the page', () => {
  const chain = (extend: string, query: string) => ({ type: 'ds.chain', options: { extend, query } });
  const base = { type: 'ds.search', options: { query: 'a', queryParameters: { earliest: '-1d' } } };

  test('are written out behind what they extend, with its time', () => {
    const { dataSources } = withWholeSearches({
      dataSources: { base, b: chain('base', '| b'), c: chain('b', ' | c') },
    });
    expect(dataSources!['c']).toMatchObject({
      type: 'ds.search',
      options: { query: 'a |  b |  c', queryParameters: { earliest: '-1d' } },
    });
    expect(dataSources!['base']).toBe(base);
  });

  test('may not extend themselves, or what is not there', () => {
    expect(() => withWholeSearches({ dataSources: { b: chain('c', 'b'), c: chain('b', 'c') } })).toThrow(
      'extends itself',
    );
    expect(() => withWholeSearches({ dataSources: { b: chain('none', 'b') } })).toThrow('no search none');
  });
});
