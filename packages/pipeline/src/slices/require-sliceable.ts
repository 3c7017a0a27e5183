import { isTimeDivisible } from '@sidecar/splunk-client';
import type { IngestionConfig } from '../config/index.ts';
import { wrongValue } from '../config/wrong-value.ts';

/**
 * Checks that the configured events can be read piece by piece, so that the pieces together are what one search gives.
 *
 * @throws ConfigError naming what stands in the way: another source than Splunk, another mode than raw, or a query whose events depend on each other,
 *   sets its own time, or cannot be seen through, unless `windows` says that it can be divided.
 */
export function requireSliceable({ ingestion }: { readonly ingestion: IngestionConfig }): void {
  const { source, mode, windows, query } = ingestion;
  if (source !== 'splunk') {
    const expected = 'splunk: the worker reads by time';
    throw wrongValue('ingestion.source', { found: source, expected });
  }
  if (mode !== 'raw') {
    const expected = 'raw: the worker reads events themselves';
    throw wrongValue('ingestion.mode', { found: mode, expected });
  }
  if (windows === 'always' || isTimeDivisible(query)) return;
  throw wrongValue('ingestion.query', {
    found: 'a search that may not be the same in pieces of time',
    expected:
      'commands that treat events one by one, without macros and without a time of their own; or ingestion.windows: always, if its macros are like that',
  });
}
