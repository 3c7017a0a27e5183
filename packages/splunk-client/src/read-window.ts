import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import { exportBatches, type ExportOptions } from './export-rows.ts';
import type { SplunkRow } from './parse-export-line.ts';
import { retryDelay } from './retry-delay.ts';
import { SplunkError } from './splunk-error.ts';
import { afterAttempts, type RetryPolicy } from './with-retry.ts';

/** One window to read. */
export interface WindowToRead extends ExportOptions {
  readonly earliest: number;
  readonly latest: number;
  /** More rows than these are not read when the window can be divided. */
  readonly maxRows: number;
  /** Whether the search is known to work, so that a failure of it will pass. */
  readonly isProven: () => boolean;
  /** Told when the server refuses the search because too many run. */
  readonly onQuota: () => void;
}

/**
 * What a window holds; or, when that is too much, the whole second within it from which on the rows read are all there are (undefined when
 * they do not tell), and how many rows a second there were there.
 */
export type WindowRead =
  | { readonly kind: 'whole'; readonly rows: readonly SplunkRow[] }
  | { readonly kind: 'overfull'; readonly knownFrom: number | undefined; readonly density: number };

/** Other searches of the account may take minutes: a refusal for them is waited out this many times longer than a fault. */
const QUOTA_PATIENCE = 4;

/**
 * All rows of a window. One that breaks off is dropped and read again, as often as the client retries; likewise one whose search fails
 * although it has worked for another, and once when it has not: an error of the search itself comes again.
 */
export async function readWindow(context: Context, window: WindowToRead): Promise<WindowRead> {
  const { signal, onQuota, isProven } = window;
  const { retry, onRetry } = context.policy(signal);
  const attempts = retry.attempts ?? 5;
  const once: RetryPolicy = { retry: { ...retry, attempts: 1 }, signal };
  let faults = 0;
  let refusals = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(context, window, once);
    } catch (error) {
      if (!(error instanceof SplunkError)) throw error;
      const isOfSearch = error.code === 'search_failed';
      if (isOfSearch ? !isProven() && attempt > 1 : !error.retryable) throw error;
      if (error.code === 'quota') onQuota();
      const isRefused = error.code === 'quota';
      const count = isRefused ? ++refusals : ++faults;
      if (count >= (isRefused ? attempts * QUOTA_PATIENCE : attempts)) throw afterAttempts(error, attempt);
      const delayMs = retryDelay(count, retry, error.retryAfterSeconds);
      onRetry?.(error, attempt, delayMs);
      await sleep(delayMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
    }
  }
}

async function readOnce(context: Context, window: WindowToRead, policy: RetryPolicy): Promise<WindowRead> {
  const { earliest, latest, maxRows } = window;
  const most = latest - earliest > 1 ? maxRows : Number.POSITIVE_INFINITY;
  const rows: SplunkRow[] = [];
  for await (const batch of exportBatches(context, window, policy)) {
    for (const row of batch) rows.push(row);
    if (rows.length > most) return overfull(rows.slice(0, most + 1), window); // the same however the rows arrived
  }
  return { kind: 'whole', rows };
}

/** What can be said of a window by the first rows of it, which are its newest unless the search sorts. */
function overfull(rows: readonly SplunkRow[], { earliest, latest }: WindowToRead): WindowRead {
  const secondsOf = (row: SplunkRow): number => Date.parse(String(row['_time'])) / 1000;
  const recent = Math.ceil(rows.length / 4);
  const oldest = secondsOf(rows.at(-1)!);
  const span = Math.abs(secondsOf(rows.at(-recent)!) - oldest);
  const knownFrom = Math.floor(oldest) + 1;
  return {
    kind: 'overfull',
    knownFrom: knownFrom > earliest && knownFrom < latest ? knownFrom : undefined,
    density: Number.isFinite(span) ? recent / Math.max(1, span) : 0,
  };
}
