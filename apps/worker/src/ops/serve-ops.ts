import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkerConfig } from '@sidecar/pipeline/config';
import type { Health } from './health.ts';
import { OpsError } from './ops-error.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

export interface ServeOpsOptions {
  readonly config: WorkerConfig['http'];
  readonly metrics: Pick<WorkerMetrics, 'registry' | 'ready'>;
  readonly health: Health;
}

/** A server that listens. */
export interface OpsServer {
  /** Such as `http://127.0.0.1:9464`, with the port that it really has. */
  readonly url: string;
  /** Answers what was asked and lets go of the port. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Serves `/healthz` (200 while the loop is alive, else 503), `/readyz` (200, or 503 with the reasons, as JSON) and `/metrics` (Prometheus).
 * Nobody is asked for a password and nothing secret is told. GET and HEAD only.
 *
 * @throws OpsError `port_taken` if somebody listens there already, or `not_listening`.
 * @example
 * const ops = await serveOps({ config: config.worker.http, metrics, health });
 * await (await fetch(`${ops.url}/healthz`)).text(); // => 'alive\n'
 */
export async function serveOps({ config, metrics, health }: ServeOpsOptions): Promise<OpsServer> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request.method ?? '', request.url ?? '', { metrics, health }).then(
      (given) => send(response, given),
      () => send(response, { status: 500, body: 'the metrics could not be gathered\n' }),
    );
  });
  await listen(server, config);
  const { address, port } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

async function answer(
  method: string,
  url: string,
  { metrics, health }: Omit<ServeOpsOptions, 'config'>,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: 'only GET and HEAD\n' };
  const { ready, reasons } = health.readiness();
  switch (url.split('?', 1)[0]) {
    case '/healthz':
      return health.isAlive() ? { status: 200, body: 'alive\n' } : { status: 503, body: 'no sign of life\n' };
    case '/readyz':
      return { status: ready ? 200 : 503, type: JSON_TYPE, body: `${JSON.stringify({ ready, reasons })}\n` };
    case '/metrics':
      metrics.ready(ready);
      return {
        status: 200,
        type: metrics.registry.contentType,
        body: await metrics.registry.metrics(),
      };
    default:
      return { status: 404, body: 'there are /healthz, /readyz and /metrics\n' };
  }
}

function send(response: ServerResponse, { status, type = TEXT, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 && { allow: 'GET, HEAD' }),
  });
  // Without the body if HEAD is asked: node:http leaves it out.
  response.end(body);
}

async function listen(server: Server, { host, port }: WorkerConfig['http']): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): OpsError {
  if (cause.code === 'EADDRINUSE') {
    const remedy = 'choose another worker.http.port, or stop the program that has it';
    return new OpsError('port_taken', `port ${port} of ${host} is taken already: ${remedy}`, { cause });
  }
  const remedy = 'see worker.http.host and worker.http.port';
  return new OpsError(
    'not_listening',
    `cannot listen on ${host}, port ${port} (${cause.code ?? cause.message}): ${remedy}`,
    { cause },
  );
}
