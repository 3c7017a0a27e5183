import type { EventKind } from '@sidecar/events';
import type { KindTable } from './kind-table.ts';

/** Numbers in a table for those that kinds have elsewhere. */
export interface KindNumbers {
  /** The number in the table of the kind that has this one elsewhere, from 0. It may be another's after the next call. */
  of(number: number): number;
}

const UNKNOWN = -1;

/**
 * Each kind is asked for once, when its number comes first, and again only after the table has forgotten some.
 *
 * @param kinds - May need others to be forgotten for a new kind (`KindTable.idOf`).
 * @param kindAt - The kind with a number elsewhere.
 */
export function createKindNumbers(
  kinds: Pick<KindTable, 'idOf' | 'forgotten'>,
  kindAt: (number: number) => EventKind,
): KindNumbers {
  const ids: number[] = [];
  return {
    of: (number) => {
      while (ids.length <= number) ids.push(UNKNOWN);
      if (ids[number] === UNKNOWN) ids[number] = idOf(kindAt(number));
      return ids[number]!;
    },
  };

  function idOf(kind: EventKind): number {
    const before = kinds.forgotten.kinds;
    const id = kinds.idOf(kind);
    if (kinds.forgotten.kinds !== before) ids.fill(UNKNOWN);
    return id;
  }
}
