import type { AuthEvent } from './auth-event.ts';
import type { EventKind } from './event-kind.ts';

/** Makes equal kinds of events one object. */
export interface KindTable {
  /**
   * The kind of an event: the object given out before for an equal one, if it is still there.
   *
   * @param copy - True if texts of the event may be parts of longer ones, which they would keep in memory.
   */
  of(event: AuthEvent, copy: boolean): EventKind;
}

export interface KindTableOptions {
  /** Kinds at most, from 1 to 2^24; at one more all are forgotten. */
  readonly most: number;
}

/** Places looked at before a kind counts as new: whoever makes kinds of one hash gains nothing by it. */
const MOST_PROBES = 12;

/** A hash table over the fields of kinds, of which texts are compared in full. */
export function createKindTable({ most }: KindTableOptions): KindTable {
  const mask = 2 ** Math.ceil(Math.log2(most * 2)) - 1;
  const slots = new Int32Array(mask + 1); // number of the kind + 1, or 0
  const hashes = new Int32Array(most);
  let kinds: EventKind[] = [];
  return {
    of(event, copy) {
      const hash = hashKind(event);
      let free = -1;
      for (let probe = 0; probe < MOST_PROBES; probe++) {
        const slot = (hash + probe) & mask;
        const entry = slots[slot]! - 1;
        if (entry < 0) {
          free = slot;
          break;
        }
        if (hashes[entry] === hash && isSameKind(kinds[entry]!, event)) return kinds[entry]!;
      }
      const kind = kindOf(event, copy);
      if (free < 0) return kind;
      if (kinds.length === most) {
        slots.fill(0);
        kinds = [];
        free = hash & mask;
      }
      hashes[kinds.length] = hash;
      kinds.push(kind);
      slots[free] = kinds.length;
      return kind;
    },
  };
}

function kindOf(event: AuthEvent, copy: boolean): EventKind {
  const kind: EventKind = {
    user: event.user,
    src_user: event.src_user,
    src: event.src,
    dest: event.dest,
    signature_id: event.signature_id,
    signature: event.signature,
    action: event.action,
    process: event.process,
    logon_type: event.logon_type,
    authentication_package: event.authentication_package,
    status: event.status,
    sub_status: event.sub_status,
    service: event.service,
    dest_nt_domain: event.dest_nt_domain,
  };
  return copy ? (JSON.parse(JSON.stringify(kind)) as EventKind) : kind;
}

export function isSameKind(a: EventKind, b: EventKind): boolean {
  return (
    a.user === b.user &&
    a.src === b.src &&
    a.dest === b.dest &&
    a.signature_id === b.signature_id &&
    a.src_user === b.src_user &&
    a.signature === b.signature &&
    a.action === b.action &&
    a.process === b.process &&
    a.logon_type === b.logon_type &&
    a.authentication_package === b.authentication_package &&
    a.status === b.status &&
    a.sub_status === b.sub_status &&
    a.service === b.service &&
    a.dest_nt_domain === b.dest_nt_domain
  );
}

/** Of the texts that tell kinds apart in practice; the others mostly follow from them. */
function hashKind(kind: EventKind): number {
  let hash = ((kind.signature_id ?? -1) << 8) ^ (kind.logon_type ?? -1);
  hash = hashText(kind.user, hash);
  hash = hashText(kind.src, hash);
  hash = hashText(kind.dest, hash);
  hash = hashText(kind.service, hash);
  hash = hashText(kind.process, hash);
  hash = hashText(kind.status, hash);
  hash = hashText(kind.sub_status, hash);
  hash = hashText(kind.src_user, hash);
  return hash ^ (hash >>> 15);
}

/** Of a long text the first and the last sixteen units. */
function hashText(text: string | null, seed: number): number {
  let hash = Math.imul(seed ^ (text === null ? -1 : text.length), 0x9e3779b1);
  if (text === null) return hash;
  const { length } = text;
  const head = length <= 32 ? length : 16;
  for (let i = 0; i < head; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  if (length > 32) for (let i = length - 16; i < length; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  return hash ^ (hash >>> 15);
}
