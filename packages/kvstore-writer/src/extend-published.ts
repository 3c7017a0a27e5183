import { createSending } from './create-sending.ts';
import { markExtended } from './extension-marks.ts';
import { failureOf } from './failure-of.ts';
import type { KvTransport } from './kv-transport.ts';
import { publishedRuns, type PublishedRun } from './publication.ts';
import { requireWriteOptions } from './require-write-options.ts';
import type { CollectionWrite } from './run-work.ts';
import type { WriteFailure, WriteReport } from './write-report.ts';

/** Records that join those that readers of a collection see. */
export interface CollectionExtension extends Pick<CollectionWrite, 'collection' | 'records' | 'fields'> {
  /** The run that must be published. @default whichever is */
  readonly runId?: string | undefined;
}

export interface ExtendOptions {
  readonly app: string;
  readonly collections: readonly CollectionExtension[];
  /** Records a request, from 1; lowered when the server takes less. @default 500 */
  readonly batchCount?: number;
  /** Bytes of JSON a request. @default 4000000 */
  readonly batchBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Upserts records into the runs that readers see, keyed as in these, and tells what truly happened, one report per collection in their order. Readers see each batch at once. Every batch is confirmed
 * by its keys; nothing is counted, as others may add to the same run (`stored` is null), and nothing is removed. Nothing that names the run is changed, so dashboards go on as they are.
 *
 * Several may do this at once, and again after a failure, with the same outcome as long as a key stands for the same content. That needs no lease: should a run be published meanwhile, the pointer
 * tells. It is read before anything is sent and after all is confirmed, and where it names another run than is meant the report says `superseded`, `published: false`: readers may not see these records,
 * so extend the new run. What went into the old one is removed with it.
 *
 * @throws RangeError for options; KvStoreError if the pointers cannot be read or marked: nothing was written then. Whatever `records` throws; the signal's reason when aborted.
 * @example
 * const records = [{ _key: 'e1', score: 97 }];
 * await extendPublished(splunk, { app: 'search', collections: [{ collection: 'scores', records, fields: { score: 'number' } }] });
 */
export async function extendPublished(
  transport: KvTransport,
  options: ExtendOptions,
): Promise<WriteReport[]> {
  const { app, collections, signal } = options;
  const limits = collections.map(({ runId = 'any', fields }) =>
    requireWriteOptions({ ...options, runId, fields }),
  );
  const names = collections.map(({ collection }) => collection);
  const read = (): Promise<Map<string, PublishedRun>> => publishedRuns(transport, names, { app, signal });

  const before = await read();
  const open = collections.flatMap(({ collection, runId }) => {
    const pointer = before.get(collection);
    return pointer && differs(pointer, runId) === undefined ? [pointer] : [];
  });
  const unmarked = open.filter(({ isExtended }) => !isExtended);
  await markExtended(transport, unmarked, { app, signal });
  const reports: WriteReport[] = [];
  for (const [i, extension] of collections.entries()) {
    const pointer = before.get(extension.collection);
    const runId = pointer?.runId ?? extension.runId ?? '';
    const place = { app, collection: extension.collection, runId, mode: 'replace', signal } as const;
    const sending = createSending(transport, { ...options, ...extension, ...place, limits: limits[i]! });
    const problem =
      pointer === undefined && extension.runId === undefined
        ? unpublished(extension.collection)
        : differs(pointer, extension.runId);
    const error = problem ?? (await sending.all().then(() => undefined, failureOf));
    reports.push(sending.report({ stored: null, published: problem === undefined, error }));
  }
  if (open.length === 0) return reports;
  const after = await read().catch(failureOf);
  return reports.map((report) => afterwards(report, after));
}

/** What is known once the pointers have been read again. */
function afterwards(report: WriteReport, after: Map<string, PublishedRun> | WriteFailure): WriteReport {
  if (!report.published) return report;
  if (!(after instanceof Map)) return { error: after, ...report, published: null, complete: false };
  const error = differs(after.get(report.collection), report.runId);
  return error === undefined ? report : { ...report, published: false, complete: false, error };
}

function differs(pointer: PublishedRun | undefined, runId: string | undefined): WriteFailure | undefined {
  if (runId === undefined || pointer?.runId === runId) return undefined;
  const shown = pointer === undefined ? 'no run' : `run ${pointer.runId}`;
  const message = `The collection shows ${shown} where run ${runId} was to be extended; extend the run that is published now.`;
  return { code: 'superseded', message };
}

function unpublished(collection: string): WriteFailure {
  const message = `${collection} shows no run that could be extended; publish one first (ensurePublished).`;
  return { code: 'unpublished', message };
}
