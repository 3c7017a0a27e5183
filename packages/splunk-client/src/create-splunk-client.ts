import { accountLimits, type AccountLimits } from './account-limits.ts';
import { requestText, type Context, type RetriedRequest, type SplunkResponse } from './context.ts';
import type { SplunkAuth } from './create-authoriser.ts';
import { createExchange } from './create-exchange.ts';
import { createHttp, type HttpOptions } from './create-http.ts';
import { createRedactor, type Redact } from './create-redactor.ts';
import { exportRows, type ExportOptions } from './export-rows.ts';
import { exportWindows, type SplunkWindow, type WindowsOptions } from './export-windows.ts';
import { createFail } from './fail.ts';
import { jobResults, oneshot, type JobResultsOptions, type OneshotResult } from './job-results.ts';
import {
  cancelJob,
  createJob,
  dispatchSavedSearch,
  pollJob,
  type JobStatus,
  type PollOptions,
} from './jobs.ts';
import { kvLimits, type KvLimits } from './kv-limits.ts';
import { jobRows, type JobRowsOptions } from './job-rows.ts';
import type { SplunkRow } from './parse-export-line.ts';
import { parseTimes } from './parse-times.ts';
import { requireBaseUrl, requireProxy, urlWarnings } from './require-base-url.ts';
import type { RetryOptions } from './retry-delay.ts';
import type { SearchOptions } from './search-params.ts';
import { currentUser, serverInfo, type CurrentUser, type ServerInfo } from './server-info.ts';
import type { SplunkWarning } from './splunk-warning.ts';

/** Where Splunk is, who asks, and how patiently. */
export interface SplunkClientOptions extends HttpOptions {
  /** The management port, such as `https://splunk.example:8089`. A path before Splunk's own is kept. */
  readonly baseUrl: string;
  readonly auth: SplunkAuth;
  /** App whose macros, lookups and collections are visible. @default 'search' */
  readonly app?: string;
  /** User whose private objects are visible; `nobody` sees the shared ones. @default 'nobody' */
  readonly owner?: string;
  readonly retry?: RetryOptions;
  readonly onWarning?: (warning: SplunkWarning) => void;
  /** Ends every call that brings no signal of its own. */
  readonly signal?: AbortSignal;
}

/** One Splunk server, seen through one account. Holds its secrets where inspection does not reach them. */
export interface SplunkClient {
  /** One authenticated request, retried when it is idempotent. Rejects for every status from 300. */
  request(request: RetriedRequest): Promise<SplunkResponse>;
  /** @see {@link exportRows} */
  exportRows(options: ExportOptions): AsyncGenerator<SplunkRow, void, undefined>;
  /** @see {@link exportWindows} */
  exportWindows(options: WindowsOptions): AsyncGenerator<SplunkWindow, void, undefined>;
  createJob(options: SearchOptions): Promise<string>;
  dispatchSavedSearch(
    name: string,
    options?: Pick<SearchOptions, 'earliest' | 'latest' | 'signal'>,
  ): Promise<string>;
  pollJob(sid: string, options?: PollOptions): Promise<JobStatus>;
  jobResults(sid: string, options?: JobResultsOptions): AsyncGenerator<SplunkRow, void, undefined>;
  /** @see {@link jobRows} */
  jobRows(options: JobRowsOptions): AsyncGenerator<SplunkRow, void, undefined>;
  cancelJob(sid: string): Promise<void>;
  oneshot(options: SearchOptions): Promise<OneshotResult>;
  serverInfo(): Promise<ServerInfo>;
  currentUser(): Promise<CurrentUser>;
  /** @see {@link accountLimits} */
  accountLimits(): Promise<AccountLimits>;
  /** @see {@link parseTimes} */
  parseTimes(times: readonly string[], signal?: AbortSignal): Promise<number[] | undefined>;
  kvLimits(): Promise<KvLimits>;
}

/**
 * A client for one Splunk server. Connects at the first call, not here.
 *
 * @throws RangeError if `baseUrl` is no http or https address or holds credentials; TypeError if a credential is empty.
 */
export function createSplunkClient({
  baseUrl,
  auth,
  app = 'search',
  owner = 'nobody',
  retry = {},
  onWarning = () => {},
  signal: clientSignal,
  ...connection
}: SplunkClientOptions): SplunkClient {
  const url = requireBaseUrl(baseUrl);
  const redactor = createRedactor(secretsOf(requireAuth(auth), connection.proxy));
  const fail = createFail(redactor.redact);
  const warn = ({ code, message }: SplunkWarning): void =>
    onWarning({ code, message: redactor.redact(message) });
  const http = createHttp(connection, fail);
  const namespace = `/servicesNS/${encodeURIComponent(owner)}/${encodeURIComponent(app)}/`;
  const exchange = createExchange({ baseUrl: url, auth, namespace, http, fail, onSessionKey: redactor.add });
  const context: Context = {
    origin: url.origin,
    exchange: (request) => exchange({ ...request, signal: request.signal ?? clientSignal }),
    fail,
    warn,
    told: new Set(),
    unknownPaths: new Set(),
    policy: (signal = clientSignal) => ({
      retry,
      signal,
      onRetry: (error, attempt, delayMs) =>
        warn({
          code: 'retry',
          message: `Attempt ${attempt} failed, next in ${(delayMs / 1000).toFixed(1)} s: ${error.message}`,
        }),
    }),
  };
  urlWarnings(url, connection.tls).forEach(warn);
  return Object.freeze({
    request: (request) => requestText(context, request),
    exportRows: (options) => exportRows(context, redactMessages(options, redactor.redact)),
    exportWindows: (options) => exportWindows(context, redactMessages(options, redactor.redact)),
    createJob: (options) => createJob(context, options),
    dispatchSavedSearch: (name, options) => dispatchSavedSearch(context, name, options),
    pollJob: (sid, options) => pollJob(context, sid, options),
    jobResults: (sid, options) => jobResults(context, sid, options),
    jobRows: (options) => jobRows(context, options),
    cancelJob: (sid) => cancelJob(context, sid),
    oneshot: (options) => oneshot(context, options),
    serverInfo: () => serverInfo(context),
    currentUser: () => currentUser(context),
    accountLimits: () => accountLimits(context),
    parseTimes: (times, signal) => parseTimes(context, times, signal),
    kvLimits: () => kvLimits(context),
  } satisfies SplunkClient);
}

function redactMessages<T extends Pick<ExportOptions, 'onMessage'>>(options: T, redact: Redact): T {
  const { onMessage } = options;
  return onMessage
    ? { ...options, onMessage: ({ type, text }) => onMessage({ type, text: redact(text) }) }
    : options;
}

function requireAuth(auth: SplunkAuth): SplunkAuth {
  const given =
    'token' in auth ? { token: auth.token } : { username: auth.username, password: auth.password };
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string' || value === '')
      throw new TypeError(`auth.${name} is empty, expected text`);
    if (name === 'token' && /[^\x21-\x7e]/.test(value))
      throw new TypeError('auth.token holds a space, line end or other character that no token has');
  }
  return auth;
}

function secretsOf(auth: SplunkAuth, proxy: string | undefined): string[] {
  const proxied = requireProxy(proxy);
  if ('token' in auth) return [auth.token, ...proxied];
  return [
    auth.password,
    Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64'),
    ...proxied,
  ];
}
