import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { SplunkRow, SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import { toIoError } from '../io/io-error.ts';
import type { Progress } from '../progress.ts';
import { connect } from './connect.ts';

/** Where the events of a run lie. */
export interface Ingested {
  readonly inputs: readonly string[];
  /** Removes what was fetched. */
  remove(): Promise<void>;
}

export interface IngestOptions {
  readonly config: SidecarConfig;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: (warning: SplunkWarning) => void;
}

const FLUSH_AT = 256 * 1024;
const PROGRESS_EVERY = 1000;

/**
 * Fetches the events once, from Splunk into a temporary file that only this user can read: training and scoring go through
 * them more than once, and Splunk should be asked only once. Configured files are read where they lie.
 *
 * @throws SplunkError, IoError; the temporary file is gone then.
 */
export async function ingest({ config, signal, onProgress, onWarning }: IngestOptions): Promise<Ingested> {
  const { source, files, query, earliest, latest, splunk } = config.ingestion;
  if (source === 'files') return { inputs: files, remove: async () => {} };
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
  try {
    await spool(client.exportRows({ search: query, earliest, latest, ...(signal && { signal }) }), file, onProgress);
    return { inputs: [file], remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function spool(rows: AsyncIterable<SplunkRow>, file: string, onProgress?: Progress): Promise<void> {
  const stream = createWriteStream(file, { mode: 0o600 });
  const failed = new Promise<never>((_, reject) => stream.once('error', (error) => reject(toIoError(error, 'write', file))));
  failed.catch(() => {});
  let text = '';
  let done = 0;
  onProgress?.({ stage: 'exporting', done });
  for await (const row of rows) {
    text += `${lineOf(row)}\n`;
    done += 1;
    if (done % PROGRESS_EVERY === 0) onProgress?.({ stage: 'exporting', done });
    if (text.length >= FLUSH_AT) {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed]);
      text = '';
    }
  }
  stream.end(text);
  await Promise.race([finished(stream), failed]);
  onProgress?.({ stage: 'exporting', done });
}

/** The raw event where it is one line of JSON or XML, as it mostly is; otherwise the whole row. */
function lineOf(row: SplunkRow): string {
  const raw = row._raw;
  return typeof raw === 'string' && /^\s*[{<]/.test(raw) && !/[\r\n]/.test(raw) ? raw : JSON.stringify(row);
}
