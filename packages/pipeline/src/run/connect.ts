import { readFile } from 'node:fs/promises';
import {
  createSplunkClient,
  proxyFromEnvironment,
  type SplunkAuth,
  type SplunkClient,
  type SplunkWarning,
} from '@sidecar/splunk-client';
import type { ConfigError, SplunkConnection } from '../config/index.ts';
import { wrongValue } from '../config/wrong-value.ts';
import { toIoError } from '../io/io-error.ts';

export interface ConnectOptions {
  readonly app?: string;
  readonly owner?: string;
  readonly idleTimeoutMs?: number;
  readonly onWarning?: (warning: SplunkWarning) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A client for a configured server. A proxy is taken from the environment, as other tools do, see `proxyFromEnvironment`.
 *
 * @throws IoError if the file of certificates cannot be read; ConfigError without address or credentials, if that file holds no certificate,
 *   or if the proxy of the environment is none.
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
    ...proxyFor(baseUrl, process.env),
  });
}

function authOf({ auth_token: token, username, password }: SplunkConnection): SplunkAuth {
  if (token !== undefined) return { token: token.reveal() };
  if (username !== undefined && password !== undefined) return { username, password: password.reveal() };
  throw missing('auth_token', 'a token, or username and password');
}

function missing(key: string, expected: string): ConfigError {
  return wrong(key, 'nothing', expected);
}

function wrong(key: string, found: string, expected: string): ConfigError {
  return wrongValue(`splunk.${key}`, { found, expected });
}

/** The proxy of the environment as an option of a client. @throws ConfigError if it is none. */
export function proxyFor(baseUrl: string, env: NodeJS.ProcessEnv): { readonly proxy?: string } {
  const proxy = proxyFromEnvironment(baseUrl, env);
  if (proxy === undefined) return {};
  if (/^https?:\/\//i.test(proxy) && URL.canParse(proxy)) return { proxy };
  const found = `a proxy in the environment that is not one`; // not repeated: it may hold a password
  throw wrong('base_url', found, 'HTTPS_PROXY or HTTP_PROXY like http://proxy.example:3128');
}

async function readCertificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw toIoError(error, 'read', path);
  });
  if (/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text)) return text;
  throw wrong('ca_file', `no certificate in ${path}`, 'a file with -----BEGIN CERTIFICATE----- (PEM)');
}
