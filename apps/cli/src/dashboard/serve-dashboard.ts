import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SplunkClient } from '@sidecar/splunk-client';
import { pageFile } from './page-file.ts';
import { pageSearch, searchColumns } from './search-columns.ts';
import { splunkWeb } from './splunk-web.ts';
import { splunkViews } from './splunk-views.ts';

export interface DashboardOptions {
  readonly client: SplunkClient;
  readonly app: string;
  /** Folder of the built page. */
  readonly page: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** A page being served. */
export interface Dashboard {
  readonly url: string;
  close(): Promise<void>;
}

const LONGEST_BODY = 1_000_000;

/**
 * Serves the page on 127.0.0.1 and answers what it asks: the dashboards of the app, and searches, which are run with the client's
 * rights. The browser never learns the token, and pages of other sites are refused.
 *
 * @throws Error from the system if the port is taken.
 */
export async function serveDashboard(options: DashboardOptions): Promise<Dashboard> {
  const server = createServer((request, response) => {
    const stop = new AbortController();
    response.once('close', () => stop.abort());
    answer(request, options, stop.signal).then(
      (reply) => send(response, reply),
      (error: unknown) =>
        send(response, json(502, { error: error instanceof Error ? error.message : String(error) })),
    );
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly content: string | Buffer;
}

async function answer(
  request: IncomingMessage,
  { client, app, page }: DashboardOptions,
  signal: AbortSignal,
): Promise<Reply> {
  const { method = 'GET', url = '/', headers } = request;
  const address = new URL(url, 'http://localhost');
  const { pathname } = address;
  if (!isFromHere(headers.host, headers.origin)) return json(403, { error: 'Open this page at 127.0.0.1.' });
  if (method === 'GET' && pathname === '/api/views') {
    const [views, { username }] = await Promise.all([splunkViews(client, app), client.currentUser()]);
    return json(200, { views, user: username });
  }
  if (method === 'POST' && pathname === '/api/search') {
    if (headers['content-type'] !== 'application/json') return json(415, { error: 'Send JSON.' });
    const search = pageSearch(await bodyOf(request));
    if (search === undefined)
      return json(400, { error: 'Send {"search": ..., "earliest": ..., "latest": ...}.' });
    return json(200, await searchColumns(client, search, signal));
  }
  const web = method === 'GET' ? await splunkWeb(client, address) : undefined;
  if (web !== undefined) return json(200, web);
  const file = method === 'GET' ? await pageFile(page, pathname) : undefined;
  return file === undefined ? json(404, { error: 'There is nothing here.' }) : { status: 200, ...file };
}

/** Refuses other sites' pages, and names that only lead here: a page that reaches 127.0.0.1 must not read what Splunk says. */
function isFromHere(host: string | undefined, origin: string | undefined): boolean {
  const isHost = host !== undefined && /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host);
  return isHost && (origin === undefined || origin === `http://${host}`);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk as string;
    if (text.length > LONGEST_BODY) return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function json(status: number, content: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', content: JSON.stringify(content) };
}

/** Splunk's charts compile their schemas and templates while they run, hence `unsafe-eval`; nothing is loaded from elsewhere. */
function send(response: ServerResponse, { status, type, content }: Reply): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy':
      "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:",
  });
  response.end(content);
}
