import { readFile } from 'node:fs/promises';
import {
  createSplunkClient,
  type SplunkAuth,
  type SplunkClient,
  type SplunkWarning,
} from '@sidecar/splunk-client';
import { ConfigError, type SplunkConnection } from '../config/index.ts';
import { toIoError } from '../io/io-error.ts';

export interface ConnectOptions {
  readonly app?: string;
  readonly owner?: string;
  readonly idleTimeoutMs?: number;
  readonly onWarning?: (warning: SplunkWarning) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A client for a configured server. A proxy is taken from `HTTPS_PROXY` or `HTTP_PROXY`, as other tools do.
 *
 * @throws IoError if the file of certificates cannot be read, ConfigError without address or credentials.
 */
export async function connect(
  connection: SplunkConnection,
  options: ConnectOptions = {},
): Promise<SplunkClient> {
  const { base_url: baseUrl, ca_file: caFile, insecure } = connection;
  if (baseUrl === undefined) {
    throw missing('base_url', 'the address of the Splunk server');
  }
  const { app, owner, idleTimeoutMs, onWarning, signal } = options;
  const ca = caFile === undefined ? undefined : await readCertificates(caFile);
  return createSplunkClient({
    baseUrl,
    auth: authOf(connection),
    tls: { insecure, ...(ca !== undefined && { ca }) },
    ...(app !== undefined && { app }),
    ...(owner !== undefined && { owner }),
    ...(idleTimeoutMs !== undefined && { idleTimeoutMs }),
    ...(onWarning && { onWarning }),
    ...(signal && { signal }),
    ...proxyFor(baseUrl),
  });
}

function authOf({ auth_token: token, username, password }: SplunkConnection): SplunkAuth {
  if (token !== undefined) return { token: token.reveal() };
  if (username !== undefined && password !== undefined) return { username, password: password.reveal() };
  throw missing('auth_token', 'a token, or username and password');
}

function missing(key: string, expected: string): ConfigError {
  return new ConfigError('configuration', [{ path: `splunk.${key}`, line: 1, found: 'nothing', expected }]);
}

function proxyFor(baseUrl: string): { readonly proxy?: string } {
  const { hostname, protocol } = new URL(baseUrl);
  const { env } = process;
  const excluded = (env.NO_PROXY ?? env.no_proxy ?? '').split(',').map((name) => name.trim());
  if (excluded.some((name) => name === '*' || (name !== '' && hostname.endsWith(name)))) return {};
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return {};
  const proxy =
    protocol === 'https:' ? (env.HTTPS_PROXY ?? env.https_proxy) : (env.HTTP_PROXY ?? env.http_proxy);
  return proxy ? { proxy } : {};
}

async function readCertificates(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw toIoError(error, 'read', path);
  }
}
