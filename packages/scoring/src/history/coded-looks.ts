import { type Facets, facetNames } from '@sidecar/features';
import type { HistoryCodes, HistoryCounts } from './coded-history.ts';
import { entryOf } from './column.ts';

/** An account and facets: what a look has to do with a history. */
export interface LookOfAccount {
  readonly user: string;
  readonly facets: Facets;
}

/** Where a look is in a history. */
export interface CodedLook {
  /** Row of the account; -1 if it is not known. */
  readonly row: number;
  /** By facet: the code of the value, then the entry; -1 for what is not known. */
  readonly places: Int32Array;
}

/** Looks in memory, about 300 bytes each; at one more all are forgotten. */
const MOST_REMEMBERED = 32_768;

/**
 * Finds where looks are in a history; the place is the same in all of it as in a part.
 *
 * @returns A function of looks that are given as the same object again while they are remembered.
 */
export function codedLooks(
  codes: HistoryCodes,
  { facets: columns }: HistoryCounts,
): (look: LookOfAccount) => CodedLook {
  const known = new Map<Facets, CodedLook & { readonly user: string }>();
  return ({ user, facets }) => {
    const same = known.get(facets);
    if (same !== undefined && same.user === user) return same;
    const row = codes.rowOf(user);
    const places = new Int32Array(2 * facetNames.length).fill(-1);
    for (let f = 0; f < facets.length; f++) {
      const value = facets[f]!;
      if (value === null) continue;
      const code = codes.codeOf(f, value);
      places[2 * f] = code;
      places[2 * f + 1] = entryOf(columns[f]!.shape, row, code);
    }
    const look = { user, row, places };
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(facets, look);
    return look;
  };
}
