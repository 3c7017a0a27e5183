import type { Exchange, SplunkParams, SplunkRequest } from './create-exchange.ts';
import type { Fail } from './fail.ts';
import { readBody } from './read-body.ts';
import type { RetryPolicy } from './with-retry.ts';
import { withRetry } from './with-retry.ts';
import type { SplunkWarning } from './splunk-warning.ts';

/** What every function of one client shares. */
export interface Context {
  /** Such as `https://splunk.example:8089`, for messages. */
  readonly origin: string;
  readonly exchange: Exchange;
  readonly fail: Fail;
  readonly warn: (warning: SplunkWarning) => void;
  /** Texts of Splunk's warnings that were passed on. */
  readonly told: Set<string>;
  /** Paths of the second version that this server does not know. */
  readonly unknownPaths: Set<'export' | 'results'>;
  /** The client's retry settings for one call. */
  readonly policy: (signal: AbortSignal | undefined) => RetryPolicy;
}

/** An answer whose body was JSON or text. */
export interface SplunkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The body parsed, when it is JSON. */
  readonly json?: unknown;
}

/** A {@link SplunkRequest} that may say whether sending it twice does no harm. */
export interface RetriedRequest extends SplunkRequest {
  /** Whether it is retried. @default true for GET and DELETE, false for POST */
  readonly idempotent?: boolean | undefined;
}

/** Sends a request, reads the whole answer, and retries both when the request allows it. */
export async function requestText(context: Context, request: RetriedRequest): Promise<SplunkResponse> {
  const { idempotent = request.method !== 'POST', signal } = request;
  const once = async (): Promise<SplunkResponse> => {
    const answer = await context.exchange(request);
    const body = await readBody(answer, context.fail);
    return { status: answer.status, headers: answer.headers, body, ...parsed(body) };
  };
  return idempotent ? withRetry(once, context.policy(signal)) : once();
}

/** The content of the first entry of an Atom answer in JSON, as Splunk's configuration endpoints give it. */
export async function entryContent(
  context: Context,
  path: string,
  query?: SplunkParams,
): Promise<Readonly<Record<string, unknown>>> {
  const { json } = await requestText(context, { method: 'GET', path, ...(query ? { query } : {}) });
  const entry = isRecord(json) && Array.isArray(json['entry']) ? (json['entry'][0] as unknown) : undefined;
  if (isRecord(entry) && isRecord(entry['content'])) return entry['content'];
  throw context.fail(
    'protocol',
    `${context.origin} answered ${path} without an entry; check that this is Splunk's management port (8089).`,
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(body: string): { json?: unknown } {
  if (!/^\s*[[{"]/.test(body)) return {};
  try {
    return { json: JSON.parse(body) };
  } catch {
    return {};
  }
}
