import type { Context } from './context.ts';
import { cancelJob, createJob, pollJob } from './jobs.ts';
import type { SearchOptions } from './search-params.ts';

/**
 * Learns why an export came back without a single line, by running the same search as a job: jobs report errors that exports swallow.
 * Returns when the job truly found nothing.
 *
 * @throws SplunkError `search_failed` with the job's reason; `truncated_stream` when the job finds rows, so the empty answer was wrong.
 */
export async function explainEmptyExport(context: Context, options: SearchOptions): Promise<void> {
  const sid = await createJob(context, options);
  try {
    const { resultCount } = await pollJob(context, sid, { signal: options.signal, timeoutMs: 600_000 });
    if (resultCount === 0) return;
    const what = `${context.origin} answered the export with nothing although the search finds ${resultCount} rows`;
    throw context.fail('truncated_stream', `${what}; run again.`, { retryable: true });
  } finally {
    await cancelJob(context, sid).catch(() => {}); // it expires by itself; the reason found matters more
  }
}
