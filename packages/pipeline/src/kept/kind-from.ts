import type { EventKind } from '@sidecar/events';
import { keptFields, type KeptValue } from './kept-fields.ts';

/** The kind that has these values. @param valueAt - Value of field number `f` of `keptFields`; null for none. */
export function kindFrom(valueAt: (f: number) => KeptValue | null): EventKind {
  const kind: Record<string, unknown> = {};
  for (let f = 0; f < keptFields.length; f++) kind[keptFields[f]!] = valueAt(f);
  return kind as unknown as EventKind;
}
