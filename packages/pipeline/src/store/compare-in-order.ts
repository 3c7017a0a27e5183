import type { EventKind } from '@sidecar/events';
import { facetsOf } from '@sidecar/features';
import { compareInInstant, type Seen } from './compare-in-instant.ts';

/**
 * Order of events as a store has it, as far as the model sees a difference: by time, and within an instant by what the model sees.
 *
 * @returns Below 0 if `a` comes first, above 0 if `b` does, 0 if the model sees no difference.
 */
export function compareInOrder(
  a: { readonly kind: EventKind; readonly time: number },
  b: { readonly kind: EventKind; readonly time: number },
): number {
  return a.time - b.time || (a.kind === b.kind ? 0 : compareInInstant(seen(a.kind), seen(b.kind)));
}

function seen(kind: EventKind): Seen {
  return {
    user: kind.user,
    get facets() {
      return facetsOf(kind);
    },
  };
}
