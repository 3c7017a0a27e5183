import { isTimeDivisible } from '@sidecar/splunk-client';
import { ConfigError, type IngestionConfig } from '../config/index.ts';

/**
 * Checks that the configured events can be read piece by piece, so that the pieces together are what one search gives.
 *
 * @throws ConfigError naming what stands in the way: another source than Splunk, another mode than raw, or a query whose events depend on each other,
 *   sets its own time, or cannot be seen through, unless `windows` says that it can be divided.
 */
export function requireSliceable({ ingestion }: { readonly ingestion: IngestionConfig }): void {
  const { source, mode, windows, query } = ingestion;
  if (source !== 'splunk') throw wrong('source', source, 'splunk: the worker reads by time');
  if (mode !== 'raw') throw wrong('mode', mode, 'raw: the worker reads events themselves');
  if (windows === 'always' || isTimeDivisible(query)) return;
  throw wrong(
    'query',
    'a search that may not be the same in pieces of time',
    'commands that treat events one by one, without macros and without a time of their own; or ingestion.windows: always, if its macros are like that',
  );
}

function wrong(key: string, found: string, expected: string): ConfigError {
  return new ConfigError('configuration', [{ path: `ingestion.${key}`, line: 1, found, expected }]);
}
