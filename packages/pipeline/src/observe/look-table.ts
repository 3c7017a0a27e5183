import { facetNames, type Look, lookFrom, lookOf } from '@sidecar/features';
import { createCodeColumn } from '../kept/code-column.ts';
import type { StoredEvents } from '../store/stored-events.ts';
import { createDictionary } from '../store/dictionary.ts';

/** What events of each kind look like, in codes: about 40 bytes a kind, each text once. */
export interface LookTable {
  /** Numbers of looks, which are those of kinds, are below it. */
  readonly size: number;
  /** The look of a kind, by its number. The same object as before while it is remembered. */
  at(kind: number): Look;
}

/** As many looks stand in memory as objects, about 250 bytes each. */
const MOST_REMEMBERED = 32_768;

/** @param source - More kinds may come later; but what looks were asked for of must not be forgotten. */
export function createLookTable({ kindAt, kinds }: Pick<StoredEvents, 'kindAt' | 'kinds'>): LookTable {
  const users = createDictionary();
  const userCodes = createCodeColumn(Math.max(1, kinds.size));
  const flags = createCodeColumn(Math.max(1, kinds.size));
  const values = facetNames.map(() => createDictionary());
  const codes = facetNames.map(() => createCodeColumn(Math.max(1, kinds.size)));
  /** As many as there are codes of. */
  const looks: (Look | undefined)[] = [];
  const rememberedKinds = new Uint32Array(MOST_REMEMBERED);
  let remembered = 0;
  return {
    get size() {
      return kinds.size;
    },
    at: (kind) => {
      const known = looks[kind];
      if (known !== undefined) return known;
      while (looks.length <= kind) encodeNext();
      if (remembered === MOST_REMEMBERED) {
        for (const other of rememberedKinds) looks[other] = undefined;
        remembered = 0;
      }
      rememberedKinds[remembered++] = kind;
      return (looks[kind] = made(kind));
    },
  };

  function encodeNext(): void {
    const kind = looks.push(undefined) - 1;
    const look = kinds.has(kind) ? lookOf(kindAt(kind)) : undefined;
    userCodes.set(kind, users.codeOf(look?.user ?? null));
    flags.set(kind, (look?.failed ? 1 : 0) + (look?.isTicket ? 2 : 0));
    for (let f = 0; f < codes.length; f++) codes[f]!.set(kind, values[f]!.codeOf(look?.facets[f] ?? null));
  }

  function made(kind: number): Look {
    const facets: (string | null)[] = [];
    for (let f = 0; f < codes.length; f++) facets.push(values[f]!.valueOf(codes[f]!.at(kind)));
    return lookFrom({
      user: users.valueOf(userCodes.at(kind))!,
      failed: (flags.at(kind) & 1) === 1,
      isTicket: (flags.at(kind) & 2) === 2,
      facets,
    });
  }
}
