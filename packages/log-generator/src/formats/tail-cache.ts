import { type SeedEvent } from '../seed-event.ts';

const buckets = 256;
const mostPerBucket = 16;

/**
 * Remembers text made from what happened alone (signature, action, process, logon type, package, statuses): few
 * combinations exist, so each is put together and escaped once. Bounded, whatever events come.
 *
 * @param write - Must depend on no other field than those.
 */
export function tailCache(write: (event: SeedEvent) => string): (event: SeedEvent) => string {
  const known: { event: SeedEvent; text: string }[][] = Array.from({ length: buckets }, () => []);
  return (event) => {
    const bucket = known[(event.signature_id + 16 * (event.logon_type ?? 0)) & (buckets - 1)]!;
    for (const entry of bucket) if (same(entry.event, event)) return entry.text;
    const text = write(event);
    if (bucket.length === mostPerBucket) bucket.length = 0;
    bucket.push({ event, text });
    return text;
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
    a.signature === b.signature
  );
}
