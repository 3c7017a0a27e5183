import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import { type Rereadable, rereadable, writeChunks } from '../input/rereadable.ts';
import { openWorkFolder } from '../io/open-work-folder.ts';
import type { Progress } from '../progress.ts';
import { ingestPacked } from '../summary/ingest-packed.ts';
import { connectToRead } from './connect-to-read.ts';
import { fetchText, searchOf } from './fetch-text.ts';

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
  const client = await connectToRead(splunk, { signal, onWarning });
  const { path, remove } = await openWorkFolder();
  const file = join(path, 'export.ndjson');
  const write = (chunks: AsyncIterable<string>): Promise<void> => writeChunks(file, chunks, signal);
  try {
    if (config.ingestion.mode !== 'raw') {
      const options = { ingestion: config.ingestion, folder: path, file, signal, onProgress, onWarning };
      await ingestPacked(client, options);
    } else await fetchText(client, { ...searchOf(config.ingestion), signal, onProgress, onWarning }, write);
    return { inputs: [file], names: new Map([[file, 'export']]), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
