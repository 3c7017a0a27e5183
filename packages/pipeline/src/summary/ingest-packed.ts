import { join } from 'node:path';
import type { SplunkClient, SplunkRow, SplunkWarning } from '@sidecar/splunk-client';
import type { IngestionConfig } from '../config/index.ts';
import { writeChunks } from '../input/rereadable.ts';
import type { Progress } from '../progress.ts';
import { exportWhole } from '../run/export-text.ts';
import { type Coverage, createCoverageTally, spansText, type WindowSpan } from './coverage.ts';
import { datamodelSearch } from './datamodel-search.ts';
import { countTimes, linesOf, type PackedLook } from './parse-look.ts';
import { readPacked } from './read-packed.ts';
import { SummaryError } from './summary-error.ts';
import { WINDOW_SECONDS } from './summary-format.ts';
import { summarySearch } from './summary-search.ts';

export interface IngestPackedOptions {
  readonly ingestion: IngestionConfig;
  /** An empty folder. */
  readonly folder: string;
  /** File that the events are written to, one line each, in no order. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** Which write of a window counts: its run, or true if there is but one. */
type Taken = (window: number) => string | true | undefined;

const FLUSH_AT = 256 * 1024;

/**
 * Reads events that were packed within Splunk, from the summary index or the data model, and writes a line for each.
 *
 * Only whole windows are read: the time begins with the first and ends with the last that lies in it. Of a summary, each window counts
 * once: of the runs whose events came as many as they say, the latest. The last windows may not be summarised yet (`lag_hours`); the
 * time ends before them then.
 *
 * @throws SplunkError; IoError; SummaryError if a window has no complete summary, unless that is only to be warned of, or if what came cannot be read.
 */
export async function ingestPacked(client: SplunkClient, options: IngestPackedOptions): Promise<void> {
  const { ingestion, folder, file, signal, onProgress, onWarning } = options;
  const span = await spanOf(client, ingestion, signal);
  const isSummary = ingestion.mode === 'summary';
  const search = isSummary
    ? summarySearch(ingestion.summary)
    : datamodelSearch({ summariesOnly: ingestion.datamodel.summaries_only });
  const packed = join(folder, 'packed');
  await exportWhole(
    client,
    {
      search,
      earliest: String(span.from),
      latest: String(span.to),
      ...(signal && { signal }),
      onProgress,
      onWarning,
      textOf,
    },
    (chunks) => writeChunks(packed, chunks, signal),
  );
  const taken = isSummary ? await chooseRuns(packed, span, options) : (): true => true;
  await writeChunks(file, expanded(packed, taken, onProgress), signal);
}

/** Whole windows of the configured time. */
async function spanOf(
  client: SplunkClient,
  { earliest, latest }: IngestionConfig,
  signal: AbortSignal | undefined,
): Promise<WindowSpan> {
  const [from, to] = (await client.parseTimes([earliest, latest], signal)) ?? [];
  if (from === undefined || to === undefined) {
    throw new SummaryError(
      'no_times',
      `the server does not say what ${earliest} and ${latest} mean; give earliest and latest as epoch seconds.`,
    );
  }
  return {
    from: Math.ceil(from / WINDOW_SECONDS) * WINDOW_SECONDS,
    to: Math.floor(to / WINDOW_SECONDS) * WINDOW_SECONDS,
  };
}

/** The texts of a row, one to a line. */
function textOf({ looks }: SplunkRow): string {
  const texts = Array.isArray(looks) ? looks : [looks];
  return texts.map((text) => `${String(text)}\n`).join('');
}

async function chooseRuns(
  packed: string,
  span: WindowSpan,
  { ingestion, onWarning }: Pick<IngestPackedOptions, 'ingestion' | 'onWarning'>,
): Promise<Taken> {
  const tally = createCoverageTally();
  for await (const { fields, entries } of readPacked(packed)) {
    for (const { window, run, times } of entries) {
      if (fields === null) tally.state(window, run, Number(times));
      else tally.count(window, run, countTimes(times));
    }
  }
  const coverage = tally.coverage(span);
  const problem = gapsText(coverage, span, ingestion);
  if (problem !== null) {
    if (ingestion.summary.on_gap === 'refuse') throw new SummaryError('gaps', problem);
    onWarning?.({ code: 'incomplete', message: problem });
  }
  return (window) => coverage.runs.get(window);
}

/** A sentence that names the windows without a complete summary; null if there is none but the last few. */
function gapsText(
  { gaps, end, incomplete }: Coverage,
  { to }: WindowSpan,
  { summary: { index, lag_hours: lagHours } }: IngestionConfig,
): string | null {
  const isLate = (gap: WindowSpan): boolean => gap.from === end && to - end <= lagHours * WINDOW_SECONDS;
  const missing = gaps.filter((gap) => !isLate(gap));
  if (missing.length === 0) return null;
  const partly = incomplete === 0 ? '' : `; ${incomplete} writes of a window are not whole`;
  return (
    `index ${index} holds no complete summary of ${spansText(missing)}${partly}. Fill the gap (docs/summaries.md, Backfill), ` +
    'begin later (ingestion.earliest), or set ingestion.summary.on_gap to warn.'
  );
}

async function* expanded(
  packed: string,
  taken: Taken,
  onProgress: Progress | undefined,
): AsyncGenerator<string, void, undefined> {
  let text = '';
  let done = 0;
  for await (const look of readPacked(packed)) {
    for (const line of linesOfLook(look, taken)) {
      text += line;
      done += 1;
      if (text.length < FLUSH_AT) continue;
      yield text;
      text = '';
      onProgress?.({ stage: 'unpacking', done });
    }
  }
  if (text !== '') yield text;
  onProgress?.({ stage: 'unpacking', done });
}

function* linesOfLook({ fields, entries }: PackedLook, taken: Taken): Generator<string, void, undefined> {
  if (fields === null) return;
  for (const entry of entries) {
    const run = taken(entry.window);
    if (run === true || run === entry.run) yield* linesOf(fields, entry);
  }
}
