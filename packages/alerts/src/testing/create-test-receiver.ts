import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertMessage } from '../alert-message.ts';
import { verifyWebhook } from '../verify-webhook.ts';
import { WebhookError } from '../webhook-error.ts';
import type { ReceivedRequest, ReceiverStep, TestReceiver } from './test-receiver.ts';

export interface TestReceiverOptions {
  /** What requests must be signed with, one of them; without any, nothing is asked of them. @default [] */
  readonly secrets?: readonly string[];
  /** What is done with the first requests, one each; later ones are answered 204. @default [] */
  readonly steps?: readonly ReceiverStep[];
  /** Serves https with this key and certificate, PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Clock by which signatures are checked. @default the system's */
  readonly now?: () => Date;
  /** Bytes of a body at most; more are answered 413. @default 1048576 */
  readonly mostBytes?: number;
}

/**
 * A receiver of webhooks on a free port of this machine, for tests: it checks signatures, keeps what it got, and fails as planned. A request
 * that is not signed well is answered 401, and uses up no step.
 *
 * @example
 * const receiver = await createTestReceiver({ secrets: [secret], steps: [503, 'reset'] });
 */
export async function createTestReceiver({
  secrets = [],
  steps = [],
  tls,
  now = () => new Date(),
  mostBytes = 2 ** 20,
}: TestReceiverOptions = {}): Promise<TestReceiver> {
  const requests: ReceivedRequest[] = [];
  let planned = [...steps];
  const closing = new AbortController();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request, mostBytes);
    const { headers } = request;
    const fault = body === null ? 'the body is too large' : faultOf(body);
    const step = body === null ? 413 : fault === null ? (planned.shift() ?? 204) : 401;
    const id = typeof headers['webhook-id'] === 'string' ? headers['webhook-id'] : null;
    requests.push({ id, headers, body: body ?? '', message: messageOf(body ?? ''), fault, step });
    if (step === 'reset') return void request.socket.destroy();
    if (step === 'stall') return;
    const answer = typeof step === 'number' ? { status: step } : step;
    if (answer.delayMs !== undefined) await sleep(answer.delayMs, undefined, { signal: closing.signal });
    response.writeHead(answer.status, answer.headers).end(answer.body);

    function faultOf(text: string): string | null {
      if (secrets.length === 0) return null;
      try {
        verifyWebhook({ headers, body: text, secrets, now: now() });
        return null;
      } catch (error) {
        if (error instanceof WebhookError) return error.message;
        throw error;
      }
    }
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => request.socket.destroy());
  };
  const server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return Object.freeze({
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/alerts`,
    requests,
    messages: () => taken(requests),
    plan: (next: readonly ReceiverStep[]) => {
      planned = [...next];
    },
    close: async () => {
      closing.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  });
}

/** Null if it is larger. */
async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  return bytes <= mostBytes ? Buffer.concat(chunks).toString('utf8') : null;
}

function messageOf(body: string): AlertMessage | null {
  try {
    return JSON.parse(body) as AlertMessage;
  } catch {
    return null;
  }
}

function taken(requests: readonly ReceivedRequest[]): AlertMessage[] {
  const byId = new Map<string | null, AlertMessage>();
  for (const { id, message, step } of requests) {
    const status = typeof step === 'object' ? step.status : step;
    if (typeof status === 'number' && status >= 200 && status < 300 && message !== null)
      byId.set(id, message);
  }
  return [...byId.values()];
}
