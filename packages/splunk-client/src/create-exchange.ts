import { createAuthoriser, type SplunkAuth } from './create-authoriser.ts';
import type { Http, HttpAnswer } from './create-http.ts';
import type { Fail } from './fail.ts';
import { xmlText } from './parse-messages.ts';
import { readBody } from './read-body.ts';
import { statusError } from './status-error.ts';

/** Names and values of a query string or form; a list repeats its name, undefined is left out. */
export type SplunkParams = Readonly<
  Record<string, string | number | boolean | undefined | readonly string[]>
>;

/** One request to the management port. */
export interface SplunkRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Relative to `/servicesNS/{owner}/{app}/`, or absolute when it starts with `/`. Names in it must be percent-encoded. */
  readonly path: string;
  /** `output_mode` is `json` unless given. */
  readonly query?: SplunkParams;
  /** A form body. */
  readonly form?: SplunkParams;
  /** A JSON body; excludes `form`. */
  readonly json?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one authenticated request, once (twice when the session had expired), and rejects for every status from 300. */
export type Exchange = (request: SplunkRequest) => Promise<HttpAnswer>;

export interface ExchangeOptions {
  readonly baseUrl: URL;
  readonly auth: SplunkAuth;
  /** Such as `/servicesNS/nobody/search/`. */
  readonly namespace: string;
  readonly http: Http;
  readonly fail: Fail;
  /** Told each new session key, so that it can be hidden. */
  readonly onSessionKey: (key: string) => void;
}

/** @see {@link Exchange} */
export function createExchange({
  baseUrl,
  auth,
  namespace,
  http,
  fail,
  onSessionKey,
}: ExchangeOptions): Exchange {
  const authoriser = createAuthoriser(auth, login);
  const { origin } = baseUrl;

  async function send(request: SplunkRequest, authorization?: string): Promise<HttpAnswer> {
    const path = request.path.startsWith('/') ? request.path : namespace + request.path;
    const url = new URL(baseUrl.pathname.replace(/\/$/, '') + path, origin);
    url.search = params({ output_mode: 'json', ...request.query }).toString();
    const [type, body] = bodyOf(request);
    return http({
      method: request.method,
      url,
      headers: { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
      body,
      signal: request.signal,
    });
  }

  async function accepted(answer: HttpAnswer, { method, path }: SplunkRequest): Promise<HttpAnswer> {
    if (answer.status < 300) return answer;
    const body = await readBody(answer, fail, 2 ** 20);
    throw statusError(
      { ...answer, body },
      { origin, what: `${method} ${path}`, credentials: authoriser.credentials },
      fail,
    );
  }

  async function login(username: string, password: string): Promise<string> {
    const request: SplunkRequest = {
      method: 'POST',
      path: '/services/auth/login',
      form: { username, password },
    };
    const body = await readBody(await accepted(await send(request), request), fail);
    const key = sessionKey(body);
    if (key === undefined)
      throw fail(
        'protocol',
        `${origin} answered the login without a session key; check that this is Splunk's management port (8089).`,
      );
    onSessionKey(key);
    return key;
  }

  return async (request) => {
    const header = await authoriser.header();
    const answer = await send(request, header);
    if (answer.status !== 401) return accepted(answer, request);
    const body = await readBody(answer, fail, 2 ** 20);
    const renewed = await authoriser.renewed(header);
    if (renewed !== undefined) return accepted(await send(request, renewed), request);
    const asked = { origin, what: `${request.method} ${request.path}`, credentials: authoriser.credentials };
    throw statusError({ ...answer, body }, asked, fail);
  };
}

/** Names and values as a query string or form body. */
export function params(values: SplunkParams): URLSearchParams {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(pairs);
}

function bodyOf({ form, json }: SplunkRequest): [type?: string, body?: string] {
  if (form !== undefined && json !== undefined)
    throw new TypeError('form and json are both given, expected one of them');
  if (json !== undefined) return ['application/json', JSON.stringify(json)];
  return form === undefined ? [] : ['application/x-www-form-urlencoded', params(form).toString()];
}

function sessionKey(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    const key =
      typeof answer === 'object' && answer !== null && 'sessionKey' in answer ? answer.sessionKey : undefined;
    return typeof key === 'string' && key !== '' ? key : undefined;
  } catch {
    const key = /<sessionKey>([^<]+)<\/sessionKey>/.exec(body)?.[1];
    return key === undefined ? undefined : xmlText(key);
  }
}
