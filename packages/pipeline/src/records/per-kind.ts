import type { EventKind } from '@sidecar/events';

/** Kinds that are remembered; at one more all are forgotten. */
const MOST = 32_768;

/** `make`, remembering what it made of each object. It must give the same for the same kind, whenever it is asked. */
export function perKind<T extends NonNullable<unknown>>(
  make: (kind: EventKind) => T,
): (kind: EventKind) => T {
  const made = new Map<EventKind, T>();
  return (kind) => {
    const known = made.get(kind);
    if (known !== undefined) return known;
    const fresh = make(kind);
    if (made.size === MOST) made.clear();
    made.set(kind, fresh);
    return fresh;
  };
}
