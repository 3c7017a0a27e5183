import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { type AlertTarget, createStreamTarget, createWebhookTarget } from '@sidecar/alerts';
import { ConfigError, type SidecarConfig } from '@sidecar/pipeline';
import { toIoError } from '@sidecar/pipeline/io';
import { proxyFromEnvironment } from '@sidecar/splunk-client';
import { createHecTarget } from './create-hec-target.ts';

export interface AlertTargetsOptions {
  readonly config: SidecarConfig;
  readonly now: () => Date;
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  readonly stdout: Writable;
  readonly env: NodeJS.ProcessEnv;
  /** Told of what is unsafe. */
  readonly warn: (message: string) => void;
}

/**
 * Receivers of alerts, by `alerts` of the configuration; of an address that is listed twice, one.
 *
 * @throws ConfigError if one cannot be made of what is configured; IoError if a file of certificates cannot be read.
 */
export async function alertTargets(options: AlertTargetsOptions): Promise<AlertTarget[]> {
  const { alerts } = options.config;
  const targets = [
    ...(alerts.stdout ? [createStreamTarget(options.stdout)] : []),
    ...(await webhookTargets(options)),
    ...(alerts.hec ? [await hecTarget(options)] : []),
  ];
  return [...new Map(targets.map((target) => [target.name, target])).values()];
}

async function webhookTargets({
  config,
  now,
  sleep,
  env,
  warn,
}: AlertTargetsOptions): Promise<AlertTarget[]> {
  const {
    urls,
    secret,
    ca_file: caFile,
    insecure,
    timeout_seconds: seconds,
    attempts,
  } = config.alerts.webhook;
  if (urls.length === 0) return [];
  const ca = await certificates(caFile);
  if (secret === undefined)
    warn('Webhooks are not signed, so receivers cannot tell who sent them; set alerts.webhook.secret.');
  return urls.map((url) => {
    const { protocol, origin, hostname } = new URL(url);
    if (protocol === 'http:' && !isLocal(hostname))
      warn(`Alerts travel to ${origin} unencrypted; use https.`);
    if (protocol === 'https:' && insecure)
      warn(`The certificate of ${origin} is not verified; give its authority as alerts.webhook.ca_file.`);
    const connection = { ca, insecure, proxy: proxyFromEnvironment(url, env), timeoutMs: seconds * 1000 };
    return asConfigured('alerts.webhook', () =>
      createWebhookTarget({
        url,
        secret: secret?.reveal(),
        attempts,
        now,
        ...(sleep && { sleep }),
        ...connection,
      }),
    );
  });
}

async function hecTarget({ config, env, warn }: AlertTargetsOptions): Promise<AlertTarget> {
  const { splunk_hec: hec } = config.output;
  const { url, token, index, acknowledge } = hec;
  if (url === undefined || token === undefined) {
    const key = url === undefined ? 'url' : 'token';
    throw wrong(`output.splunk_hec.${key}`, 'nothing', 'what alerts.hec sends to');
  }
  const ca = await certificates(hec.ca_file);
  const proxy = proxyFromEnvironment(url, env);
  const options = {
    url,
    token: token.reveal(),
    index,
    tls: { insecure: hec.insecure, ...(ca !== undefined && { ca }) },
    acknowledge,
    acknowledgeTimeoutMs: hec.acknowledge_seconds * 1000,
    ...(proxy !== undefined && { proxy }),
  };
  return asConfigured('output.splunk_hec', () =>
    createHecTarget({ ...options, onWarning: ({ message }) => warn(message) }),
  );
}

function isLocal(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** @throws ConfigError for what the maker refuses. */
function asConfigured(path: string, make: () => AlertTarget): AlertTarget {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw wrong(path, 'what cannot be used', error.message);
    throw error;
  }
}

function wrong(path: string, found: string, expected: string): ConfigError {
  return new ConfigError('configuration', [{ path, line: 1, found, expected }]);
}

async function certificates(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw toIoError(error, 'read', path);
  });
}
