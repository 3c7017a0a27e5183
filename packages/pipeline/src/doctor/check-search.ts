import { isRejection, normalise } from '@sidecar/events';
import { type SplunkClient, SplunkError } from '@sidecar/splunk-client';
import type { IngestionConfig } from '../config/index.ts';
import type { Check } from './check.ts';

/** Whether the query finds events, and whether they can be read. */
export async function checkSearch(
  client: SplunkClient,
  ingestion: IngestionConfig,
  signal?: AbortSignal,
): Promise<Check> {
  const { query, earliest, latest } = ingestion;
  const name = 'query';
  try {
    const rows = client.exportRows({
      search: `${query} | head 1`,
      earliest,
      latest,
      ...(signal && { signal }),
    });
    for await (const row of rows) {
      const event = normalise(row);
      if (!isRejection(event)) return { name, status: 'ok', finding: 'finds events that can be read' };
      const remedy = 'See the README of @sidecar/events for the shapes that are understood.';
      return {
        name,
        status: 'warning',
        finding: `finds events, but the first cannot be read: ${event.detail}`,
        remedy,
      };
    }
    const remedy =
      'Check the index, the time range, and that the role may search the index (srchIndexesAllowed).';
    return { name, status: 'warning', finding: `finds no event between ${earliest} and ${latest}`, remedy };
  } catch (error) {
    if (!(error instanceof SplunkError)) throw error;
    return {
      name,
      status: 'failed',
      finding: error.message,
      remedy: 'Try the query in Splunk as the same account.',
    };
  }
}
