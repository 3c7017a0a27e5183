import type { LeaseWaiting } from './acquire-lease.ts';
import type { KvTransport } from './kv-transport.ts';
import { publishDrafts } from './publish-drafts.ts';
import { removeReplaced, trimHistories } from './remove-replaced.ts';
import { requireWriteOptions } from './require-write-options.ts';
import type { CollectionWrite } from './run-work.ts';
import type { Clock } from './server-time.ts';
import { underLease } from './under-lease.ts';
import { writeDrafts } from './write-drafts.ts';
import type { WriteReport } from './write-report.ts';

export interface WriteRunOptions {
  readonly app: string;
  /** Names this run, and never another one. */
  readonly runId: string;
  readonly collections: readonly CollectionWrite[];
  /** Records a request, from 1; lowered when the server takes less. @default 500 */
  readonly batchCount?: number;
  /** Bytes of JSON a request. @default 4000000 */
  readonly batchBytes?: number;
  /** How long readers of the run before may go on once this one is published, from 0. @default 5 */
  readonly readerGraceSeconds?: number;
  /** After how long without a sign of life another run is taken for dead, from 5. @default 30 */
  readonly leaseSeconds?: number;
  /** How long to wait for another run, from 0. @default 600 */
  readonly waitSeconds?: number;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** @default this machine's */
  readonly clock?: Clock;
}

/** How far a run is. `waiting`: another run is writing; `removing`: this run is published, what it replaces goes. */
export type RunProgress =
  | ({ readonly stage: 'waiting' } & LeaseWaiting)
  | { readonly stage: 'writing'; readonly collection: string; readonly confirmed: number }
  | { readonly stage: 'publishing'; readonly collections: number }
  | { readonly stage: 'removing'; readonly collection: string; readonly removed: number };

/**
 * Writes what a run has found into its collections so that a reader sees, in each, exactly one whole run at any moment, and tells what truly happened, one report per collection in their order.
 *
 * Takes the lease, so that runs come one after the other; makes or completes the collections; writes every record as a generation of its own and counts them; switches all collections that were
 * written whole to this run in one request; after the grace time removes what they replace; trims histories. A collection that Splunk did not take keeps the run that it had. Records that are at fault are left out and
 * reported. Needs room for two runs.
 *
 * @throws RangeError for options; KvStoreError `lease_held`, `published`, or if the collections cannot be made: nothing was written then. Whatever `records` throws; the signal's reason when aborted.
 */
export async function writeRun(transport: KvTransport, options: WriteRunOptions): Promise<WriteReport[]> {
  for (const { fields } of options.collections) requireWriteOptions({ ...options, fields });
  return underLease(transport, options, async (work) => {
    const drafts = await writeDrafts(work);
    const written = drafts.filter(({ report }) => report.error === undefined);
    const replacing = written.filter(({ write }) => write.mode === 'replace');
    if (replacing.length > 0) work.onProgress({ stage: 'publishing', collections: replacing.length });
    await publishDrafts(work, replacing);
    await removeReplaced(
      work,
      replacing.filter(({ report }) => report.error === undefined),
    );
    await trimHistories(
      work,
      written.filter(({ write }) => write.mode === 'append'),
    );
    return drafts.map(({ report }) => report);
  });
}
