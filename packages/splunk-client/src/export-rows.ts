import type { Context } from './context.ts';
import type { HttpAnswer } from './create-http.ts';
import { explainEmptyExport } from './explain-empty-export.ts';
import { parseExportLine, type SplunkRow } from './parse-export-line.ts';
import type { SplunkMessage } from './parse-messages.ts';
import { searchParams, type SearchOptions } from './search-params.ts';
import { splitLines } from './split-lines.ts';
import { SplunkError } from './splunk-error.ts';
import { withRetry } from './with-retry.ts';

/** A search to stream. */
export interface ExportOptions extends SearchOptions {
  /** Longest row in bytes. @default 16777216 */
  readonly maxLineBytes?: number;
  /** Told every message of Splunk's as it arrives. */
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
  const started = await withRetry(async () => {
    const batches = finalRows(context, await openExport(context, options), options);
    return { first: await batches.next(), batches };
  }, context.policy(options.signal));
  try {
    for (let batch = started.first; !batch.done; batch = await started.batches.next()) yield* batch.value;
  } finally {
    await started.batches.return();
  }
}

/** POST to the second version; on servers that do not know that path, to the first. Never GET, which newer servers refuse. */
async function openExport({ exchange }: Context, options: ExportOptions): Promise<HttpAnswer> {
  const form = { ...searchParams(options), output_mode: 'json', preview: false };
  const request = { method: 'POST', form, signal: options.signal } as const;
  return exchange({ ...request, path: 'search/v2/jobs/export' }).catch((error: unknown) => {
    if (!(error instanceof SplunkError) || error.code !== 'not_found') throw error;
    return exchange({ ...request, path: 'search/jobs/export' });
  });
}

async function* finalRows(
  context: Context,
  answer: HttpAnswer,
  options: ExportOptions,
): AsyncGenerator<SplunkRow[], void, undefined> {
  const { origin, fail } = context;
  const { maxLineBytes = 16 * 2 ** 20, onMessage } = options;
  const failures: SplunkMessage[] = [];
  let lines = 0;
  let rows = 0;
  let ended = false;
  let previous = '';
  try {
    for await (const batch of splitLines(answer.chunks, { maxLineBytes })) {
      const found: SplunkRow[] = [];
      for (const line of batch.lines) {
        const parsed = parseExportLine(line);
        lines++;
        if (line === previous && /^[^{]*\{"preview":false,"offset":/.test(line)) continue; // rows are numbered: this one came twice
        previous = line;
        if (parsed === undefined) {
          if (batch.unterminated) break;
          throw fail(
            'protocol',
            `${origin} sent an export line that is not Splunk's (line ${lines}, ${line.length} characters); look for a proxy between.`,
          );
        }
        if (parsed.kind === 'row') {
          found.push(parsed.row);
          ended = parsed.last;
        } else if (parsed.kind === 'end') {
          ended = true;
        } else if (parsed.kind === 'messages') {
          failures.push(...parsed.messages.filter(({ type }) => type === 'FATAL' || type === 'ERROR'));
          parsed.messages.forEach((message) => onMessage?.(message));
        }
      }
      rows += found.length;
      if (found.length > 0) yield found;
    }
  } catch (error) {
    throw brokenOff(error, rows, maxLineBytes, context);
  }
  if (failures.length > 0) throw searchFailure(failures, rows, context);
  if (lines === 0) return explainEmptyExport(context, options);
  if (!ended) throw truncated(rows, context);
}

function searchFailure(
  messages: readonly SplunkMessage[],
  rows: number,
  { origin, fail }: Context,
): SplunkError {
  const said = messages.map(({ text }) => `"${text}"`).join(' | ');
  if (rows === 0)
    return fail('search_failed', `${origin} failed the search: ${said}; correct the search.`, { messages });
  const after = `after ${rows} rows, so the result is incomplete`;
  return fail(
    'partial_results',
    `${origin} failed the search ${after}: ${said}; do not use these rows, correct the cause and run again.`,
    { messages, retryable: true },
  );
}

function truncated(rows: number, { origin, fail }: Context, cause?: unknown): SplunkError {
  const what = `${origin} ended the export after ${rows} rows without its last row`;
  return fail(
    'truncated_stream',
    `${what}, so events are missing; run again, with a shorter time window if it happens again.`,
    { retryable: true, cause },
  );
}

/** A connection that breaks after rows is a truncated stream; before any row it stays what it is, and is retried. */
function brokenOff(error: unknown, rows: number, maxLineBytes: number, context: Context): unknown {
  if (error instanceof RangeError) {
    return context.fail(
      'protocol',
      `${context.origin} sent a row longer than ${maxLineBytes} bytes; leave out the long field, or raise maxLineBytes.`,
    );
  }
  const cut = error instanceof SplunkError && (error.code === 'unreachable' || error.code === 'timeout');
  return cut && rows > 0 ? truncated(rows, context, error) : error;
}
