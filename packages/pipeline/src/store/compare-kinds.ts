import type { EventKind } from '@sidecar/events';
import { keptFields, type KeptValue } from '../kept/kept-fields.ts';

/** Order of kinds by every field, in the order of `keptFields`: 0 exactly if they are equal in all of them. */
export function compareKinds(a: EventKind, b: EventKind): number {
  for (const name of keptFields) {
    const [first, second] = [a[name], b[name]];
    if (first !== second) return compareValues(first, second);
  }
  return 0;
}

/** Null first, then numbers, then text by UTF-16 code units; of two values that differ. */
function compareValues(a: KeptValue | null, b: KeptValue | null): number {
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}
