import { type SeedEvent } from '../seed-event.ts';

const buckets = 256;
const mostPerBucket = 16;

/**
 * Remembers what was made from what happened alone (signature, action, process, logon type, package, statuses, kind of
 * ticket): few combinations exist, so text is put together and escaped once for each. Bounded, whatever events come.
 *
 * @param make - Must depend on no other field than those.
 */
export function actCache<T>(make: (event: SeedEvent) => T): (event: SeedEvent) => T {
  const known: { event: SeedEvent; made: T }[][] = Array.from({ length: buckets }, () => []);
  return (event) => {
    const bucket = known[(event.signature_id + 16 * (event.logon_type ?? 0)) & (buckets - 1)]!;
    for (const entry of bucket) if (same(entry.event, event)) return entry.made;
    const made = make(event);
    if (bucket.length === mostPerBucket) bucket.length = 0;
    bucket.push({ event, made });
    return made;
  };
}

function same(a: SeedEvent, b: SeedEvent): boolean {
  return (
    a.signature_id === b.signature_id &&
    a.process === b.process &&
    a.logon_type === b.logon_type &&
    a.authentication_package === b.authentication_package &&
    a.status === b.status &&
    a.sub_status === b.sub_status &&
    a.action === b.action &&
    a.signature === b.signature &&
    a.ticket_encryption_type === b.ticket_encryption_type &&
    a.pre_auth_type === b.pre_auth_type
  );
}
