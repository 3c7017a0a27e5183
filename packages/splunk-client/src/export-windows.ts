import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import { exportRows, type ExportOptions } from './export-rows.ts';
import type { SplunkRow } from './parse-export-line.ts';
import { retryDelay } from './retry-delay.ts';
import { SplunkError } from './splunk-error.ts';
import { afterAttempts } from './with-retry.ts';

/** A search over a long time, read piece by piece. */
export interface WindowsOptions extends Omit<ExportOptions, 'earliest' | 'latest'> {
  /** Start of the first window, epoch seconds, inclusive. */
  readonly earliest: number;
  /** End of the last window, epoch seconds, exclusive. */
  readonly latest: number;
  /** Length of a window in seconds, from 1. @default 86400 */
  readonly windowSeconds?: number;
  /** Rows of a window at most, from 1: one with more is halved in time, down to one second. @default 100000 */
  readonly maxRows?: number;
  /** Windows read at the same time, from 1; the role's search quota bounds it. @default 1 */
  readonly parallel?: number;
}

/** One window, complete: exactly the rows with `earliest <= _time < latest`. */
export interface SplunkWindow {
  readonly earliest: number;
  readonly latest: number;
  readonly rows: readonly SplunkRow[];
}

/**
 * Reads a long time in half-open windows, oldest first, without gap or overlap. A window is given only when it is complete, and one that breaks off is read again alone;
 * so no row comes twice, and whoever notes `latest` of the last window can go on from there. Memory holds `parallel` windows.
 *
 * @throws RangeError if the times or limits are out of range; SplunkError when a window keeps failing.
 */
export async function* exportWindows(
  context: Context,
  options: WindowsOptions,
): AsyncGenerator<SplunkWindow, void, undefined> {
  const { earliest, latest, windowSeconds = 86_400, maxRows = 100_000, parallel = 1 } = options;
  if (!(Number.isFinite(earliest) && Number.isFinite(latest) && earliest <= latest)) {
    throw new RangeError(
      `earliest is ${earliest} and latest ${latest}, expected epoch seconds in this order`,
    );
  }
  for (const [name, value] of Object.entries({ windowSeconds, maxRows, parallel })) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}, expected an integer from 1`);
  }
  const stop = new AbortController();
  const { signal: outer } = context.policy(options.signal);
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  const running: Array<Promise<SplunkWindow[]>> = [];
  let start = earliest;
  try {
    while (start < latest || running.length > 0) {
      for (; start < latest && running.length < parallel; start += windowSeconds) {
        const window = wholeWindows(context, {
          ...options,
          earliest: start,
          latest: Math.min(latest, start + windowSeconds),
          maxRows,
          signal,
        });
        window.catch(() => {}); // thrown when its turn comes
        running.push(window);
      }
      yield* await running.shift()!;
    }
  } finally {
    stop.abort();
  }
}

interface OneWindow extends WindowsOptions {
  readonly maxRows: number;
}

/** The window, or its two halves when it has too many rows. */
async function wholeWindows(context: Context, window: OneWindow): Promise<SplunkWindow[]> {
  const { earliest, latest } = window;
  const rows = await wholeRows(context, window);
  if (rows !== undefined) return [{ earliest, latest, rows }];
  const middle = earliest + Math.ceil((latest - earliest) / 2);
  const older = await wholeWindows(context, { ...window, latest: middle });
  return [...older, ...(await wholeWindows(context, { ...window, earliest: middle }))];
}

/** All rows, read again when the stream breaks off; undefined when there are too many and the window can be halved. */
async function wholeRows(context: Context, window: OneWindow): Promise<SplunkRow[] | undefined> {
  const { retry, onRetry } = context.policy(window.signal);
  const most = window.latest - window.earliest > 1 ? window.maxRows : Number.POSITIVE_INFINITY;
  for (let attempt = 1; ; attempt++) {
    const rows: SplunkRow[] = [];
    try {
      for await (const row of exportRows(context, window)) {
        if (rows.push(row) > most) return undefined;
      }
      return rows;
    } catch (error) {
      const brokeOff =
        error instanceof SplunkError &&
        (error.code === 'truncated_stream' || error.code === 'partial_results');
      if (!brokeOff) throw error;
      if (attempt >= (retry.attempts ?? 5)) throw afterAttempts(error, attempt);
      const delayMs = retryDelay(attempt, retry);
      onRetry?.(error, attempt, delayMs);
      await sleep(delayMs, undefined, { signal: window.signal! }).catch(() =>
        window.signal?.throwIfAborted(),
      );
    }
  }
}
