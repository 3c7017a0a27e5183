import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface ScriptedServer {
  readonly baseUrl: string;
  readonly port: number;
  readonly seen: Seen[];
}

/** What answers a request: a function, or status, body and headers. */
export type Answer =
  | ((response: ServerResponse, seen: Seen) => void)
  | readonly [status: number, body?: string | Buffer, headers?: Record<string, string>];

/** A real server on loopback that gives these answers in turn, the last of them for ever; closed when the test ends. */
export async function scriptedServer(
  answers: readonly Answer[],
  tls?: { key: string; cert: string },
): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://host');
      const one = {
        method: request.method!,
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      const answer = answers[Math.min(seen.length, answers.length - 1)]!;
      seen.push(one);
      if (typeof answer === 'function') return answer(response, one);
      response.writeHead(answer[0], answer[2]).end(answer[1] ?? '');
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, port, seen };
}
