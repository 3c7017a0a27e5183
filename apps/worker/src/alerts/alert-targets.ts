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
  const ca = await certificates('alerts.webhook.ca_file', caFile);
  return urls.map((url) => {
    warnOfClearText(url, warn);
    const connection = { ca, insecure, proxy: proxyFromEnvironment(url, env), timeoutMs: seconds * 1000 };
    const signing = { secret: secret?.reveal(), now };
    return asConfigured('alerts.webhook', () =>
      createWebhookTarget({ url, attempts, ...signing, ...connection, ...(sleep && { sleep }) }),
    );
  });
}

async function hecTarget({ config, env, warn }: AlertTargetsOptions): Promise<AlertTarget> {
  const { splunk_hec: hec } = config.output;
  const url = hec.url!; // the configuration is refused without it and the token
  const ca = await certificates('output.splunk_hec.ca_file', hec.ca_file);
  const proxy = proxyFromEnvironment(url, env);
  warnOfClearText(url, warn);
  return asConfigured('output.splunk_hec', () =>
    createHecTarget({
      url,
      token: hec.token!.reveal(),
      index: hec.index,
      tls: { insecure: hec.insecure, ...(ca !== undefined && { ca }) },
      acknowledge: hec.acknowledge,
      acknowledgeTimeoutMs: hec.acknowledge_seconds * 1000,
      ...(proxy !== undefined && { proxy }),
    }),
  );
}

/** What is not verified or not signed is told with the configuration. */
function warnOfClearText(url: string, warn: (message: string) => void): void {
  const { protocol, origin, hostname } = new URL(url);
  if (protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
    warn(`Alerts travel to ${origin} unencrypted; use https.`);
}

/** @throws ConfigError for what the maker refuses. */
function asConfigured(path: string, make: () => AlertTarget): AlertTarget {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [found = '', expected = 'another'] = error.message.split(', expected ');
    throw wrong(path, found.replace(' is ', ' that is '), expected);
  }
}

function wrong(path: string, found: string, expected: string): ConfigError {
  return new ConfigError('configuration', [{ path, line: 1, found, expected }]);
}

async function certificates(key: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw toIoError(error, 'read', path);
  });
  if (/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text)) return text;
  throw wrong(key, `no certificate in ${path}`, 'a file with -----BEGIN CERTIFICATE----- (PEM)');
}
