import { WINDOW_SECONDS } from './summary-format.ts';

/** A span of whole windows, epoch seconds, the end not included. */
export interface WindowSpan {
  readonly from: number;
  readonly to: number;
}

/** What is known of the summaries of a time. */
export interface Coverage {
  /** The run that counts for each window, by its start: the latest that is complete. */
  readonly runs: ReadonlyMap<number, string>;
  /** Windows without a complete summary, those that follow each other as one span. */
  readonly gaps: readonly WindowSpan[];
  /** Windows that more than one run has summarised completely; only the latest counts. */
  readonly repeated: number;
  /** Runs of windows that are not whole: they died on the way, or are not indexed yet. */
  readonly incomplete: number;
  /** End of the last window that is complete; the start of the time if none is. */
  readonly end: number;
}

/** Follows what is said of windows and what came of them. */
export interface CoverageTally {
  /** A run says how many events it counted in a window. */
  state(window: number, run: string, events: number): void;
  /** So many events of a run came. */
  count(window: number, run: string, events: number): void;
  coverage(span: WindowSpan): Coverage;
}

interface Written {
  readonly run: string;
  stated: number | null;
  counted: number;
  /** A run that says two things of one window is to be believed in neither. */
  isContradictory: boolean;
}

/** Decides which writes of a summary count. A write is complete if as many events came as its run says that there were. */
export function createCoverageTally(): CoverageTally {
  const windows = new Map<number, Map<string, Written>>();
  const writtenBy = (window: number, run: string): Written => {
    let runs = windows.get(window);
    if (runs === undefined) windows.set(window, (runs = new Map<string, Written>()));
    let written = runs.get(run);
    if (written === undefined) {
      runs.set(run, (written = { run, stated: null, counted: 0, isContradictory: false }));
    }
    return written;
  };
  return {
    state: (window, run, events) => {
      const written = writtenBy(window, run);
      if (written.stated !== null && written.stated !== events) written.isContradictory = true;
      written.stated = events;
    },
    count: (window, run, events) => {
      writtenBy(window, run).counted += events;
    },
    coverage: ({ from, to }) => {
      const runs = new Map<number, string>();
      const gaps: WindowSpan[] = [];
      let repeated = 0;
      let incomplete = 0;
      let end = from;
      for (let window = from; window < to; window += WINDOW_SECONDS) {
        const written = [...(windows.get(window)?.values() ?? [])];
        const complete = written.filter(isComplete).sort(laterFirst);
        incomplete += written.length - complete.length;
        const [latest] = complete;
        if (latest === undefined) {
          addGap(gaps, window);
          continue;
        }
        runs.set(window, latest.run);
        if (complete.length > 1) repeated += 1;
        end = window + WINDOW_SECONDS;
      }
      return { runs, gaps, repeated, incomplete, end };
    },
  };
}

function isComplete({ stated, counted, isContradictory }: Written): boolean {
  return stated === counted && !isContradictory;
}

/** Runs are called by the time at which they were started. */
function laterFirst(a: Written, b: Written): number {
  return Number(b.run) - Number(a.run) || (a.run < b.run ? 1 : -1);
}

function addGap(gaps: WindowSpan[], window: number): void {
  const last = gaps.at(-1);
  const to = window + WINDOW_SECONDS;
  if (last?.to === window) gaps[gaps.length - 1] = { from: last.from, to };
  else gaps.push({ from: window, to });
}

/** Spans as people read them, such as `2026-09-21T05:00Z to 2026-09-21T07:00Z (2 hours)`; at most five are named. */
export function spansText(spans: readonly WindowSpan[]): string {
  const named = spans.slice(0, MOST_NAMED).map(({ from, to }) => {
    const hours = (to - from) / WINDOW_SECONDS;
    return `${timeText(from)} to ${timeText(to)} (${hours} ${hours === 1 ? 'hour' : 'hours'})`;
  });
  const others = spans.length - named.length;
  return `${named.join(', ')}${others === 0 ? '' : ` and ${others} more`}`;
}

const MOST_NAMED = 5;

function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
}
