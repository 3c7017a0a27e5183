import { isRecord, requestText, type Context, type SplunkResponse } from './context.ts';
import type { SplunkParams } from './create-exchange.ts';
import { jobPath } from './jobs.ts';
import type { SplunkRow } from './parse-export-line.ts';
import { jsonMessages, type SplunkMessage } from './parse-messages.ts';
import { searchParams, type SearchOptions } from './search-params.ts';
import { SplunkError } from './splunk-error.ts';
import { warnOfMessages } from './warn-of-messages.ts';

export interface JobResultsOptions {
  /** Rows a request; servers give 50,000 at most. @default 10000 */
  readonly pageSize?: number;
  /** Fields to fetch. @default all */
  readonly fields?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** All rows of a job that is done, page after page until an empty one, so that a lower limit of the server loses nothing. */
export async function* jobResults(
  context: Context,
  sid: string,
  { pageSize = 10_000, fields, signal }: JobResultsOptions = {},
): AsyncGenerator<SplunkRow, void, undefined> {
  let offset = 0;
  let previous = '';
  for (;;) {
    const form = { count: pageSize, offset, f: fields, output_mode: 'json' };
    const answer = await page(context, sid, form, signal);
    const rows = rowsOf(context, answer);
    if (rows.length === 0) return;
    requireNext(context, answer, { offset, previous });
    previous = answer.body;
    yield* rows;
    offset += rows.length;
  }
}

/** Pages that do not follow each other would repeat rows for ever. */
function requireNext(
  { origin, fail }: Context,
  { json, body }: SplunkResponse,
  { offset, previous }: { offset: number; previous: string },
): void {
  const given = isRecord(json) ? json['init_offset'] : undefined;
  if (given === offset || (given === undefined && body !== previous)) return;
  const what = `${origin} gave other rows than those from row ${offset} on`;
  throw fail('protocol', `${what}; look for a proxy between that caches.`);
}

async function page(
  context: Context,
  sid: string,
  form: SplunkParams,
  signal: AbortSignal | undefined,
): Promise<SplunkResponse> {
  const path = `${jobPath(sid)}/results`;
  const v2 = path.replace('search/', 'search/v2/');
  const first = (): Promise<SplunkResponse> =>
    requestText(context, { method: 'GET', path, query: form, signal });
  if (context.unknownPaths.has('results')) return first();
  try {
    return await requestText(context, { method: 'POST', path: v2, form, signal, idempotent: true });
  } catch (error) {
    const unknownPath =
      error instanceof SplunkError && error.code === 'not_found' && !/unknown sid/i.test(error.message);
    if (!unknownPath) throw error;
    const answer = await first();
    context.unknownPaths.add('results');
    return answer;
  }
}

export interface OneshotResult {
  readonly rows: readonly SplunkRow[];
  readonly messages: readonly SplunkMessage[];
}

/** Runs a short search and returns its rows in one answer, 50,000 at most: reaching that is reported as a `capped` warning. */
export async function oneshot(context: Context, options: SearchOptions): Promise<OneshotResult> {
  const form = { ...searchParams(options), exec_mode: 'oneshot', count: 0, output_mode: 'json' };
  const response = await requestText(context, {
    method: 'POST',
    path: 'search/jobs',
    form,
    signal: options.signal,
    idempotent: true,
  });
  const messages = jsonMessages(response.json);
  const failures = messages.filter(({ type }) => type === 'FATAL' || type === 'ERROR');
  if (failures.length > 0) {
    const said = failures.map(({ text }) => `"${text}"`).join(' | ');
    throw context.fail('search_failed', `${context.origin} failed the search: ${said}; correct the search.`, {
      messages,
    });
  }
  const rows = rowsOf(context, response);
  warnOfMessages(context, messages);
  if (rows.length >= 50_000) {
    context.warn({
      code: 'capped',
      message: `The answer has ${rows.length} rows, as many as Splunk gives at once; export the search to get all.`,
    });
  }
  return { rows, messages };
}

function rowsOf({ origin, fail }: Context, { json }: SplunkResponse): SplunkRow[] {
  const results = isRecord(json) ? json['results'] : undefined;
  if (Array.isArray(results) && results.every(isRecord)) return results as SplunkRow[];
  throw fail(
    'protocol',
    `${origin} answered without a list of results; check that this is Splunk's management port (8089).`,
  );
}
