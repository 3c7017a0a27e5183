import type { KvRecord } from '@sidecar/kvstore-writer';
import type { IncidentRecord } from '../incidents/incident-record.ts';
import { collections } from '../records/collections.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import { addRecords, sendRecords } from './add-records.ts';
import type { WriteWindowOptions } from './write-window.ts';

/**
 * Writes incidents as they are now to every configured place, in KV Store over what they were: as `writeWindow`, with a `window` that is from the
 * start of the first that was joined to the end of the last. In files and in an index an incident stands once for each time it grew,
 * under the same `_key` or `sidecar_id`; the latest holds.
 */
export async function writeIncidents({
  incidents,
  ...options
}: WriteWindowOptions & { readonly incidents: readonly IncidentRecord[] }): Promise<
  readonly WrittenTarget[]
> {
  const records = (): KvRecord[] => incidents.map((record) => ({ ...record }));
  const added = await addRecords([{ collection: collections.auth_incidents, records }], options);
  const sent = await sendRecords({ recordsPath: '', incidents }, ['incidents'], options);
  return [...added, ...sent];
}
