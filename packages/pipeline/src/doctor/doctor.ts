import type { SplunkClient, SplunkWarning } from '@sidecar/splunk-client';
import { ConfigError, kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { IoError } from '../io/io-error.ts';
import { connect } from '../run/connect.ts';
import type { Check } from './check.ts';
import { checkCollections } from './check-collections.ts';
import { checkFiles, checkFolder } from './check-files.ts';
import { checkIndexes } from './check-indexes.ts';
import { checkQuota, checkSearchRight } from './check-rights.ts';
import { checkSearch } from './check-search.ts';
import { checkServer } from './check-server.ts';
import { checkTime } from './check-time.ts';

export interface DoctorOptions {
  readonly config: SidecarConfig;
  /** @default new Date() */
  readonly now?: Date;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at everything a run depends on and changes nothing: files or Splunk to read from, the account and what
 * it may do, the role's quota, the indexes, the time, whether the query finds events, the clock, KV Store and its collections, folders to write to. Failures are findings, not exceptions.
 *
 * @throws ConfigError without an address or credentials; the signal's reason when aborted.
 */
export async function doctor({ config, now = new Date(), signal }: DoctorOptions): Promise<Check[]> {
  const { general, output } = config;
  const toKvStore = output.writers.includes('splunk_kvstore') && output.splunk_kvstore.enabled;
  return [
    ...(await checkSource(config, now, signal)),
    await checkFolder('models', general.model_dir, 'general.model_dir'),
    ...(output.writers.includes('ndjson')
      ? [await checkFolder('results', output.ndjson.directory, 'output.ndjson.directory')]
      : []),
    ...(toKvStore ? await checkTarget(config, now, signal) : []),
  ];
}

async function checkSource(
  { ingestion }: SidecarConfig,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<Check[]> {
  if (ingestion.source === 'files') return checkFiles(ingestion.files);
  const { app, owner } = ingestion.splunk;
  const { client, checks } = await reach(
    'source',
    (onWarning) => connect(ingestion.splunk, { app, owner, signal, onWarning }),
    now,
  );
  if (client === null) return [...checks, skipped('query')];
  const right = await checkSearchRight(client);
  if (right.status === 'failed') return [...checks, right, skipped('query')];
  const limits = await client.accountLimits();
  const query = await checkSearch(client, ingestion, signal);
  const isFinding = query.status === 'ok';
  return [
    ...checks,
    right,
    checkQuota(limits, ingestion.parallel),
    ...(await checkIndexes(client, { query: ingestion.query, limits, isFinding })),
    await checkTime(client, ingestion, signal),
    query,
  ];
}

async function checkTarget(
  config: SidecarConfig,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<Check[]> {
  const { app, collection } = config.output.splunk_kvstore;
  const { client, checks } = await reach(
    'target',
    (onWarning) => connect(kvStoreConnection(config), { app, signal, onWarning }),
    now,
  );
  if (client === null) return [...checks, skipped('collections')];
  return [...checks, ...(await checkCollections(client, { app, collection }))];
}

/** Looks at a server; its client is null if it is of no use. */
async function reach(
  role: 'source' | 'target',
  open: (onWarning: (warning: SplunkWarning) => void) => Promise<SplunkClient>,
  now: Date,
): Promise<{ readonly client: SplunkClient | null; readonly checks: readonly Check[] }> {
  const unsafe: Check[] = [];
  const failed = (finding: string, remedy: string) => ({
    client: null,
    checks: [{ name: `${role} server`, status: 'failed', finding, remedy } as const],
  });
  try {
    const client = await open(({ code, message }) => {
      if (code !== 'tls_not_verified' && code !== 'clear_text') return;
      const remedy = UNSAFE[code];
      unsafe.push({ name: `${role} TLS`, status: 'warning', finding: message, remedy });
    });
    const checks = [...(await checkServer(role, client, now)), ...unsafe];
    return { client: checks.some(({ status }) => status === 'failed') ? null : client, checks };
  } catch (error) {
    if (error instanceof IoError) return failed(error.message, 'Correct ca_file or the rights of the file.');
    const fault = error instanceof ConfigError ? error.faults[0] : undefined;
    if (fault?.path === 'splunk.ca_file')
      return failed(`ca_file: ${fault.found}`, `Name ${fault.expected} as ca_file.`);
    throw error;
  }
}

const UNSAFE = {
  tls_not_verified: 'Set insecure to false, and ca_file to the certificate of the authority.',
  clear_text: 'Use https in base_url: anybody on the way can read the token.',
};

function skipped(name: string): Check {
  return { name, status: 'skipped', finding: 'not looked at, as the server could not be used' };
}
