import type { IncidentRecord } from '../incidents/incident-record.ts';
import type { WrittenTarget } from '../run/plan-writes.ts';
import type { WriteWindowOptions } from './write-window.ts';

/**
 * Writes incidents as they are now, over what they were, to every configured place: as `writeWindow`, with `window` from the start of the first
 * window that was joined to the end of the last.
 */
export async function writeIncidents({
  incidents,
  window,
}: WriteWindowOptions & { readonly incidents: readonly IncidentRecord[] }): Promise<
  readonly WrittenTarget[]
> {
  throw new Error(`not yet: ${incidents.length} ${window.from}`);
}
