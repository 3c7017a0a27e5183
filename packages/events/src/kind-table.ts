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

/** Texts that are shared by kinds, a power of two. */
const TEXTS = 8192;

/**
 * A hash table over the fields of kinds, of which texts are compared in full. Kinds share their texts too, most of which occur in
 * many of them.
 */
export function createKindTable({ most }: KindTableOptions): KindTable {
  const mask = 2 ** Math.ceil(Math.log2(most * 2)) - 1;
  const slots = new Int32Array(mask + 1); // number of the kind + 1, or 0
  const hashes = new Int32Array(most);
  const texts: (string | undefined)[] = Array.from({ length: TEXTS });
  let kinds: EventKind[] = [];

  const share = <T extends string | null>(text: T): T => {
    if (text === null) return text;
    const place = hashText(text, 0) & (TEXTS - 1);
    if (texts[place] === text) return texts[place] as T;
    texts[place] = text;
    return text;
  };

  const kindOf = (event: EventKind): EventKind => ({
    user: share(event.user),
    src_user: share(event.src_user),
    src: share(event.src),
    dest: share(event.dest),
    signature_id: event.signature_id,
    signature: share(event.signature),
    action: share(event.action),
    process: share(event.process),
    logon_type: event.logon_type,
    authentication_package: share(event.authentication_package),
    status: share(event.status),
    sub_status: share(event.sub_status),
    service: share(event.service),
    dest_nt_domain: share(event.dest_nt_domain),
  });

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
      const kind = kindOf(copy ? (JSON.parse(JSON.stringify(event)) as EventKind) : event);
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
  hash = hashText(kind.sub_status ?? kind.status, hash);
  hash = Math.imul(hash ^ (kind.process === null ? -1 : kind.process.length), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** Of a long text the first and the last twelve units. */
function hashText(text: string | null, seed: number): number {
  let hash = Math.imul(seed ^ (text === null ? -1 : text.length), 0x9e3779b1);
  if (text === null) return hash;
  const { length } = text;
  const head = length <= 24 ? length : 12;
  for (let i = 0; i < head; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  if (length > 24) for (let i = length - 12; i < length; i++) hash = Math.imul(hash, 31) + text.charCodeAt(i);
  return hash ^ (hash >>> 15);
}
