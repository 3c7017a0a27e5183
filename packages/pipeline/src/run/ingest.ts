import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isRejection, normaliseLine } from '@sidecar/events';
import type { SplunkRow, SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import { type Rereadable, rereadable, writeChunks } from '../input/rereadable.ts';
import type { Progress } from '../progress.ts';
import { connect } from './connect.ts';

export interface IngestOptions {
  readonly config: SidecarConfig;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

const FLUSH_AT = 256 * 1024;
const PROGRESS_EVERY = 1000;

/**
 * Fetches the events once, from Splunk into a temporary file that only this user can read: training and scoring go through
 * them more than once, and Splunk should be asked only once. Configured files are read where they lie.
 *
 * @throws SplunkError, IoError; the temporary file is gone then.
 */
export async function ingest({
  config,
  stdin,
  signal,
  onProgress,
  onWarning,
}: IngestOptions): Promise<Rereadable> {
  const { source, files, query, earliest, latest, splunk } = config.ingestion;
  if (source === 'files') return rereadable(files, { ...(stdin && { stdin }), signal });
  const client = await connect(splunk, {
    app: splunk.app,
    owner: splunk.owner,
    idleTimeoutMs: splunk.idle_timeout_seconds * 1000,
    signal,
    ...(onWarning && { onWarning }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'sidecar-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'export.ndjson');
  const rows = client.exportRows({ search: query, earliest, latest, ...(signal && { signal }) });
  try {
    await writeChunks(file, textOf(rows, onProgress), signal);
    return { inputs: [file], names: new Map([[file, 'export']]), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function* textOf(
  rows: AsyncIterable<SplunkRow>,
  onProgress?: Progress,
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

/** The raw event where it is a whole one on one line, as it mostly is; otherwise the row, whose other fields complete it. */
function lineOf(row: SplunkRow): string {
  const raw = row['_raw'];
  const isWhole = typeof raw === 'string' && !/[\r\n]/.test(raw) && !isRejection(normaliseLine(raw));
  return isWhole ? raw : JSON.stringify(row);
}
