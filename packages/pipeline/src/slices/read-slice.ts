import { Readable } from 'node:stream';
import type { SplunkRow, SplunkWarning } from '@sidecar/splunk-client';
import type { SidecarConfig } from '../config/index.ts';
import { readKinds } from '../input/read-kinds.ts';
import { watchFailure } from '../io/watch-failure.ts';
import type { Progress } from '../progress.ts';
import { connectToRead } from '../run/connect-to-read.ts';
import { fetchText, searchOf, type TextSearch } from '../run/fetch-text.ts';
import { foldSlice } from './fold-slice.ts';
import { requireSliceable } from './require-sliceable.ts';
import type { IndexWindow, Slice, TimeSlice } from './slice.ts';

/** Which events to read: those of a time, or those that were indexed in a time and happened between `oldest` and `newest` (not included). Epoch seconds. */
export type SliceRequest =
  | { readonly by: 'event'; readonly slice: TimeSlice }
  | {
      readonly by: 'index';
      readonly window: IndexWindow;
      readonly oldest: number;
      readonly newest: number;
    };

export interface ReadSliceOptions {
  readonly config: SidecarConfig;
  /** Events more than a day later are rejected. @default new Date() */
  readonly now?: Date | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
  readonly onWarning?: ((warning: SplunkWarning) => void) | undefined;
}

/**
 * Reads events from Splunk and folds them. A time without events gives a slice without events. Times of index are those of the request, whatever
 * `ingestion.index_earliest` and `index_latest` say; a time of events is bounded by them as in a run.
 *
 * @throws ConfigError if what is configured cannot be read in pieces (`requireSliceable`); SplunkError if Splunk keeps failing; IoError if there is no room for a temporary
 *   file; the signal's reason if that stopped it. RangeError for a time that ends before it begins.
 */
export async function readSlice(
  request: SliceRequest,
  { config, now = new Date(), signal, onProgress, onWarning }: ReadSliceOptions,
): Promise<Slice> {
  requireSliceable(config);
  const { search, name } = searchFor(request, searchOf(config.ingestion));
  const client = await connectToRead(config.ingestion.splunk, { signal, onWarning });
  let slice: Slice | undefined;
  await fetchText(client, { ...search, signal, onProgress, onWarning }, async (chunks) => {
    slice = await foldText(chunks, { name, now, signal });
  });
  return slice!;
}

function searchFor(request: SliceRequest, configured: TextSearch): { search: TextSearch; name: string } {
  if (request.by === 'event') {
    const { from, to } = inOrder(request.slice);
    const search = { ...configured, earliest: String(from), latest: String(to) };
    return { search, name: `events of ${isoTime(from)} to ${isoTime(to)}` };
  }
  const { from, to } = inOrder(request.window);
  const { oldest, newest } = request;
  inOrder({ from: oldest, to: newest });
  const search = {
    ...configured,
    earliest: String(oldest),
    latest: String(newest),
    indexEarliest: from,
    indexLatest: to,
    isWanted: indexedIn({ from, to }),
    // One search, unless there are too many rows: what was indexed in minutes happened in minutes, but for stragglers.
    windowSeconds: Math.max(1, Math.ceil(newest - oldest)),
  };
  return { search, name: `events indexed ${isoTime(from)} to ${isoTime(to)}` };
}

function inOrder(time: TimeSlice): TimeSlice {
  const { from, to } = time;
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return time;
  throw new RangeError(`from is ${from} and to ${to}, expected epoch seconds in this order`);
}

/**
 * Splunk's manual does not say whether the end of a time of index is included. So what tells when it was indexed is looked at: nothing may be in two
 * windows.
 */
function indexedIn({ from, to }: IndexWindow): (row: SplunkRow) => boolean {
  return ({ _indextime }) => {
    const time = Number(_indextime ?? Number.NaN);
    return Number.isNaN(time) || (time >= from && time < to);
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

interface FoldTextOptions {
  /** What the lines are called in samples. */
  readonly name: string;
  readonly now: Date;
  readonly signal: AbortSignal | undefined;
}

async function foldText(
  chunks: AsyncIterable<string>,
  { name, now, signal }: FoldTextOptions,
): Promise<Slice> {
  const watched = watchFailure(chunks);
  const stdin = Readable.from(watched.chunks);
  const names = new Map([['-', name]]);
  try {
    return await foldSlice((store) => readKinds({ inputs: ['-'], stdin, names, now, signal }, store), signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw watched.failure() ?? error;
  } finally {
    stdin.destroy();
  }
}
