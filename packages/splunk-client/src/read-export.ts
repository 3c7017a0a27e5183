import type { Context } from './context.ts';
import type { HttpAnswer } from './create-http.ts';
import { explainEmptyExport } from './explain-empty-export.ts';
import type { ExportOptions } from './export-rows.ts';
import { parseExportLine, type SplunkRow } from './parse-export-line.ts';
import type { SplunkMessage } from './parse-messages.ts';
import { splitLines } from './split-lines.ts';
import { SplunkError } from './splunk-error.ts';
import { warnOfMessages } from './warn-of-messages.ts';

const MOST_MESSAGES_KEPT = 1000;

/** The final rows of one answer to an export, with all the checks that {@link exportRows} promises; never an empty batch. */
export async function* readExport(
  context: Context,
  answer: HttpAnswer,
  options: ExportOptions,
): AsyncGenerator<SplunkRow[], void, undefined> {
  const { origin, fail } = context;
  const { maxLineBytes = 16 * 2 ** 20, onMessage } = options;
  const failures: SplunkMessage[] = [];
  const warnings: SplunkMessage[] = [];
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
          parsed.messages.forEach((message) => onMessage?.(message));
          for (const message of parsed.messages) {
            const isFailure = message.type === 'FATAL' || message.type === 'ERROR';
            const list = isFailure ? failures : warnings;
            if (list.length < MOST_MESSAGES_KEPT) list.push(message);
          }
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
  warnOfMessages(context, warnings);
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
