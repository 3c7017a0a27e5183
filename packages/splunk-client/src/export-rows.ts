import type { Context } from './context.ts';
import type { HttpAnswer } from './create-http.ts';
import type { SplunkRow } from './parse-export-line.ts';
import type { SplunkMessage } from './parse-messages.ts';
import { readExport } from './read-export.ts';
import { searchParams, type SearchOptions } from './search-params.ts';
import { SplunkError } from './splunk-error.ts';
import { withRetry, type RetryPolicy } from './with-retry.ts';

/** A search to stream. */
export interface ExportOptions extends SearchOptions {
  /** Longest row in bytes. @default 16777216 */
  readonly maxLineBytes?: number;
  /** Told every message of Splunk's as it arrives. Those of type WARN go to the client's `onWarning` too, when the stream has ended. */
  readonly onMessage?: (message: SplunkMessage) => void;
}

/**
 * The rows of a search, streamed as they arrive: memory holds one network chunk, and Splunk waits when the reader is slow. Only final rows come,
 * never previews, newest first unless the search sorts. Until the first row a failed attempt is retried; after it the error says how many rows were
 * delivered, and the caller decides.
 *
 * A row that arrives twice in a row, its number included, is given once. Zero rows is an answer only when Splunk says so. A stream that ends without its last row is `truncated_stream`; FATAL or ERROR messages are
 * `search_failed`, or `partial_results` after rows; an empty answer is asked again as a job to learn the reason.
 */
export async function* exportRows(
  context: Context,
  options: ExportOptions,
): AsyncGenerator<SplunkRow, void, undefined> {
  for await (const batch of exportBatches(context, options, context.policy(options.signal))) yield* batch;
}

/** The rows of {@link exportRows} as they arrive together, a network chunk at a time. */
export async function* exportBatches(
  context: Context,
  options: ExportOptions,
  policy: RetryPolicy,
): AsyncGenerator<readonly SplunkRow[], void, undefined> {
  const started = await withRetry(async () => {
    const batches = readExport(context, await openExport(context, options), options);
    return { first: await batches.next(), batches };
  }, policy);
  try {
    for (let batch = started.first; !batch.done; batch = await started.batches.next()) yield batch.value;
  } finally {
    await started.batches.return();
  }
}

/** POST to the second version; on servers that do not know that path, to the first, from then on. Never GET, which newer servers refuse. */
async function openExport({ exchange, unknownPaths }: Context, options: ExportOptions): Promise<HttpAnswer> {
  const form = { ...searchParams(options), output_mode: 'json', preview: false };
  const request = { method: 'POST', form, signal: options.signal } as const;
  const first = (): Promise<HttpAnswer> => exchange({ ...request, path: 'search/jobs/export' });
  if (unknownPaths.has('export')) return first();
  try {
    return await exchange({ ...request, path: 'search/v2/jobs/export' });
  } catch (error) {
    if (!(error instanceof SplunkError) || error.code !== 'not_found') throw error;
    const answer = await first();
    unknownPaths.add('export');
    return answer;
  }
}
