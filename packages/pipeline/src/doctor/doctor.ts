import type { SplunkClient } from '@sidecar/splunk-client';
import { kvStoreConnection, type SidecarConfig } from '../config/index.ts';
import { connect } from '../run/connect.ts';
import type { Check } from './check.ts';
import { checkCollections } from './check-collections.ts';
import { checkFiles } from './check-files.ts';
import { checkSearch } from './check-search.ts';
import { checkServer } from './check-server.ts';

export interface DoctorOptions {
  readonly config: SidecarConfig;
  /** @default new Date() */
  readonly now?: Date;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at everything a run depends on and changes nothing: files or Splunk to read from, the account's rights, whether the
 * query finds events, the clock, KV Store and its collections. Failures are findings, not exceptions.
 */
export async function doctor({ config, now = new Date(), signal }: DoctorOptions): Promise<Check[]> {
  const { ingestion, output } = config;
  const checks: Check[] = [];
  if (ingestion.source === 'files') {
    checks.push(...(await checkFiles(ingestion.files)));
  } else {
    const { app, owner } = ingestion.splunk;
    const client = await connect(ingestion.splunk, { app, owner, signal });
    const server = await checkServer('source', client, now);
    checks.push(...server, reachable(server) ? await checkSearch(client, ingestion, signal) : skipped('query'));
  }
  if (!output.writers.includes('splunk_kvstore') || !output.splunk_kvstore.enabled) return checks;
  const target = await connect(kvStoreConnection(config), { app: output.splunk_kvstore.app, signal });
  const server = await checkServer('target', target, now);
  return [...checks, ...server, ...(await collectionsOf(target, server, config))];
}

async function collectionsOf(client: SplunkClient, server: readonly Check[], config: SidecarConfig): Promise<Check[]> {
  if (!reachable(server)) return [skipped('collections')];
  const { app, collection } = config.output.splunk_kvstore;
  return checkCollections(client, app, collection);
}

function reachable(server: readonly Check[]): boolean {
  return server.every(({ status }) => status !== 'failed');
}

function skipped(name: string): Check {
  return { name, status: 'skipped', finding: 'not looked at, as the server could not be used' };
}
