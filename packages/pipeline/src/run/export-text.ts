import { setTimeout as sleep } from 'node:timers/promises';
import { isRejection, normaliseLine } from '@sidecar/events';
import {
  type ExportOptions,
  retryDelay,
  type SplunkClient,
  SplunkError,
  type SplunkRow,
  type SplunkWarning,
  type WindowsOptions,
} from '@sidecar/splunk-client';
import type { Progress } from '../progress.ts';

const FLUSH_AT = 256 * 1024;
const PROGRESS_EVERY = 1000;
const ATTEMPTS = 5;

interface Telling {
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** The rows of a time as lines, read window by window and oldest first; only what is kept counts as progress. */
export async function* exportWindowed(
  client: SplunkClient,
  { onProgress, ...options }: WindowsOptions & Pick<Telling, 'onProgress'>,
): AsyncGenerator<string, void, undefined> {
  let done = 0;
  onProgress?.({ stage: 'exporting', done });
  for await (const { rows } of client.exportWindows(options)) {
    yield* textOf(oldestFirst(rows));
    done += rows.length;
    onProgress?.({ stage: 'exporting', done });
  }
}

/**
 * Writes the rows of one search as they come; when the stream breaks off, from the beginning again.
 *
 * @param write - Writes a file anew from chunks of text.
 * @throws SplunkError when it keeps breaking off.
 */
export async function exportWhole(
  client: SplunkClient,
  { onProgress, onWarning, ...options }: ExportOptions & Telling,
  write: (chunks: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(streamed(client.exportRows(options), onProgress));
    } catch (error) {
      const brokeOff = error instanceof SplunkError && BROKEN_OFF.has(error.code);
      if (!brokeOff || attempt >= ATTEMPTS) throw error;
      onWarning?.({
        code: 'retry',
        message: `Attempt ${attempt} failed, from the beginning: ${error.message}`,
      });
      await sleep(retryDelay(attempt), undefined, options.signal ? { signal: options.signal } : {}).catch(
        () => options.signal?.throwIfAborted(),
      );
    }
  }
}

/** Errors of a stream that had begun; before its first row the client itself tries again. */
const BROKEN_OFF = new Set(['truncated_stream', 'partial_results']);

async function* streamed(
  rows: AsyncIterable<SplunkRow>,
  onProgress: Progress | undefined,
): AsyncGenerator<string, void, undefined> {
  let text = '';
  let done = 0;
  onProgress?.({ stage: 'exporting', done });
  for await (const row of rows) {
    text += `${lineOf(row)}\n`;
    done += 1;
    if (done % PROGRESS_EVERY === 0) onProgress?.({ stage: 'exporting', done });
    if (text.length < FLUSH_AT) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
  onProgress?.({ stage: 'exporting', done });
}

function* textOf(rows: Iterable<SplunkRow>): Generator<string, void, undefined> {
  let text = '';
  for (const row of rows) {
    text += `${lineOf(row)}\n`;
    if (text.length < FLUSH_AT) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Splunk gives the newest first; a query that sorts the other way round is left as it is. */
function oldestFirst(rows: readonly SplunkRow[]): readonly SplunkRow[] {
  const [first, last] = [rows[0], rows.at(-1)].map((row) => Date.parse(String(row?.['_time'])));
  return first! < last! ? rows : rows.toReversed();
}

/** The raw event where it is a whole one on one line, as it mostly is; otherwise the row, whose other fields complete it. */
function lineOf(row: SplunkRow): string {
  const raw = row['_raw'];
  const isWhole = typeof raw === 'string' && !/[\r\n]/.test(raw) && !isRejection(normaliseLine(raw));
  return isWhole ? raw : JSON.stringify(row);
}
