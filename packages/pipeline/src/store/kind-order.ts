import { facetsOf } from '@sidecar/features';
import { keptFields } from '../kept/kept-fields.ts';
import { compareInInstant, type Seen } from './compare-in-instant.ts';
import { compareKinds } from './compare-kinds.ts';
import { createIdCache } from './id-cache.ts';
import type { KindTable } from './kind-table.ts';

/** Order of kinds of one table, by their numbers. */
export type KindOrder = (a: number, b: number) => number;

/** So many kinds are remembered with their facets. */
const MOST_REMEMBERED = 4096;
const USER = keptFields.indexOf('user');

/**
 * The order of events within an instant: by what the model sees of them (`compareInInstant`), then by every other field. It
 * depends on the events alone: 0 exactly if the kinds are equal.
 */
export function createKindOrder(table: KindTable): KindOrder {
  const users = table.dictionaries[USER]!;
  const known = createIdCache<Seen>(MOST_REMEMBERED);
  const seenAt = (id: number): Seen => {
    let seen = known.get(id);
    if (seen === undefined) {
      const kind = table.at(id);
      seen = { user: kind.user, facets: facetsOf(kind) };
      known.set(id, seen);
    }
    return seen;
  };
  return (a, b) => {
    if (a === b) return 0;
    // Most events of an instant differ in the user, by which `compareInInstant` begins.
    const [first, second] = [table.codeAt(USER, a), table.codeAt(USER, b)];
    if (first !== second) return users.valueOf(first)! < users.valueOf(second)! ? -1 : 1;
    return compareInInstant(seenAt(a), seenAt(b)) || compareKinds(table.at(a), table.at(b));
  };
}
