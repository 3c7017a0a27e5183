import type { EventKind } from '@sidecar/events';
import { keptFields, type KeptValue } from '../kept/kept-fields.ts';
import { kindFrom } from '../kept/kind-from.ts';
import type { EventStore } from '../store/create-event-store.ts';
import type { KindColumns } from './kind-columns.ts';

const FIELDS = keptFields.length;
const UNKNOWN = -1;

/**
 * Adds to a store what a `createKindEncoder` gave, its columns in the order in which it gave them: the store is the same as if every
 * event had been added by its kind.
 */
export function createKindDecoder(
  store: Pick<EventStore, 'addById' | 'kinds'>,
): (columns: KindColumns) => void {
  let values: (KeptValue | null)[] = [null];
  let known: EventKind[] = [];
  /** Numbers that kinds have in the store, as long as it forgets none. */
  let ids: number[] = [];
  return ({ times, kinds, isAnew, newValues, newKinds }) => {
    if (isAnew) [values, known, ids] = [[null], [], []];
    for (const value of newValues) values.push(value);
    for (let at = 0; at < newKinds.length; at += FIELDS) {
      known.push(kindFrom((f) => values[newKinds[at + f]!]!));
      ids.push(UNKNOWN);
    }
    for (let i = 0; i < times.length; i++) {
      const number = kinds[i]!;
      if (ids[number] === UNKNOWN) ids[number] = idOf(known[number]!);
      store.addById(ids[number]!, times[i]!);
    }
  };

  function idOf(kind: EventKind): number {
    const before = store.kinds.forgotten.kinds;
    const id = store.kinds.idOf(kind);
    if (store.kinds.forgotten.kinds !== before) ids.fill(UNKNOWN);
    return id;
  }
}
