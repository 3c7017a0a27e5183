import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A server that listens on loopback. */
export interface Listener {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 at a port, any free one for 0; over TLS when given key and certificate (PEM). */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  { port, tls }: { port: number; tls?: { readonly key: string; readonly cert: string } | undefined },
): Promise<Listener> {
  const onRequest: RequestListener = (request, response) => {
    handle(request, response).catch(() => response.destroy());
  };
  const server: Server = tls === undefined ? createServer(onRequest) : createTlsServer({ ...tls }, onRequest);
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${taken}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
