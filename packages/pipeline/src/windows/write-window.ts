import { stat } from 'node:fs/promises';
import type { WrittenTarget } from '../run/plan-writes.ts';
import { planEventWrites } from '../run/plan-writes.ts';
import type { ScoredSlice } from './scored-window.ts';
import { type AddRecordsOptions, addRecords, sendRecords } from './add-records.ts';

export type WriteWindowOptions = AddRecordsOptions;

/**
 * Writes the records of a window to every configured place. Done again it writes the same under the same keys, so nobody reads anything twice but
 * what is sent to the HTTP Event Collector: that is sent again, with the same `sidecar_id`.
 *
 * - **KV Store**: into the generation that readers see (`extendPublished`).
 * - **NDJSON**: a file for each collection, in a folder for each day: `2026-01-31/auth_events.000500Z.ndjson` is of the window that begins at
 *   five past midnight (UTC, index time).
 * - **HTTP Event Collector**: of the kinds that are configured those that are made of events.
 *
 * A window without records, as there are many in quiet hours and when much is caught up, writes nothing and asks nobody.
 *
 * @returns What became of each; one that is not complete had records that were refused, which doing it again does not mend.
 * @throws KvStoreError, SplunkError or IoError if a place cannot be written now, or shows another run than `generation`: to be done again. The
 *   signal's reason when aborted.
 */
export async function writeWindow({
  scored: { recordsPath },
  ...options
}: WriteWindowOptions & { readonly scored: Pick<ScoredSlice, 'recordsPath'> }): Promise<
  readonly WrittenTarget[]
> {
  const { config } = options;
  if ((await stat(recordsPath)).size === 0) return [];
  const plan = planEventWrites(recordsPath, config);
  const added = await addRecords(plan, options);
  const sent = await sendRecords({ recordsPath, incidents: [] }, ['events', 'outliers', 'risk'], options);
  return [...added, ...sent];
}
