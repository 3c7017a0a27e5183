import { facetNames, type Look, lookFrom, lookOf } from '@sidecar/features';
import { createCodeColumn } from '../kept/code-column.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { createDictionary } from '../store/dictionary.ts';

/** What events of each kind look like, in codes: about 40 bytes a kind, each text once. */
export interface LookTable {
  readonly size: number;
  /** The look of a kind, by its number. The same object as before while it is remembered. */
  at(kind: number): Look;
}

/** As many looks stand in memory as objects, about 250 bytes each. */
const MOST_REMEMBERED = 65_536;

export function createLookTable({ kindAt, kinds }: Pick<StoredEvents, 'kindAt' | 'kinds'>): LookTable {
  const { size } = kinds;
  const users = createDictionary();
  const userCodes = createCodeColumn(Math.max(1, size));
  const flags = new Uint8Array(size);
  const values = facetNames.map(() => createDictionary());
  const codes = facetNames.map(() => createCodeColumn(Math.max(1, size)));
  for (let kind = 0; kind < size; kind++) {
    if (!kinds.has(kind)) continue;
    const { user, failed, isTicket, facets } = lookOf(kindAt(kind));
    userCodes.set(kind, users.codeOf(user));
    flags[kind] = (failed ? 1 : 0) + (isTicket ? 2 : 0);
    for (let f = 0; f < facets.length; f++) codes[f]!.set(kind, values[f]!.codeOf(facets[f]!));
  }
  const blank = (): (Look | undefined)[] => Array.from({ length: size });
  let looks = blank();
  let remembered = 0;
  return {
    size,
    at: (kind) => {
      const known = looks[kind];
      if (known !== undefined) return known;
      if (++remembered > MOST_REMEMBERED) {
        looks = blank();
        remembered = 1;
      }
      return (looks[kind] = made(kind));
    },
  };

  function made(kind: number): Look {
    const facets: (string | null)[] = [];
    for (let f = 0; f < codes.length; f++) facets.push(values[f]!.valueOf(codes[f]!.at(kind)));
    return lookFrom({
      user: users.valueOf(userCodes.at(kind))!,
      failed: (flags[kind]! & 1) === 1,
      isTicket: (flags[kind]! & 2) === 2,
      facets,
    });
  }
}
