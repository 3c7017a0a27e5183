import { setTimeout as sleep } from 'node:timers/promises';
import { isRejection, normalise, normaliseLine } from '@sidecar/events';
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

interface Wanting {
  /** Whether a row is to be kept. @default all are */
  readonly isWanted?: ((row: SplunkRow) => boolean) | undefined;
}

/** The rows of a time as lines, read window by window and oldest first; only what is kept counts as progress. */
export async function* exportWindowed(
  client: SplunkClient,
  { onProgress, isWanted = () => true, ...options }: WindowsOptions & Pick<Telling, 'onProgress'> & Wanting,
): AsyncGenerator<string, void, undefined> {
  let done = 0;
  onProgress?.({ stage: 'exporting', done });
  for await (const { rows } of client.exportWindows(options)) {
    yield* windowText(rows.filter(isWanted));
    done += rows.length;
    onProgress?.({ stage: 'exporting', done });
  }
}

export interface ExportWholeOptions extends ExportOptions, Telling, Wanting {
  /** What is written of a row, line ends included. @default the event as a line */
  readonly textOf?: (row: SplunkRow) => string;
}

/**
 * Writes the rows of one search as they come; when the stream breaks off, from the beginning again.
 *
 * @param write - Writes a file anew from chunks of text.
 * @throws SplunkError when it keeps breaking off.
 */
export async function exportWhole(
  client: SplunkClient,
  { onProgress, onWarning, isWanted = () => true, textOf = lineText, ...options }: ExportWholeOptions,
  write: (chunks: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  const wantedText = (row: SplunkRow): string => (isWanted(row) ? textOf(row) : '');
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(streamed(client.exportRows(options), wantedText, onProgress));
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
  textOf: (row: SplunkRow) => string,
  onProgress: Progress | undefined,
): AsyncGenerator<string, void, undefined> {
  let text = '';
  let done = 0;
  onProgress?.({ stage: 'exporting', done });
  for await (const row of rows) {
    text += textOf(row);
    done += 1;
    if (done % PROGRESS_EVERY === 0) onProgress?.({ stage: 'exporting', done });
    if (text.length < FLUSH_AT) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
  onProgress?.({ stage: 'exporting', done });
}

function lineText(row: SplunkRow): string {
  return `${lineOf(row).line}\n`;
}

/** The rows as text, the oldest first; those of one instant in the order opposite to Splunk's, which gives the newest first. */
function* windowText(rows: readonly SplunkRow[]): Generator<string, void, undefined> {
  const lines = rows.map(lineOf).toReversed();
  // Splunk orders by milliseconds at best, and the event may tell more.
  lines.sort((a, b) => a.time - b.time);
  let text = '';
  for (const { line } of lines) {
    text += `${line}\n`;
    if (text.length < FLUSH_AT) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

interface TimedLine {
  readonly line: string;
  /** Epoch ms; of a row that is no event, when Splunk has it. */
  readonly time: number;
}

/** The raw event where it is a whole one on one line, as it mostly is; otherwise the row, whose other fields complete it. */
function lineOf(row: SplunkRow): TimedLine {
  const raw = row['_raw'];
  const event = typeof raw === 'string' && !/[\r\n]/.test(raw) ? normaliseLine(raw) : null;
  if (event !== null && !isRejection(event)) return { line: raw as string, time: event.time };
  const whole = normalise(row);
  const time = isRejection(whole) ? Date.parse(String(row['_time'])) : whole.time;
  return { line: JSON.stringify(row), time: Number.isNaN(time) ? 0 : time };
}
