import type { Context } from './context.ts';
import { jobResults, type JobResultsOptions } from './job-results.ts';
import { cancelJob, createJob, MOST_JOB_ROWS, pollJob, type PollOptions } from './jobs.ts';
import type { SplunkRow } from './parse-export-line.ts';
import type { SearchOptions } from './search-params.ts';
import { warnOfMessages } from './warn-of-messages.ts';

/** A search to run as a job. */
export interface JobRowsOptions extends SearchOptions, PollOptions, JobResultsOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The rows of a search that runs as a job: it is started, waited for, read page by page and deleted, also when the reader leaves early, the
 * signal is aborted or something fails. Jobs queue where exports are refused, and tell errors that exports swallow; but a server keeps
 * a bounded number of rows (500,000 as shipped).
 *
 * @throws SplunkError as {@link pollJob}; `partial_results` when fewer rows come than the job says it found.
 */
export async function* jobRows(
  context: Context,
  options: JobRowsOptions,
): AsyncGenerator<SplunkRow, void, undefined> {
  const sid = await createJob(context, options);
  try {
    const { resultCount, messages } = await pollJob(context, sid, options);
    let rows = 0;
    for await (const row of jobResults(context, sid, options)) {
      rows++;
      yield row;
    }
    if (rows < resultCount) {
      const what = `${context.origin} gave ${rows} of the ${resultCount} rows of search job ${sid}`;
      throw context.fail('partial_results', `${what}; do not use these rows, run again.`, {
        retryable: true,
      });
    }
    if (rows >= MOST_JOB_ROWS) {
      const message = `Search job ${sid} has ${rows} rows, as many as Splunk keeps; export the search to get all.`;
      context.warn({ code: 'capped', message });
    }
    warnOfMessages(context, messages);
  } finally {
    await cancelJob(context, sid).catch(() => {}); // it expires by itself; what happened before matters more
  }
}
