import type { EventKind } from '@sidecar/events';
import { type Look, lookOf } from './look.ts';

/** Gives equal events one look. */
export interface Looks {
  of(event: EventKind): Look;
}

interface Known {
  readonly event: EventKind;
  readonly look: Look;
}

/** Looks of one account at one destination that are searched through; of more, the oldest makes room. */
const MOST_BESIDE = 64;

/**
 * Remembers looks, as most events look like one before. Nothing but time and memory depends on what is remembered.
 *
 * @param most - Looks that are remembered; then it begins anew.
 */
export function createLooks({ most = 32_768 }: { readonly most?: number } = {}): Looks {
  let made = 0;
  const accounts = new Map<string, Map<string | null, Known[]>>();
  return {
    of: (event) => {
      let destinations = accounts.get(event.user);
      if (destinations === undefined) {
        destinations = new Map();
        accounts.set(event.user, destinations);
      }
      const beside = destinations.get(event.dest);
      if (beside !== undefined) {
        for (let i = 0; i < beside.length; i++)
          if (looksLike(event, beside[i]!.event)) return beside[i]!.look;
      }
      const known = { event, look: lookOf(event) };
      if (++made > most) {
        made = 0;
        accounts.clear();
      } else if (beside === undefined) destinations.set(event.dest, [known]);
      else if (beside.length < MOST_BESIDE) beside.push(known);
      else beside[made % MOST_BESIDE] = known;
      return known.look;
    },
  };
}

/** Whether two events of the same account and destination have the same look: all that `lookOf` reads is equal. */
function looksLike(a: EventKind, b: EventKind): boolean {
  return (
    a.signature_id === b.signature_id &&
    a.src === b.src &&
    a.action === b.action &&
    a.process === b.process &&
    a.logon_type === b.logon_type &&
    a.sub_status === b.sub_status &&
    a.service === b.service &&
    a.src_user === b.src_user &&
    a.authentication_package === b.authentication_package
  );
}
