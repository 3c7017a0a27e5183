import type { SplunkClient } from '@sidecar/splunk-client';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { IoError } from '../io/io-error.ts';
import { connect } from '../run/connect.ts';
import type { Check } from './check.ts';
import { checkCollections } from './check-collections.ts';
import { checkFiles, checkFolder } from './check-files.ts';
import { checkSearch } from './check-search.ts';
import { checkServer } from './check-server.ts';

export interface DoctorOptions {
  readonly config: SidecarConfig;
  /** @default new Date() */
  readonly now?: Date;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at everything a run depends on and changes nothing: files or Splunk to read from, the account, whether the query finds
 * events, the clock, KV Store and its collections, folders to write to. Failures are findings, not exceptions.
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
    () => connect(ingestion.splunk, { app, owner, signal }),
    now,
  );
  return [...checks, client === null ? skipped('query') : await checkSearch(client, ingestion, signal)];
}

async function checkTarget(
  config: SidecarConfig,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<Check[]> {
  const { app, collection } = config.output.splunk_kvstore;
  const { client, checks } = await reach(
    'target',
    () => connect(kvStoreConnection(config), { app, signal }),
    now,
  );
  if (client === null) return [...checks, skipped('collections')];
  return [...checks, ...(await checkCollections(client, { app, collection }))];
}

/** Looks at a server; its client is null if it is of no use. */
async function reach(
  role: 'source' | 'target',
  open: () => Promise<SplunkClient>,
  now: Date,
): Promise<{ readonly client: SplunkClient | null; readonly checks: readonly Check[] }> {
  try {
    const client = await open();
    const checks = await checkServer(role, client, now);
    return { client: checks.some(({ status }) => status === 'failed') ? null : client, checks };
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const remedy = 'Correct ca_file or the rights of the file.';
    return {
      client: null,
      checks: [{ name: `${role} server`, status: 'failed', finding: error.message, remedy }],
    };
  }
}

function skipped(name: string): Check {
  return { name, status: 'skipped', finding: 'not looked at, as the server could not be used' };
}
