import type { EventKind } from '@sidecar/events';
import { keptFields, type KeptValue } from '../kept/kept-fields.ts';
import { kindFrom } from '../kept/kind-from.ts';
import type { EventStore } from '../store/create-event-store.ts';
import { createKindNumbers, type KindNumbers } from '../store/kind-numbers.ts';
import type { KindColumns } from './kind-columns.ts';

const FIELDS = keptFields.length;

/**
 * Adds to a store what a `createKindEncoder` gave, its columns in the order in which it gave them: the store is the same as if every
 * event had been added by its kind.
 */
export function createKindDecoder(
  store: Pick<EventStore, 'addById' | 'kinds'>,
): (columns: KindColumns) => void {
  let values: (KeptValue | null)[] = [null];
  let known: EventKind[] = [];
  let numbers = numbersOf(known);
  return ({ times, kinds, isAnew, newValues, newKinds }) => {
    if (isAnew) {
      [values, known] = [[null], []];
      numbers = numbersOf(known);
    }
    for (const value of newValues) values.push(value);
    for (let at = 0; at < newKinds.length; at += FIELDS) {
      known.push(kindFrom((f) => values[newKinds[at + f]!]!));
    }
    for (let i = 0; i < times.length; i++) store.addById(numbers.of(kinds[i]!), times[i]!);
  };

  function numbersOf(kinds: readonly EventKind[]): KindNumbers {
    return createKindNumbers(store.kinds, (number) => kinds[number]!);
  }
}
