import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isTimeDivisible, type SplunkClient, type SplunkWarning } from '@sidecar/splunk-client';
import type { IngestionConfig, SidecarConfig } from '../config/index.ts';
import { type Rereadable, rereadable, writeChunks } from '../input/rereadable.ts';
import { openWorkFolder } from '../io/open-work-folder.ts';
import type { Progress } from '../progress.ts';
import { ingestPacked } from '../summary/ingest-packed.ts';
import { connect } from './connect.ts';
import { exportWhole, exportWindowed } from './export-text.ts';

export interface IngestOptions {
  readonly config: SidecarConfig;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/**
 * Fetches the events once, from Splunk into a temporary file that only this user can read: training and scoring go through
 * them more than once, and Splunk should be asked only once. Configured files are read where they lie.
 *
 * The time is fixed first, by the server's clock, so that it is the same half-open span for every search; then it is read window by
 * window, oldest first, and a window that breaks off is read again alone. A query whose events depend on each other, or a server that does not say
 * what a time means, is read by one search, which is begun anew if it breaks off.
 *
 * With mode summary or datamodel what comes is packed, see `ingestPacked`.
 *
 * @throws SplunkError, IoError, ConfigError, SummaryError; the temporary file is gone then.
 */
export async function ingest({
  config,
  stdin,
  signal,
  onProgress,
  onWarning,
}: IngestOptions): Promise<Rereadable> {
  const { source, files, splunk } = config.ingestion;
  if (source === 'files') return rereadable(files, { ...(stdin && { stdin }), signal });
  const client = await connect(splunk, {
    app: splunk.app,
    owner: splunk.owner,
    idleTimeoutMs: splunk.idle_timeout_seconds * 1000,
    signal,
    ...(onWarning && { onWarning }),
  });
  const { path, remove } = await openWorkFolder();
  const file = join(path, 'export.ndjson');
  const write = (chunks: AsyncIterable<string>): Promise<void> => writeChunks(file, chunks, signal);
  try {
    if (config.ingestion.mode !== 'raw') {
      const options = { ingestion: config.ingestion, folder: path, file, signal, onProgress, onWarning };
      await ingestPacked(client, options);
    } else await fetchInto(write, client, config.ingestion, { signal, onProgress, onWarning });
    return { inputs: [file], names: new Map([[file, 'export']]), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fetchInto(
  write: (chunks: AsyncIterable<string>) => Promise<void>,
  client: SplunkClient,
  ingestion: IngestionConfig,
  { signal, onProgress, onWarning }: Pick<IngestOptions, 'signal' | 'onProgress' | 'onWarning'>,
): Promise<void> {
  const { query, earliest, latest, windows, window_rows: maxRows, parallel } = ingestion;
  const search = {
    search: query,
    indexEarliest: ingestion.index_earliest,
    indexLatest: ingestion.index_latest,
    ...(signal && { signal }),
  };
  const isDivided = windows === 'always' || (windows === 'auto' && isTimeDivisible(query));
  const [from, to] = (isDivided && (await client.parseTimes([earliest, latest], signal))) || [];
  if (from === undefined || to === undefined || from >= to)
    return exportWhole(client, { ...search, earliest, latest, onProgress, onWarning }, write);
  await write(
    exportWindowed(client, { ...search, earliest: from, latest: to, maxRows, parallel, onProgress }),
  );
}
