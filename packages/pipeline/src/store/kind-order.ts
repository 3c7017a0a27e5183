import { type Facets, facetsOf } from '@sidecar/features';
import { compareInInstant } from '../train/compare-in-instant.ts';
import { compareKinds } from './compare-kinds.ts';
import type { KindTable } from './kind-table.ts';

/** Order of kinds of one table, by their numbers. */
export type KindOrder = (a: number, b: number) => number;

/** So many kinds are remembered with their facets; then all of them are forgotten. */
const MOST_REMEMBERED = 16_384;

/**
 * The order of events within an instant: by what the model sees of them (`compareInInstant`), then by every other field. It
 * depends on the events alone: 0 exactly if the kinds are equal.
 */
export function createKindOrder(table: KindTable): KindOrder {
  const facets = new Map<number, Facets>();
  const facetsAt = (id: number): Facets => {
    let known = facets.get(id);
    if (known === undefined) {
      if (facets.size === MOST_REMEMBERED) facets.clear();
      known = facetsOf(table.at(id));
      facets.set(id, known);
    }
    return known;
  };
  return (a, b) => {
    if (a === b) return 0;
    const [first, second] = [table.at(a), table.at(b)];
    const seen = compareInInstant(
      {
        user: first.user,
        get facets() {
          return facetsAt(a);
        },
      },
      {
        user: second.user,
        get facets() {
          return facetsAt(b);
        },
      },
    );
    return seen === 0 ? compareKinds(first, second) : seen;
  };
}
