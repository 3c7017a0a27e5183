import { ensureCollection } from './ensure-collection.ts';
import { KvStoreError, type KvStoreErrorCode } from './kv-store-error.ts';
import type { KvTransport } from './kv-transport.ts';
import { publishDrafts } from './publish-drafts.ts';
import { publishedRuns, type PublishedRun } from './publication.ts';
import { removeReplaced } from './remove-replaced.ts';
import type { CollectionWrite } from './run-work.ts';
import { settingsFor, wrongTypesText, writeDrafts } from './write-drafts.ts';
import { underLease } from './under-lease.ts';
import type { WriteFailure } from './write-report.ts';
import type { WriteRunOptions } from './write-run.ts';

export interface EnsurePublishedOptions extends Omit<
  WriteRunOptions,
  'collections' | 'batchCount' | 'batchBytes'
> {
  /** Those that records are to be added to. */
  readonly collections: readonly Pick<CollectionWrite, 'collection' | 'fields' | 'acceleratedFields'>[];
}

/**
 * Makes sure that each collection shows a run, and has the fields given, so that it can be extended (`extendPublished`). One that shows none gets an empty run `runId`, under the lease: of several that
 * begin at once one publishes, and who waited finds its run; a run that is being written (`writeRun`) is waited for, and is then what is found. As with a run, what readers saw from before there were runs goes.
 *
 * @returns The run that each shows, in their order.
 * @throws RangeError for options; KvStoreError `lease_held`, or if a collection cannot be made, has other types, or cannot be published. Doing it again is safe.
 */
export async function ensurePublished(
  transport: KvTransport,
  options: EnsurePublishedOptions,
): Promise<PublishedRun[]> {
  const { app, runId, collections, signal } = options;
  const names = collections.map(({ collection }) => collection);
  const read = (): Promise<Map<string, PublishedRun>> => publishedRuns(transport, names, { app, signal });
  for (const write of collections) {
    const { wrongTypes } = await ensureCollection(
      transport,
      settingsFor({ ...write, mode: 'replace' }, { app, signal }),
    );
    if (wrongTypes.length > 0)
      throw new KvStoreError('refused', wrongTypesText(write.collection, wrongTypes));
  }
  let shown = await read();
  if (shown.size < new Set(names).size) {
    await underLease(transport, { ...options, collections: [] }, async (work) => {
      const known = await publishedRuns(work.transport, names, { app, signal: work.signal });
      const missing = collections.filter(({ collection }) => !known.has(collection));
      const empty = missing.map((write): CollectionWrite => ({ ...write, records: [], mode: 'replace' }));
      const drafts = await writeDrafts({ ...work, collections: empty });
      const well = drafts.filter(({ report }) => report.error === undefined);
      await publishDrafts(work, well);
      await removeReplaced(
        work,
        well.filter(({ report }) => report.error === undefined),
      );
      for (const { report } of drafts) if (report.error && !report.published) throw errorOf(report.error);
    });
    shown = await read();
  }
  return names.map((name) => {
    const run = shown.get(name);
    if (run !== undefined) return run;
    const message = `${name} shows no run though ${runId} was published; look for another program that writes to sidecar_state, and run again.`;
    throw new KvStoreError('protocol', message);
  });
}

/** The types were in order, so this is a failure of Splunk's. */
function errorOf({ code, message }: WriteFailure): KvStoreError {
  return new KvStoreError(code as KvStoreErrorCode, message);
}
