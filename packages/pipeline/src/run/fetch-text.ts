import {
  isTimeDivisible,
  type SearchOptions,
  type SplunkClient,
  type SplunkRow,
  type SplunkWarning,
} from '@sidecar/splunk-client';
import type { IngestionConfig } from '../config/index.ts';
import type { Progress } from '../progress.ts';
import { exportWhole, exportWindowed } from './export-text.ts';

/** What is searched for, and how it is read. */
export interface TextSearch extends Pick<SearchOptions, 'indexEarliest' | 'indexLatest'> {
  readonly search: string;
  /** As `SearchOptions` has it, in words of Splunk or epoch seconds. */
  readonly earliest: string;
  readonly latest: string;
  /** Whether the time is read window by window. */
  readonly isDivided: boolean;
  readonly maxRows: number;
  readonly parallel: number;
  /** Length of the first windows. @default as `exportWindows` has it */
  readonly windowSeconds?: number;
  /** Whether a row is to be kept. @default all are */
  readonly isWanted?: (row: SplunkRow) => boolean;
}

export interface FetchTextOptions extends TextSearch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/** The search that is configured, over the time that is configured. */
export function searchOf(ingestion: IngestionConfig): TextSearch {
  const { query, earliest, latest, windows, window_rows: maxRows, parallel } = ingestion;
  return {
    search: query,
    earliest,
    latest,
    indexEarliest: ingestion.index_earliest,
    indexLatest: ingestion.index_latest,
    isDivided: windows === 'always' || (windows === 'auto' && isTimeDivisible(query)),
    maxRows,
    parallel,
  };
}

/**
 * Reads the events of a search as lines. The time is fixed first, by the server's clock; then it is read window by window, oldest first, and a window that breaks off is
 * read again alone. A search that is not to be divided, or a server that does not say what a time means, is read by one search, which is begun anew if it
 * breaks off.
 *
 * @param write - Takes the lines, in any pieces, and may be called again to take all of them anew.
 * @throws SplunkError; what `write` throws; the signal's reason if that stopped it.
 */
export async function fetchText(
  client: SplunkClient,
  { isDivided, maxRows, parallel, windowSeconds, signal, onProgress, onWarning, ...search }: FetchTextOptions,
  write: (chunks: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  const { earliest, latest } = search;
  const searching = { ...search, ...(signal && { signal }) };
  const [from, to] = (isDivided && (await client.parseTimes([earliest, latest], signal))) || [];
  if (from === undefined || to === undefined || from >= to)
    return exportWhole(client, { ...searching, onProgress, onWarning }, write);
  const windows = { earliest: from, latest: to, maxRows, parallel, ...(windowSeconds && { windowSeconds }) };
  await write(exportWindowed(client, { ...searching, ...windows, onProgress }));
}
