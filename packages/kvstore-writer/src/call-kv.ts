import { KvStoreError } from './kv-store-error.ts';
import type { KvRequest, KvTransport } from './kv-transport.ts';

/** An answer that is a success. */
export interface KvAnswer {
  readonly status: number;
  readonly body: string;
  readonly json?: unknown;
}

/**
 * Sends one request. Transports that resolve refusals and transports that reject them come out the same: as a `KvStoreError` whose message
 * holds what Splunk said.
 */
export async function callKv(transport: KvTransport, request: KvRequest): Promise<KvAnswer> {
  const query = { output_mode: 'json', ...request.query }; // without it, refusals come in XML
  const answer = await transport.request({ ...request, query }).catch((error: unknown) => {
    if (request.signal?.aborted) throw request.signal.reason;
    throw fromRejection(error);
  });
  if (answer.status < 300) return answer;
  const text = `Splunk answered ${answer.status} to ${request.method} ${request.path}${quoted(answer.body)}`;
  throw new KvStoreError('refused', text, { status: answer.status });
}

/** Times a request is sent when its answer is not one of KV Store's: such answers are connections that ended early, and come in bursts. */
const ASKS = 4;

/**
 * Sends a request that does no harm twice until its answer can be read. An answer that is empty or cut, and one that never came, says nothing about what happened on
 * the server, so the request is sent again.
 *
 * @param read - The answer's meaning, or undefined when it has none.
 * @param expected - What the answer should have been, for the message.
 */
export async function askKv<T>(
  transport: KvTransport,
  request: KvRequest,
  read: (answer: KvAnswer) => T | undefined,
  expected: string,
): Promise<T> {
  let unreachable = 0;
  for (let ask = 1; ; ask++) {
    const answer = await callKv(transport, { ...request, idempotent: true }).catch((error: unknown) => {
      if (error instanceof KvStoreError && error.code === 'unreachable' && ++unreachable < 2)
        return undefined;
      throw error;
    });
    const value = answer && read(answer);
    if (value !== undefined) return value;
    if (ask < ASKS) continue;
    const text = `Splunk answered ${request.method} ${request.path} ${ASKS} times without ${expected}; run again, and look for a proxy that changes answers.`;
    throw new KvStoreError('protocol', text);
  }
}

function fromRejection(error: unknown): KvStoreError {
  const message = error instanceof Error ? error.message : String(error);
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (typeof status === 'number') return new KvStoreError('refused', message, { status, cause: error });
  return new KvStoreError('unreachable', message, { cause: error });
}

function quoted(body: string): string {
  const pattern = /"text"\s*:\s*("(?:[^"\\]|\\.)*")|<msg\b[^>]*>([^<]*)</g;
  const texts = Array.from(body.matchAll(pattern), ([, json, xml]) => (json ? unescaped(json) : xml!.trim()));
  return texts.length > 0 ? `: "${texts.join('" | "')}"` : '';
}

function unescaped(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json.slice(1, -1);
  }
}

/** `/servicesNS/{owner}/{app}/storage/collections/{kind}/{collection}`, each name encoded. */
export function collectionPath(
  kind: 'data' | 'config',
  { app, collection, owner = 'nobody' }: KvPlace,
): string {
  return `/servicesNS/${encodeURIComponent(owner)}/${encodeURIComponent(app)}/storage/collections/${kind}/${encodeURIComponent(collection)}`;
}

/** A collection of an app. */
export interface KvPlace {
  readonly app: string;
  readonly collection: string;
  /** Whose records: `nobody` are the shared ones. @default 'nobody' */
  readonly owner?: string;
}
