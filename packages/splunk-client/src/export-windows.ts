import { accountLimits } from './account-limits.ts';
import type { Context } from './context.ts';
import type { ExportOptions } from './export-rows.ts';
import type { SplunkRow } from './parse-export-line.ts';
import { readWindow, type WindowRead } from './read-window.ts';
import { createWindowLength } from './window-length.ts';

/** A search over a long time, read piece by piece. */
export interface WindowsOptions extends Omit<ExportOptions, 'earliest' | 'latest'> {
  /** Start of the first window, epoch seconds, inclusive. */
  readonly earliest: number;
  /** End of the last window, epoch seconds, exclusive. */
  readonly latest: number;
  /** Length of the first windows in seconds, from 1; later ones follow the data. @default a 64th of the whole time, a minute at least */
  readonly windowSeconds?: number;
  /** Rows of a window at most, from 1: one with more is divided, down to one second. @default 20000 */
  readonly maxRows?: number;
  /** Windows read at the same time at most, from 1. The role's search quota less one bounds it. @default 1 */
  readonly parallel?: number;
}

/** One window, complete: exactly the rows with `earliest <= _time < latest`, in the order in which they came. */
export interface SplunkWindow {
  readonly earliest: number;
  readonly latest: number;
  readonly rows: readonly SplunkRow[];
}

/** A window that is being read, or waits for its turn to be given. */
interface Started {
  readonly earliest: number;
  readonly latest: number;
  readonly read: Promise<WindowRead>;
}

/**
 * Reads a long time in half-open windows, oldest first, without gap or overlap. A window is given only when it is complete, and one that breaks off is read again alone;
 * so no row comes twice, and whoever notes `latest` of the last window can go on from there. Memory holds `parallel` windows.
 *
 * Windows are as long as the data allow, see {@link createWindowLength}. Several are read at a time only as far as the account's quota leaves one
 * search to others; when the server refuses one because too many run, fewer are read at once from then on.
 *
 * The search must treat events one by one and set no time of its own: see `isTimeDivisible`.
 *
 * @throws RangeError if the times or limits are out of range; SplunkError when a window keeps failing.
 */
export async function* exportWindows(
  context: Context,
  options: WindowsOptions,
): AsyncGenerator<SplunkWindow, void, undefined> {
  const { earliest, latest, maxRows, parallel, windowSeconds } = checked(options);
  const length = createWindowLength({ firstSeconds: windowSeconds, maxRows });
  const stop = new AbortController();
  const { signal: outer } = context.policy(options.signal);
  const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
  let atOnce = parallel === 1 ? 1 : Math.min(parallel, await allowedAtOnce(context));
  const onQuota = (): void => {
    if (atOnce === 1) return;
    atOnce--;
    const message = `The server refused a search beside others; ${atOnce} at once from now on.`;
    context.warn({ code: 'fewer_searches', message });
  };
  let isProven = false;
  const open = (from: number, to: number): Started => {
    const time = { earliest: from, latest: to };
    const read = readWindow(context, {
      ...options,
      ...time,
      maxRows,
      signal,
      onQuota,
      isProven: () => isProven,
    });
    read.catch(() => {}); // thrown when its turn comes
    return { ...time, read };
  };
  const started: Started[] = []; // in order of time
  const pending = earliest < latest ? [{ from: earliest, to: latest }] : []; // likewise, not started yet
  try {
    while (started.length > 0 || pending.length > 0) {
      while (pending[0] && (started.length < atOnce || pending[0].from < started[0]!.earliest)) {
        const { from, to } = pending.shift()!;
        const end = Math.min(to, from + length.next());
        if (end < to) pending.unshift({ from: end, to });
        started.push(open(from, end));
        started.sort((a, b) => a.earliest - b.earliest);
      }
      const head = started.shift()!;
      const { earliest: from, latest: to } = head;
      const result = await head.read;
      isProven = true;
      if (result.kind === 'whole') {
        length.whole(to - from, result.rows.length);
        yield { earliest: from, latest: to, rows: result.rows };
      } else {
        length.overfull(to - from, result.density);
        const middle = result.knownFrom ?? from + Math.ceil((to - from) / 2);
        pending.unshift({ from, to: middle }, { from: middle, to });
      }
    }
  } finally {
    stop.abort();
  }
}

/** Searches that the account may run at once, less one for people; one when the server does not tell. */
async function allowedAtOnce(context: Context): Promise<number> {
  const { searchQuota = 1 } = await accountLimits(context);
  return Math.max(1, searchQuota - 1);
}

function checked(
  options: WindowsOptions,
): Required<Pick<WindowsOptions, 'earliest' | 'latest' | 'maxRows' | 'parallel' | 'windowSeconds'>> {
  const { earliest, latest, maxRows = 20_000, parallel = 1 } = options;
  if (!(Number.isFinite(earliest) && Number.isFinite(latest) && earliest <= latest)) {
    throw new RangeError(
      `earliest is ${earliest} and latest ${latest}, expected epoch seconds in this order`,
    );
  }
  const { windowSeconds = Math.max(60, Math.ceil((latest - earliest) / 64)) } = options;
  for (const [name, value] of Object.entries({ windowSeconds, maxRows, parallel })) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}, expected an integer from 1`);
  }
  return { earliest, latest, maxRows, parallel, windowSeconds };
}
